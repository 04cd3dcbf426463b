/** Window and command line write one log: no line is lost or mixed with another, also while files are put aside. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { LOG_FILES } from '../../../src/adapters/logging/log-files';
import { buildWorker } from '../support/build-worker.mjs';

const COUNT = 1_000;

test('two processes', async () => {
  const worker = await buildWorker('log-worker');
  const data = mkdtempSync(join(tmpdir(), 'crossprem-log-'));
  const names = ['window', 'command'];
  await Promise.all(
    names.map((name) => promisify(execFile)(process.execPath, [worker, data, name, String(COUNT)])),
  );
  const files = LOG_FILES.map((name) => join(data, 'logs', name)).filter((file) =>
    existsSync(file),
  );
  // More than two files' worth was written.
  expect(files.length).toBeGreaterThan(2);
  // One writes on while the other, which may have to wait for its turn of the processor, puts the file aside.
  for (const file of files) expect(statSync(file).size).toBeLessThan(6 * 1024 * 1024);
  const written = files
    .flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'))
    .map((line) => (JSON.parse(line) as { correlation: string }).correlation);
  const expected = names.flatMap((name) =>
    Array.from({ length: COUNT }, (_, turn) => `${name}-${String(turn)}`),
  );
  expect([...written].sort()).toEqual([...expected].sort());
  rmSync(data, { recursive: true });
});
