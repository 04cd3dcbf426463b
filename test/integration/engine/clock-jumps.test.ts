/** The computer's clock is set, or the computer sleeps, in the middle of a run: order, waits and results stay what they are. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { practicePorts } from '../../../src/cli/composition';
import { TAGS } from '../../../src/core/model/action';
import type { Clock } from '../../../src/core/ports';
import { CustomerSession } from '../../../src/core/session';
import type { TestLab } from '../support/practice';
import { openBench, runningLab, startTestLab, testRecord } from '../support/practice';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab({ start: 'half' });
});
afterAll(() => lab.stop());

const HOUR = 3_600_000;

/** A clock that jumps a few looks after it was told to: the time of day, and with `asleep` the steady one as well. */
function jumping(clock: Clock, by: number, asleep: boolean) {
  let left = Infinity;
  const offset = (): number => (left < 0 ? by : 0);
  const jumps: Clock = {
    now: () => {
      left -= 1;
      return new Date(clock.now().getTime() + offset());
    },
    monotonic: () => clock.monotonic() + (asleep ? offset() : 0),
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
  };
  return { clock: jumps, jumpAfter: (looks: number) => (left = looks) };
}

// fault clock-jumps
// fault suspend
test.each([
  ['is set back by two hours', -2 * HOUR, false],
  ['is set ahead by two hours', 2 * HOUR, false],
  ['goes on after eight hours of sleep', 8 * HOUR, true],
] as const)('a clock that %s in mid-run', async (_what, by, asleep) => {
  await lab.reset('half');
  const bench = await openBench(lab);
  const store = customerStore(bench.folder, nodeFileSystem);
  const record = testRecord(lab, {});
  const ports = practicePorts(bench.folder, await runningLab(lab), record, store);
  const { clock, jumpAfter } = jumping(ports.clock, by, asleep);
  const session = new CustomerSession({
    record,
    ports: { ...ports, clock },
    store,
    productVersion: 'test',
  });
  await session.load();
  await session.makePlan();
  jumpAfter(8);
  expect((await session.apply(TAGS)).result).toBe('done');

  // The order of the journal is that of its numbers, whatever its times say; nothing ran twice.
  const [run] = await store.runs(record.id);
  const { journal, tailDamaged } = await store.openRun(record.id, run?.id ?? '');
  expect(tailDamaged).toBe(false);
  const entries = journal.entries();
  const begun = entries.flatMap((entry) => (entry.type === 'intent' ? [entry.action] : []));
  expect(new Set(begun).size).toBe(begun.length);
  const times = entries.map(({ at }) => Date.parse(at));
  const [first = 0] = times;
  expect(times.some((time) => Math.abs(time - first) > HOUR)).toBe(true);
  expect(run?.durationMs ?? 0).toBeGreaterThanOrEqual(0);
  for (const entry of entries)
    if (entry.type === 'outcome') expect(entry.durationMs).toBeGreaterThanOrEqual(0);
  const { steps } = await session.verify();
  expect(steps.every(({ verdict }) => verdict === 'verified')).toBe(true);
  await ports.shell.close();
  await bench.remove();
});
