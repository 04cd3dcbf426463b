/** One lab per folder. A lab that finds another one waits for its end; a lock nobody keeps fresh is taken over. */
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

const FILE = 'lab.lock';
const FRESH_MS = 1000;
/** A lock older than this belongs to nobody, whatever process has its number by now. */
const STALE_MS = 15_000;
const POLL_MS = 50;

/** A held lock. */
export interface Lock {
  release(): void;
}

/** Takes the lock of a folder; rejects when another lab still holds it after `patienceMs`. */
export async function takeLock(folder: string, patienceMs = 10_000): Promise<Lock> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const lock = tryLock(path);
    if (lock !== undefined) return lock;
    if (isAbandoned(path)) setAside(path);
    else if (Date.now() > deadline) throw new Error(`another practice lab uses ${folder}`);
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function tryLock(path: string): Lock | undefined {
  let file: number;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'EPERM') return undefined;
    throw error;
  }
  const mark = `${String(process.pid)} ${randomUUID()}`;
  writeSync(file, mark);
  closeSync(file);
  const keeper = setInterval(() => touch(path), FRESH_MS);
  keeper.unref();
  return {
    release: () => {
      clearInterval(keeper);
      if (contentOf(path) === mark) rmSync(path, { force: true });
    },
  };
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Somebody removed the folder: there is nothing left to protect.
  }
}

/** True when the lock's process is gone, or has not kept it fresh. */
function isAbandoned(path: string): boolean {
  const pid = Number.parseInt(contentOf(path) ?? '', 10);
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) return true;
    if (Number.isNaN(pid)) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** Moves an abandoned lock away: of several that try, one succeeds. */
function setAside(path: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (isAbandoned(aside)) rmSync(aside, { force: true });
    // It was renewed in between: it goes back.
    else renameSync(aside, path);
  } catch {
    // Another lab was quicker.
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
