/** The log's files on disk: one that is written, and older ones up to a bound. Window and command line share them. */
import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** A file that has grown to this is put aside. */
const LARGEST = 5 * 1024 * 1024;
/** Names of all files, the oldest first. Together they hold at most five times the largest. */
export const LOG_FILES = [
  'crossprem.log.4',
  'crossprem.log.3',
  'crossprem.log.2',
  'crossprem.log.1',
  'crossprem.log',
] as const;
/** Whoever moves or rewrites files holds this folder; a process that was killed meanwhile leaves it. */
const LOCK = '.moving';
const LOCK_STALE_MS = 30_000;
const TRIES = 3;

/** Folder of the log below a data folder. */
export function logFolder(dataFolder: string): string {
  return join(dataFolder, 'logs');
}

/** Adds lines. One call of the system for each write, so that lines of two processes never mix. */
export function appendLines(folder: string, text: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'crossprem.log');
  const size = sizeOf(file);
  if (size > LARGEST) {
    // Another process may have put it aside since.
    exclusively(folder, () => {
      if (sizeOf(file) > LARGEST) putAside(folder);
    });
  }
  // A file that others may read, from a copy or an earlier version, is made ours.
  if (size === 0) chmodIfThere(file);
  appendFileSync(file, text, { mode: 0o600 });
}

/** Removes lines from before this time (ISO 8601). Lines are in the order of time, so the first one mostly says enough. */
export function forgetBefore(folder: string, oldest: string): void {
  if (LOG_FILES.every((name) => !startsBefore(join(folder, name), oldest))) return;
  exclusively(folder, () => {
    // What is rewritten must not be the file that another process is writing to.
    if (startsBefore(join(folder, 'crossprem.log'), oldest)) putAside(folder);
    for (const name of LOG_FILES.slice(0, -1)) trim(join(folder, name), oldest);
  });
}

function putAside(folder: string): void {
  for (const [index, name] of LOG_FILES.entries()) {
    const older = LOG_FILES[index - 1];
    if (older === undefined || sizeOf(join(folder, name)) === 0) continue;
    renameSync(join(folder, name), join(folder, older));
  }
}

/** Does this while no other process does the like; leaves it to the other where one does. */
function exclusively(folder: string, work: () => void): void {
  const lock = join(folder, LOCK);
  if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > LOCK_STALE_MS)
    rmSync(lock, { recursive: true, force: true });
  try {
    mkdirSync(lock);
  } catch {
    return;
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function chmodIfThere(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) chmodSync(file, 0o600);
}

const AT = /^\{"at":"([^"]{24})"/;

/** True where the first line is older, or has no time. */
function startsBefore(file: string, oldest: string): boolean {
  if (sizeOf(file) === 0) return false;
  const [, first] = AT.exec(startOf(file)) ?? [];
  return first === undefined || first < oldest;
}

function trim(file: string, oldest: string): void {
  for (let tries = 0; tries < TRIES && startsBefore(file, oldest); tries += 1) {
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n');
    const kept = lines.findIndex((line) => (AT.exec(line)?.[1] ?? '') >= oldest);
    // A line of another process that was on its way when the file was put aside: look again.
    if (sizeOf(file) !== Buffer.byteLength(text, 'utf8')) continue;
    if (kept === -1) rmSync(file);
    else {
      writeFileSync(`${file}.new`, lines.slice(kept).join('\n'), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    }
    return;
  }
}

function startOf(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const start = Buffer.alloc(64);
    return start.toString('utf8', 0, readSync(handle, start, 0, start.length, 0));
  } finally {
    closeSync(handle);
  }
}
