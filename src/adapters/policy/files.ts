/** Policies in files: JSON on Linux, managed preferences on macOS. */
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { appError } from '../../shared/errors';
import type { RunProgram } from './program';
import type { FoundSource } from './values';

const LARGEST = 64 * 1024;
/** Writable by the group or by everybody. */
const WRITABLE_BY_OTHERS = 0o022;

/** Who may have written a file that is taken for a policy. */
type Owner = 'root' | 'anybody';

interface Node {
  readonly uid: number;
  readonly mode: number;
}

function isProtected({ uid, mode }: Node): boolean {
  return uid === 0 && (mode & WRITABLE_BY_OTHERS) === 0;
}

function isAbsent(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

/** What the disk is asked; tests answer as another system would. */
export interface PolicyDisk {
  /** Owner and rights of a folder. */
  readonly folder: (path: string) => Promise<Node>;
  /** A regular file with its text, as one open file: what is checked is what is read. */
  readonly file: (path: string) => Promise<Node & { readonly text: string }>;
}

/** The disk of this computer. */
export const policyDisk: PolicyDisk = {
  folder: (path) => stat(path),
  file: async (path) => {
    const handle = await open(path, 'r');
    try {
      const { uid, mode, size, ...entry } = await handle.stat().then((found) => ({
        uid: found.uid,
        mode: found.mode,
        size: found.size,
        isFile: found.isFile(),
      }));
      if (!entry.isFile) throw new TypeError('not a file');
      if (size > LARGEST) throw new RangeError(`more than ${String(LARGEST)} bytes`);
      return { uid, mode, text: await handle.readFile('utf8') };
    } finally {
      await handle.close();
    }
  },
};

const settings = v.record(v.string(), v.unknown());

/** The settings of a JSON text. */
function entriesOf(text: string): readonly (readonly [string, unknown])[] {
  const given: unknown = JSON.parse(text);
  // A list would pass for an object without settings, and leave everything open.
  if (Array.isArray(given)) throw new TypeError('a list, and no settings');
  return Object.entries(v.parse(settings, given));
}

/** Reads a file of settings. */
export async function readPolicyFile(
  path: string,
  owner: Owner,
  disk: PolicyDisk,
  toJson: (text: string) => Promise<string> = (text) => Promise.resolve(text),
): Promise<FoundSource> {
  try {
    const found = await disk.file(path);
    if (owner === 'root' && !(isProtected(found) && isProtected(await disk.folder(dirname(path)))))
      return { kind: 'unusable', error: appError('HX-RULEFILE', { place: path }) };
    return { kind: 'values', entries: entriesOf(await toJson(found.text)) };
  } catch (thrown) {
    if (isAbsent(thrown)) return { kind: 'absent' };
    return { kind: 'unusable', error: appError('HX-RULEREAD', { place: path }, String(thrown)) };
  }
}

/** Reads managed preferences. The system's plutil knows both forms in which they lie on disk. */
export async function readManagedPreferences(
  path: string,
  disk: PolicyDisk,
  run: RunProgram,
): Promise<FoundSource> {
  const found = await readPolicyFile(path, 'root', disk, async () => {
    const { code, output, errors } = await run('/usr/bin/plutil', [
      '-convert',
      'json',
      '-o',
      '-',
      '--',
      path,
    ]);
    if (code !== 0) throw new Error(`${output} ${errors}`.trim());
    return output;
  });
  if (found.kind !== 'values') return found;
  // What the profile says of itself may stand beside its settings.
  return { ...found, entries: found.entries.filter(([name]) => !name.startsWith('Payload')) };
}
