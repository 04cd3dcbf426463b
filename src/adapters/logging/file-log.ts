import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Log } from '../../core/ports';
import { redact } from './redact';

const LIMIT = 5 * 1024 * 1024;

/**
 * JSON lines below the data folder, redacted before they are written. One old file is kept. A log that cannot be
 * written never stops the product: the journal is the record, this is only help.
 */
export function fileLog(dataFolder: string, now: () => Date): Log {
  const file = join(dataFolder, 'logs', 'crossprem.log');
  const write = (level: string, event: string, fields: object): void => {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
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
