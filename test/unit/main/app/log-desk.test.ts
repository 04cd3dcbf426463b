import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Clock } from '../../../../src/core/ports';
import { LogDesk } from '../../../../src/main/app/log-desk';

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'crossprem-log-desk-'));
  mkdirSync(join(data, 'logs'));
  const line = {
    at: '2026-01-12T08:00:00.000Z',
    level: 'info',
    event: 'x',
    text: `${'a'.repeat(40)}!`,
  };
  writeFileSync(join(data, 'logs', 'crossprem.log'), `${JSON.stringify(line)}\n`.repeat(50));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const QUERY = { level: 'info', target: '', id: '' } as const;

/** A desk whose looks take real time and whose rests are only noted. */
function resting() {
  const rests: number[] = [];
  let slept = 0;
  const clock: Clock = {
    now: () => new Date(),
    monotonic: () => performance.now() + slept,
    sleep: (milliseconds) => {
      rests.push(milliseconds);
      slept += milliseconds;
      return Promise.resolve();
    },
  };
  return {
    rests,
    desk: new LogDesk({ dataFolder: data, clock, openPath: () => Promise.resolve() }),
  };
}

// threat T1
it('a flood of slow expressions leaves main its time: each is followed by a long rest', async () => {
  const { desk, rests } = resting();
  const slow = { ...QUERY, search: '(a+)+$', isExpression: true };
  const order: string[] = [];
  const flood = [1, 2, 3].map((turn) =>
    desk.read(slow).then(({ problem }) => order.push(`${String(turn)} ${String(problem)}`)),
  );
  // A look by somebody else is taken in its turn, and other work goes on in between.
  const look = desk.read({ ...QUERY, search: 'aaa', isExpression: false });
  await Promise.all(flood);
  expect((await look).matched).toBe(50);
  expect(order).toEqual(['1 slow', '2 slow', '3 slow']);
  expect(rests).toHaveLength(3);
  for (const rest of rests) expect(rest).toBeGreaterThan(1_500);
});

it('a look that is quick is hardly waited for', async () => {
  const { desk, rests } = resting();
  for (let turn = 0; turn < 5; turn += 1)
    expect((await desk.read({ ...QUERY, search: 'a', isExpression: true })).matched).toBe(50);
  for (const rest of rests) expect(rest).toBeLessThan(1_000);
});
