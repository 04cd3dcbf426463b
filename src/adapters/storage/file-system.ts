import * as callbacks from 'node:fs';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, truncate, copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../../core/ports';
import { CodedError, appError } from '../../shared/errors';
import { systemClock } from '../system/crypto';

/**
 * The few file operations that storage needs, so that tests can put a full disk or a read-only folder underneath.
 * Errors are Node's own, with `code`.
 */
export interface FileSystem {
  readFile(path: string): Promise<Uint8Array>;
  /** At most `length` bytes from `from` on; fewer where the file ends, but never none before its end. */
  readPart(path: string, from: number, length: number): Promise<Uint8Array>;
  /** Writes a new file and flushes it to disk. */
  writeFlushed(path: string, content: Uint8Array): Promise<void>;
  /** Appends and flushes. */
  appendFlushed(path: string, content: Uint8Array): Promise<void>;
  /** Creates the file with this content; EEXIST when it is there. */
  createExclusive(path: string, content: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Flushes the names in a folder: only then does a new or renamed file survive a power cut. */
  flushFolder(path: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  truncate(path: string, length: number): Promise<void>;
  makeFolder(path: string): Promise<void>;
  list(path: string): Promise<readonly string[]>;
  remove(path: string): Promise<void>;
  isFolder(path: string): Promise<boolean>;
  /** Bytes of a file. */
  size(path: string): Promise<number>;
  /** Time and size of a file or folder, which differ once it was written; undefined when it is not there. */
  stamp(path: string): Promise<string | undefined>;
}

async function writeWith(path: string, flags: string | number, content: Uint8Array): Promise<void> {
  const handle = await open(path, flags, 0o600);
  try {
    await handle.writeFile(content);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** The first line of a file also brings its name to disk. */
async function append(path: string, content: Uint8Array): Promise<void> {
  const handle = await open(path, 'a', 0o600);
  try {
    const isNew = (await handle.stat()).size === 0;
    await handle.writeFile(content);
    await handle.datasync();
    if (isNew) await flushFolder(dirname(path));
  } finally {
    await handle.close();
  }
}

/** Windows keeps names without being asked and opens no folder. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (thrown) {
    // Some network shares know no such flush; what they promise is all there is.
    if (!['EINVAL', 'ENOTSUP', 'EBADF'].includes(errorCode(thrown))) throw thrown;
  } finally {
    await handle.close();
  }
}

/** Makes a folder whose name, and those of the new folders above it, are on disk. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made))
    await flushFolder(dirname(made));
}

/** Without handles, which cost as much again: a customer may have a thousand runs, with two small files each to read. */
const quick = {
  open: promisify(callbacks.open),
  read: promisify(callbacks.read),
  close: promisify(callbacks.close),
  readFile: promisify(callbacks.readFile),
};

const plainFileSystem: FileSystem = {
  readFile: (path) => quick.readFile(path),
  readPart: async (path, from, length) => {
    const handle = await quick.open(path, 'r');
    try {
      const { buffer, bytesRead } = await quick.read(handle, Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await quick.close(handle);
    }
  },
  writeFlushed: (path, content) => writeWith(path, 'w', content),
  appendFlushed: append,
  createExclusive: (path, content) =>
    writeWith(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, content),
  rename,
  flushFolder,
  copy: (from, to) => copyFile(from, to),
  truncate,
  makeFolder,
  list: (path) => readdir(path),
  remove: (path) => rm(path, { recursive: true, force: true }),
  isFolder: async (path) => (await stat(path)).isDirectory(),
  size: async (path) => (await stat(path)).size,
  stamp: async (path) => {
    const found = await stat(path, { bigint: true }).catch((thrown: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(errorCode(thrown))) return undefined;
      throw thrown;
    });
    return found && `${found.mtimeNs.toString(36)}-${found.size.toString(36)}`;
  },
};

/** Waits between tries of a rename, in milliseconds: about three seconds, which a virus scanner rarely needs. */
const RENAME_WAITS = [20, 60, 180, 540, 1_000, 1_200];

/**
 * Renames that another program holds up are tried again for a while: on Windows a virus scanner or a backup may have
 * the file open, and the system then answers EPERM, EACCES or EBUSY. What still is held after that is EBUSY.
 */
export function patientFileSystem(
  fs: FileSystem,
  clock: Pick<Clock, 'sleep'>,
  platform: NodeJS.Platform,
): FileSystem {
  const held = platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : ['EBUSY'];
  const rename = async (from: string, to: string): Promise<void> => {
    for (const wait of [...RENAME_WAITS, undefined]) {
      try {
        await fs.rename(from, to);
        return;
      } catch (thrown) {
        if (!held.includes(errorCode(thrown))) throw thrown;
        if (wait === undefined) throw asBusy(thrown);
        await clock.sleep(wait);
      }
    }
  };
  return { ...fs, rename };
}

function asBusy(thrown: unknown): Error {
  return Object.assign(new Error(String(thrown), { cause: thrown }), { code: 'EBUSY' });
}

/** The real disk. */
export const nodeFileSystem: FileSystem = patientFileSystem(
  plainFileSystem,
  systemClock,
  process.platform,
);

/** The `code` of a Node error; '' for anything else. */
export function errorCode(thrown: unknown): string {
  return typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    typeof thrown.code === 'string'
    ? thrown.code
    : '';
}

/** A Node file error as a coded error naming the path. */
export function fileError(thrown: unknown, path: string): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  switch (errorCode(thrown)) {
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new CodedError(appError('HX-RO', { path }, detail));
    case 'ENOSPC':
    case 'EDQUOT':
      return new CodedError(appError('HX-FULL', { path }, detail));
    case 'EBUSY':
      return new CodedError(appError('HX-HELD', { path }, detail));
    default:
      return new CodedError(appError('HX-FILE', { path }, detail));
  }
}

/** Reads a file; undefined when it is not there. */
export async function readIfThere(fs: FileSystem, path: string): Promise<Uint8Array | undefined> {
  try {
    return await fs.readFile(path);
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT' || errorCode(thrown) === 'ENOTDIR') return undefined;
    throw fileError(thrown, path);
  }
}

/** Names in a folder; none where it is not there. */
export async function listFolder(fs: FileSystem, path: string): Promise<readonly string[]> {
  try {
    return await fs.list(path);
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') return [];
    throw fileError(thrown, path);
  }
}

let temporaries = 0;

/** Writes atomically: a flushed temporary file beside the target, then a rename. The old content or the new, never a mixture. */
export async function writeAtomic(
  fs: FileSystem,
  path: string,
  content: Uint8Array,
): Promise<void> {
  try {
    await replaceFile(fs, path, content);
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

/** The same, with the system's own error where it cannot be done. */
export async function replaceFile(
  fs: FileSystem,
  path: string,
  content: Uint8Array,
): Promise<void> {
  temporaries += 1;
  const temporary = join(dirname(path), `.${process.pid.toString()}-${temporaries.toString()}.tmp`);
  try {
    await fs.makeFolder(dirname(path));
    await fs.writeFlushed(temporary, content);
    await fs.rename(temporary, path);
  } catch (thrown) {
    await fs.remove(temporary).catch(() => undefined);
    throw thrown;
  }
  await fs.flushFolder(dirname(path));
}
