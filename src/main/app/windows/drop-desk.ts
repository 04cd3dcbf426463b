/**
 * Files that are dropped on the window. The window hands over their bytes and never a path; what a file is, main sees
 * in its content, and takes it in as if the person had chosen it in main's own dialog.
 */
import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CodedError, appError } from '../../../shared/errors';
import { fileError } from '../../../adapters/storage/file-system';
import { DROPPED_PIECE } from '../../../shared/inspection';
import type { ChannelInput } from '../../../shared/ipc/contract';
import type { FileStep, TakenFile } from '../../../shared/ipc/window-limits';
import { DroppedFile } from '../dropped-file';

/** What it is built from. */
export interface DropDeskOptions {
  /** A private folder for the bytes while they are taken in; emptied with each file. */
  readonly folder: string;
  /** Takes a file in, as if the person had chosen it. */
  readonly take: (kind: FileKind, path: string) => Promise<TakenFile>;
  readonly hasCustomer: () => boolean;
  /** There is a plan that a saved one can be compared with. */
  readonly hasPlan: () => boolean;
}

/** What a file can be taken as. */
export type FileKind = TakenFile['taken'];

interface Drop {
  readonly file: DroppedFile;
  readonly work: Promise<TakenFile>;
}

/** How the files begin that are known. Enough of the beginning is looked at to see it. */
const LOOKED_AT = 4_096;
const CUSTOMER = /"kind"\s*:\s*"crossprem-customer"/;
const RESULT = /^\s*\{\s*"content"\s*:\s*\{/;
const PLAN = /"fingerprint"\s*:|"digest"\s*:|"scenario"\s*:/;

/** What a file is, by how it begins and what it is called. */
export function kindOf(name: string, beginning: string): FileKind | 'other' {
  if (name.toLowerCase().endsWith('.crossprem') || CUSTOMER.test(beginning)) return 'customer';
  if (RESULT.test(beginning)) return 'result';
  return PLAN.test(beginning) ? 'plan' : 'other';
}

/** One dropped file at a time; a newer one ends an older. */
export class DropDesk {
  private drop: Drop | null = null;

  constructor(private readonly options: DropDeskOptions) {}

  /** Begins with a file. */
  async dropped({ name, size }: ChannelInput<'drop.file'>): Promise<FileStep> {
    await this.end();
    const file = new DroppedFile(size);
    this.drop = { file, work: this.takeIn(file, safeName(name)) };
    return this.step(this.drop);
  }

  /** Takes the bytes that were asked for. */
  async piece({ bytes }: ChannelInput<'drop.piece'>): Promise<FileStep> {
    const { drop } = this;
    if (drop === null) throw new CodedError(appError('HX-IPC'));
    drop.file.give(Buffer.from(bytes, 'base64'));
    return this.step(drop);
  }

  /** Ends what is under way and removes what is left of it. */
  async end(): Promise<void> {
    const { drop } = this;
    this.drop = null;
    drop?.file.cancel();
    await drop?.work.catch(() => undefined);
    await rm(this.options.folder, { recursive: true, force: true }).catch(() => undefined);
  }

  private async step(drop: Drop): Promise<FileStep> {
    const next = drop.file.asked().then((wanted): FileStep => ({ next: wanted }));
    const done = drop.work.then((taken): FileStep => taken);
    return Promise.race([next, done]);
  }

  private async takeIn(file: DroppedFile, name: string): Promise<TakenFile> {
    const beginning = Buffer.from(await file.read(0, LOOKED_AT)).toString('utf8');
    const kind = kindOf(name, beginning);
    if (kind === 'other' || !this.hasRoom(kind))
      throw new CodedError(appError('HX-DROP', { file: name, kind }));
    return this.options.take(kind, await this.store(file, name));
  }

  private hasRoom(kind: FileKind): boolean {
    switch (kind) {
      case 'customer':
        return true;
      case 'result':
        return this.options.hasCustomer();
      case 'plan':
        return this.options.hasPlan();
    }
  }

  private async store(file: DroppedFile, name: string): Promise<string> {
    const folder = join(this.options.folder, randomUUID());
    const path = join(folder, name);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(path, '', { mode: 0o600 });
      for (let from = 0; from < file.size; from += DROPPED_PIECE)
        await appendFile(path, await file.read(from, DROPPED_PIECE));
    } catch (thrown) {
      throw fileError(thrown, path);
    }
    return path;
  }
}

/** The name alone, of harmless characters: it is shown, and it names the copy. */
function safeName(name: string): string {
  const last = basename(name.replaceAll('\\', '/'));
  const safe = last.replace(/[^\p{L}\p{N} ._()-]/gu, '_').slice(-120);
  return safe.replace(/^\.+/, '') || 'file';
}
