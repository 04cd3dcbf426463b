/** Nothing is changed for a customer before the journal of its last run is known to be as it was written. */
import { expect, test, vi } from 'vitest';
import { CustomerSession } from '../../../../src/core/session';
import type { CustomerStore, ShownEntries } from '../../../../src/core/ports';
import { CodedError, appError } from '../../../../src/shared/errors';
import { plan, record, started } from '../../main/support';
import { planOf, restOfPorts, restart, sleepingClock } from './support';

const ENDED = { type: 'run-ended', at: started.at, result: 'done' } as const;

/** A session whose last run's journal is checked when the test says so. */
function sessionWith(checked: Promise<ShownEntries>) {
  const begin = vi.fn(() => Promise.reject(new Error('begun')));
  const store = {
    runs: () => Promise.resolve([{ id: 'r1' }]),
    loadVerification: () => Promise.resolve(undefined),
    showRun: () =>
      Promise.resolve({
        ...{ plan: plan([]), entries: [started, ENDED], tailDamaged: false, isWhole: false },
      }),
    checkRun: () => checked,
    createRun: begin,
  } as unknown as CustomerStore;
  const ports = { ...restOfPorts(), clock: sleepingClock({ time: 0 }) };
  const session = new CustomerSession({
    record: record({ practice: true }),
    store,
    ports: { ...ports, shell: { description: '', invoke: begin } },
    productVersion: '0.1.0',
  });
  return { session, begin };
}

test('a run begins once the check has ended, not before', async () => {
  let resolve: (found: ShownEntries) => void = () => undefined;
  const checked = new Promise<ShownEntries>((done) => {
    resolve = done;
  });
  const { session, begin } = sessionWith(checked);
  await session.load();
  expect(session.state.run?.result).toBe('done');
  session.usePlan(planOf([restart('ex01')]));
  const applied = session.apply([]);
  const begun = expect(applied).rejects.toThrow('begun');
  await Promise.resolve();
  expect(begin).not.toHaveBeenCalled();
  resolve({ entries: [started, ENDED], tailDamaged: false });
  await begun;
  expect(begin).toHaveBeenCalled();
});

// threat T3
test('no run begins behind a damaged journal', async () => {
  const damaged = new CodedError(appError('HX-JRN', { file: 'journal.jsonl', line: 2 }));
  const { session, begin } = sessionWith(Promise.reject(damaged));
  await session.load();
  session.usePlan(planOf([restart('ex01')]));
  await expect(session.apply([])).rejects.toBe(damaged);
  expect(begin).not.toHaveBeenCalled();
});

test('a check that finds the run broken off shows that, and nothing begins', async () => {
  const { session, begin } = sessionWith(
    Promise.resolve({ entries: [started], tailDamaged: false }),
  );
  await session.load();
  session.usePlan(planOf([restart('ex01')]));
  await session.checked();
  expect(session.state.run?.interrupted).toBe(true);
  await expect(session.apply([])).rejects.toMatchObject({ error: { code: 'HX-RUNNING' } });
  expect(begin).not.toHaveBeenCalled();
});
