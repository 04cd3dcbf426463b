/** `kill -9` between any two journal writes and in mid-command: a restart converges, nothing is done twice. */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabStart } from '../../../src/shared/lab';
import type { KillOrder, KillReport } from '../support/kill-worker';
import { buildWorker } from '../support/build-worker.mjs';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

let worker = '';
beforeAll(async () => {
  worker = await buildWorker('kill-worker');
});

/** Runs the worker; null when it was killed. */
function runWorker(order: KillOrder): Promise<KillReport | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [worker, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let errors = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString('utf8')));
    child.stderr.on('data', (part: Buffer) => (errors += part.toString('utf8')));
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(null);
      else if (code === 0) resolve(JSON.parse(out) as KillReport);
      else reject(new Error(errors));
    });
  });
}

/** Finished change calls, with generated ids made alike, sorted: what was done, whatever the order. */
async function done(lab: TestLab): Promise<string[]> {
  const calls = await lab.changes();
  return calls
    .map((call) =>
      `${call.call} ${call.arguments}`.replace(
        /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi,
        'GUID',
      ),
    )
    .sort();
}

/** One crash and one restart. */
async function crashAndRestart(
  lab: TestLab,
  start: LabStart,
  at: KillOrder['at'],
  n: number,
): Promise<{ first: KillReport | null; report: KillReport; changes: string[] }> {
  await lab.reset(start);
  const bench = await openBench(lab);
  try {
    const order = { ready: lab.ready, folder: bench.folder, at, n };
    const first = await runWorker(order);
    // One that was not killed has nothing to be gone on with.
    const report = first ?? (await runWorker({ ...order, at: 'never', n: 0 }));
    if (report === null) throw new Error('the restarted run was killed');
    return { first, report, changes: await done(lab) };
  } finally {
    await bench.remove();
  }
}

/** Two labs side by side, each with its share of the points that are chosen for a whole run from this state. */
async function forEachPoint(
  start: LabStart,
  choose: (whole: KillReport) => readonly (readonly [KillOrder['at'], number])[],
): Promise<void> {
  const labs = await Promise.all([startTestLab({ start }), startTestLab({ start })]);
  try {
    const [first] = labs;
    const { report: whole, changes: expected } = await crashAndRestart(first, start, 'never', 0);
    expect(expected.length).toBeGreaterThan(10);
    const points = choose(whole);
    await Promise.all(
      labs.map(async (lab, share) => {
        for (const [at, n] of points.filter((_, index) => index % labs.length === share)) {
          const { first, report, changes } = await crashAndRestart(lab, start, at, n);
          const where = `${start} ${at} ${n.toString()}`;
          expect(first, where).toBeNull();
          expect(
            report.verdicts.every((verdict) => verdict === 'verified'),
            `${where} ${report.verdicts.join()}`,
          ).toBe(true);
          expect(report.pending, where).toBe(0);
          // Going on is enough: nothing is left for a new plan to mend.
          expect(['done', null], where).toContain(report.resumed);
          expect(changes, where).toEqual(expected);
        }
      }),
    );
  } finally {
    await Promise.all(labs.map((lab) => lab.stop()));
  }
}

const FULL = process.env['CROSSPREM_FULL'] === '1';
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
/** Every point in the full matrix, else so many spread over all. */
const points = (count: number, take: number): number[] =>
  FULL ? range(count) : range(take).map((step) => Math.max(1, Math.round((step * count) / take)));
/** Two points in the full matrix, else the one at this share of the way. */
const sample = (count: number, share: number): number[] =>
  FULL ? points(count, 2) : [Math.max(1, Math.round(share * count))];

describe('kill -9', () => {
  // fault process-killed
  test('after journal lines, from half', { timeout: 600_000 }, async () => {
    await forEachPoint('half', ({ lines }) =>
      points(lines, 3).map((n) => ['after-line', n] as const),
    );
  });

  // fault process-killed
  test('in the middle of commands, from half', { timeout: 600_000 }, async () => {
    await forEachPoint('half', ({ commands }) =>
      points(commands, 2).map((n) => ['in-command', n] as const),
    );
  });

  // Without the full matrix there is one point of each kind, each in another third of the run.
  test.each<readonly [LabStart, number]>([
    ['empty', 0.2],
    ...(FULL ? [['articles', 0.5] as const, ['recorded', 0.8] as const] : []),
  ])('at samples, from %s', { timeout: 600_000 }, async (start, share) => {
    await forEachPoint(start, ({ lines, commands }) => [
      ...sample(lines, share).map((n) => ['before-line', n] as const),
      ...sample(lines, (share + 0.3) % 1).map((n) => ['after-line', n] as const),
      ...sample(commands, (share + 0.6) % 1).map((n) => ['in-command', n] as const),
    ]);
  });

  afterAll(async () => {
    if (worker !== '') await rm(worker, { force: true });
  });
});
