/** `kill -9` in a rollover: a restart goes on, and nothing is made, staged, published or cleared twice. */
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import { buildWorker } from '../support/build-worker.mjs';
import type { KillOrder, KillReport } from '../support/kill-worker';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

let lab: TestLab;
let worker = '';
beforeAll(async () => {
  worker = await buildWorker('kill-worker');
  lab = await startTestLab();
});
afterAll(() => lab.stop());

function run(order: KillOrder): Promise<KillReport | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [worker, JSON.stringify(order)]);
    let out = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString('utf8')));
    child.stderr.resume();
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(null);
      else if (code === 0) resolve(JSON.parse(out) as KillReport);
      else reject(new Error(`the worker ended with ${String(code)}`));
    });
  });
}

/** An organisation whose certificate ended, with a new one made: what is left is the whole emergency path. */
async function prepare(): Promise<void> {
  await lab.reset('empty');
  const usual = await openBench(lab);
  await usual.session.makePlan();
  await usual.session.apply(TAGS);
  await usual.remove();
  await lab.fault('no-next-certificate');
  await lab.fault('expired-certificate');
  const bench = await openBench(lab, { scenario: 'certificate-rollover' });
  await bench.session.makePlan();
  await bench.session.apply(TAGS);
  await bench.remove();
}

const FULL = process.env['CROSSPREM_FULL'] === '1';
const POINTS = [
  ['after-line', 3],
  ['in-command', 5],
  ['in-command', 7],
] as const;
const FURTHER = [
  ['before-line', 9],
  ['in-command', 2],
  ['in-command', 6],
] as const;

test.each(FULL ? [...POINTS, ...FURTHER] : POINTS)('%s %d', { timeout: 120_000 }, async (at, n) => {
  await prepare();
  const before = (await lab.changes()).length;
  const bench = await openBench(lab, { scenario: 'certificate-rollover' });
  const order = { ready: lab.ready, folder: bench.folder, at, n };
  expect(await run(order)).toBeNull();
  const report = await run({ ...order, at: 'never', n: 0 });
  expect(report?.pending).toBe(0);
  expect(report?.verdicts.every((verdict) => verdict === 'verified')).toBe(true);
  const made = (await lab.changes()).slice(before).map((call) => call.call);
  expect(made.filter((call) => call === 'Set-AuthConfig')).toHaveLength(3);
  expect(made).not.toContain('New-ExchangeCertificate');
  expect(made.filter((call) => call.startsWith('PATCH'))).toHaveLength(4);
  await bench.remove();
});
