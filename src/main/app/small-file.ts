import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../../adapters/storage/file-system';

/** Reads a small JSON file at start; undefined where there is none or it cannot be read. */
export function readSmallJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** What replacing needs, so that tests can put a file that is held underneath. */
export interface SmallDisk {
  readonly platform: NodeJS.Platform;
  /** Writes a new file and flushes it to disk. */
  readonly write: (path: string, text: string) => void;
  readonly rename: (from: string, to: string) => void;
  readonly flushFolder: (path: string) => void;
  readonly remove: (path: string) => void;
  /** Blocks: the window's own small files are also written while the app ends. */
  readonly pause: (milliseconds: number) => void;
}

function flushed(path: string, flags: string, work: (handle: number) => void): void {
  const handle = openSync(path, flags, 0o600);
  try {
    work(handle);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const realDisk: SmallDisk = {
  platform: process.platform,
  write: (path, text) => flushed(path, 'w', (handle) => void writeSync(handle, text)),
  rename: renameSync,
  flushFolder: (path) => flushed(path, 'r', () => undefined),
  remove: (path) => rmSync(path, { force: true }),
  pause: (milliseconds) =>
    void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds),
};

/** Short, because the window stands still meanwhile. */
const RENAME_WAITS = [20, 60, 180];

/**
 * Writes a small JSON file so that there is always a whole one, also after a power cut, and waits a moment where a
 * virus scanner holds the old one. Synchronous: also used while the app ends.
 */
export function writeSmallJson(path: string, value: unknown, disk: SmallDisk = realDisk): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.new`;
  try {
    disk.write(next, `${JSON.stringify(value, null, 2)}\n`);
    renamePatiently(disk, next, path);
  } catch (thrown) {
    disk.remove(next);
    throw thrown;
  }
  // Windows keeps names without being asked and opens no folder.
  if (disk.platform !== 'win32') flushName(disk, dirname(path));
}

function renamePatiently(disk: SmallDisk, from: string, to: string): void {
  const held = disk.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : ['EBUSY'];
  for (const wait of [...RENAME_WAITS, undefined]) {
    try {
      disk.rename(from, to);
      return;
    } catch (thrown) {
      if (wait === undefined || !held.includes(errorCode(thrown))) throw thrown;
      disk.pause(wait);
    }
  }
}

/** Some network shares know no such flush; what they promise is all there is. */
function flushName(disk: SmallDisk, folder: string): void {
  try {
    disk.flushFolder(folder);
  } catch (thrown) {
    if (!['EINVAL', 'ENOTSUP', 'EBADF'].includes(errorCode(thrown))) throw thrown;
  }
}
