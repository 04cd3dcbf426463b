import { constants } from 'node:fs';
import {
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  copyFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CodedError, appError } from '../../shared/errors';

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

/** The real disk. */
export const nodeFileSystem: FileSystem = {
  readFile: (path) => readFile(path),
  readPart: async (path, from, length) => {
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  },
  writeFlushed: (path, content) => writeWith(path, 'w', content),
  appendFlushed: (path, content) => writeWith(path, 'a', content),
  createExclusive: (path, content) =>
    writeWith(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, content),
  rename,
  copy: (from, to) => copyFile(from, to),
  truncate,
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
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
    await renameStubborn(fs, temporary, path);
  } catch (thrown) {
    await fs.remove(temporary).catch(() => undefined);
    throw thrown;
  }
}

/** On Windows a virus scanner may hold the target for a moment: EPERM, EACCES or EBUSY are tried a few times more. */
async function renameStubborn(fs: FileSystem, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await fs.rename(from, to);
      return;
    } catch (thrown) {
      const held =
        process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(thrown));
      if (!held || attempt === 5) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}
