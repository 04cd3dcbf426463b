/**
 * Fetches the package that a signed manifest names, into a folder that a person chose. Until all of it is there and its
 * hash was read back from disk it is called `.part`; what was cut goes on from there. Nothing is ever run.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CodedError, appError } from '../../shared/errors';
import type { UpdateFile } from '../../shared/update';
import { fileError, type FileSystem } from '../storage/file-system';
import { addressIn } from './feed';
import type { OpenStream } from './stream';

/** Bytes that are written, and read back, at once. */
const PIECE = 4 * 1024 * 1024;
const IDLE_MS = 30_000;

/** What a download is made of. */
export interface DownloadInput {
  readonly feed: string;
  /** As the verified manifest says it. */
  readonly file: UpdateFile;
  readonly folder: string;
  readonly fs: FileSystem;
  readonly open: (hosts: readonly string[]) => OpenStream;
  readonly signal: AbortSignal;
  readonly onProgress: (got: number) => void;
  readonly idleMs?: number;
}

/** Fetches, checks, and gives the path of the whole file. Every refusal is a coded error. */
export async function downloadUpdate(input: DownloadInput): Promise<string> {
  const { file, folder, fs } = input;
  const target = join(folder, file.name);
  const part = `${target}.part`;
  return withDisk(target, async () => {
    if ((await fs.stamp(target)) !== undefined) {
      if ((await hashOf(fs, target)) === file.sha256) return target;
      throw new CodedError(appError('HX-UPDTHERE', { name: file.name }));
    }
    let got = (await fs.stamp(part)) === undefined ? 0 : await fs.size(part);
    if (got > file.size) {
      await fs.remove(part);
      got = 0;
    }
    if (got < file.size) await fetchRest(input, part, got);
    if ((await hashOf(fs, part)) !== file.sha256) await refuse(input, part);
    await fs.rename(part, target);
    await fs.flushFolder(folder);
    return target;
  });
}

/** What the disk says becomes a coded error; coded ones stay. */
async function withDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : fileError(thrown, path);
  }
}

/** What is not what was signed is of no use: it is removed. */
async function refuse({ file, fs }: DownloadInput, part: string): Promise<never> {
  await fs.remove(part);
  throw new CodedError(appError('HX-UPDHASH', { name: file.name }));
}

async function fetchRest(input: DownloadInput, part: string, from: number): Promise<void> {
  const { feed, file, fs, idleMs = IDLE_MS, signal } = input;
  const url = addressIn(feed, file.name);
  const { host } = new URL(url);
  const headers = from > 0 ? { range: `bytes=${String(from)}-` } : {};
  const answer = await input.open([host])({ url, headers, idleMs, signal });
  const unreached = (detail: string): CodedError =>
    new CodedError(appError('HX-UPDREACH', { host }, detail));
  if (answer.kind === 'no-answer') throw unreached(`${answer.reason}: ${answer.detail}`);
  const range = answer.headers['content-range'] ?? '';
  const isRest = answer.status === 206 && range.startsWith(`bytes ${String(from)}-`);
  // A server that knows no ranges sends everything again.
  const isWhole = answer.status === 200;
  if (!isWhole && !(from > 0 && isRest)) {
    await answer.body[Symbol.asyncIterator]().return?.();
    throw unreached(`HTTP ${String(answer.status)} ${range}`.trim());
  }
  if (isWhole && from > 0) await fs.remove(part);
  await take(input, part, isWhole ? 0 : from, answer.body);
}

/** Writes what comes, up to the signed size. */
async function take(
  input: DownloadInput,
  part: string,
  from: number,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { file, fs, onProgress } = input;
  let got = from;
  let held: Uint8Array[] = [];
  const write = async (): Promise<void> => {
    const bytes = Buffer.concat(held);
    held = [];
    if (bytes.length > 0) await fs.appendFlushed(part, bytes);
  };
  let cut: string | undefined;
  const pieces = body[Symbol.asyncIterator]();
  for (;;) {
    const next = await pieces.next().catch((thrown: unknown) => {
      cut = String(thrown);
      return { done: true } as const;
    });
    if (next.done === true) break;
    got += next.value.length;
    if (got > file.size) {
      await pieces.return?.();
      // Whatever was written before is no part of what was signed either.
      if ((await fs.stamp(part)) !== undefined) await fs.remove(part);
      throw new CodedError(appError('HX-UPDHASH', { name: file.name }, 'longer than signed'));
    }
    held.push(next.value);
    if (held.reduce((sum, { length }) => sum + length, 0) >= PIECE) await write();
    onProgress(got);
  }
  await write();
  if (cut !== undefined || got < file.size)
    throw new CodedError(appError('HX-UPDCUT', { name: file.name }, cut ?? 'ended early'));
}

/** Of a file on disk, in small letters: what was written counts, not what was sent. */
async function hashOf(fs: FileSystem, path: string): Promise<string> {
  const hash = createHash('sha256');
  const size = await fs.size(path);
  for (let from = 0; from < size;) {
    const piece = await fs.readPart(path, from, PIECE);
    if (piece.length === 0) break;
    hash.update(piece);
    from += piece.length;
  }
  return hash.digest('hex');
}
