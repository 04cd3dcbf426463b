import {
  appendFileSync,
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
import { dirname, join } from 'node:path';
import type { Log } from '../../core/ports';
import { redact } from './redact';

const LIMIT = 5 * 1024 * 1024;
const DAY_MS = 86_400_000;

/**
 * JSON lines below the data folder, redacted before they are written. One old file is kept, and lines only for the
 * given number of days where one is given. A log that cannot be written never stops the product: the journal is the
 * record, this is only help.
 */
export function fileLog(dataFolder: string, now: () => Date, keptDays?: () => number): Log {
  const file = join(dataFolder, 'logs', 'crossprem.log');
  let forgotten = '';
  // Once a day and after each change of the number: reading the log at every line would cost too much.
  const forget = (): void => {
    if (keptDays === undefined) return;
    const days = keptDays();
    const round = `${now().toISOString().slice(0, 10)} ${String(days)}`;
    if (round === forgotten) return;
    forgotten = round;
    const oldest = new Date(now().getTime() - days * DAY_MS).toISOString();
    for (const each of [`${file}.1`, file]) forgetBefore(each, oldest);
  };
  const write = (level: string, event: string, fields: object): void => {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      forget();
      rotate(file);
      const line = redact(JSON.stringify({ at: now().toISOString(), level, event, ...fields }));
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch {
      // See above.
    }
  };
  return {
    info: (event, fields = {}) => {
      write('info', event, fields);
    },
    warn: (event, fields = {}) => {
      write('warn', event, fields);
    },
    error: (event, fields = {}) => {
      write('error', event, fields);
    },
  };
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LIMIT) renameSync(file, `${file}.1`);
}

const AT = /^\{"at":"([^"]{24})"/;

/** Removes lines from before this time. Lines are in the order of time, so most days the first one says enough. */
function forgetBefore(file: string, oldest: string): void {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return;
  const [, first] = AT.exec(startOf(file)) ?? [];
  if (first !== undefined && first >= oldest) return;
  const lines = readFileSync(file, 'utf8').split('\n');
  const kept = lines.findIndex((line) => (AT.exec(line)?.[1] ?? '') >= oldest);
  if (kept === -1) {
    rmSync(file);
    return;
  }
  writeFileSync(`${file}.new`, lines.slice(kept).join('\n'), { mode: 0o600 });
  renameSync(`${file}.new`, file);
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
