/** Undo brings the lab back to its first state, except what it says it cannot, and leaves what others did. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { Facts } from '../../../src/core/model/facts';
import type { CustomerSession } from '../../../src/core/session';
import type { LabStart } from '../../../src/shared/lab';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

async function factsOf(session: CustomerSession): Promise<ReadonlyMap<string, Facts>> {
  await session.read();
  const entries = [...(session.state.observations ?? [])].map(([key, item]): [string, Facts] => [
    key,
    item.status === 'read' ? item.facts : {},
  ]);
  return new Map(entries);
}

test.each(['empty', 'articles', 'recorded', 'no-oauth'] as const)(
  'undo after a full run from %s',
  async (start: LabStart) => {
    await lab.reset(start);
    const bench = await openBench(lab);
    const { session } = bench;
    const before = await factsOf(session);
    await session.makePlan();
    await session.apply(TAGS);
    const undo = await session.planUndo(session.state.run?.id ?? '');
    expect(undo.kind).toBe('undo');
    expect((await session.apply(TAGS)).result).toBe('done');
    expect(await factsOf(session)).toEqual(before);
    await bench.remove();
  },
);

test('from half everything comes back but the expired key, and the plan said so', async () => {
  await lab.reset('half');
  const bench = await openBench(lab);
  const { session } = bench;
  const before = await factsOf(session);
  const plan = await session.makePlan();
  const note = plan.actions.flatMap((action) =>
    action.undo.kind === 'remove-keys' && action.undo.note !== undefined
      ? [action.undo.note.key]
      : [],
  );
  expect(note).toEqual(['core.undo.expired-stay-away']);
  await session.apply(TAGS);
  await session.planUndo(session.state.run?.id ?? '');
  expect((await session.apply(TAGS)).result).toBe('done');
  const after = await factsOf(session);
  const differing = [...before].filter(
    ([key, facts]) => JSON.stringify(facts) !== JSON.stringify(after.get(key)),
  );
  expect(differing.map(([key]) => key)).toEqual([
    expect.stringContaining('00000004-0000-0ff1-ce00-000000000000'),
  ]);
  const keys = (facts: Facts | undefined): readonly string[] =>
    (Array.isArray(facts?.['keys']) ? facts['keys'] : []) as readonly string[];
  const [key, facts] = differing[0] ?? ['', undefined];
  expect(keys(facts)).toHaveLength(2);
  expect(keys(after.get(key))).toHaveLength(1);
  expect(keys(facts)).toContain(keys(after.get(key))[0]);
  await bench.remove();
});

test('what others added or changed in between stays', async () => {
  await lab.reset('empty');
  const bench = await openBench(lab);
  const { session } = bench;
  await session.makePlan();
  await session.apply(TAGS);
  const applicationId = '7557eb47-c689-4224-abcf-aef9bd7573df';
  await lab.control({ op: 'edit', edit: { edit: 'add-key', applicationId, label: 'other admin' } });
  await lab.control({
    op: 'edit',
    edit: {
      edit: 'disable-partner-application',
      applicationId: '00000004-0000-0ff1-ce00-000000000000',
    },
  });
  const undo = await session.planUndo(session.state.run?.id ?? '');
  expect((await session.apply(TAGS)).result).toBe('done');
  const after = await factsOf(session);
  const keys = [...after].find(
    ([key]) => key.startsWith('service-principal ') && key.includes(applicationId),
  )?.[1]['keys'];
  expect(keys).toHaveLength(1);
  // Another admin disabled the application we made: it is still what we made, so it goes; its account after it.
  expect(undo.actions.map((action) => action.id)).toContain(
    'undo.partner-application.skypeForBusinessOnline.create',
  );
  await bench.remove();
});

test('an account that somebody gave another role stays, with what it rests on', async () => {
  await lab.reset('empty');
  const bench = await openBench(lab);
  const { session } = bench;
  await session.makePlan();
  await session.apply(TAGS);
  await lab.control({
    op: 'edit',
    edit: {
      edit: 'assign-role',
      role: 'MeetingGraphApplication',
      user: 'SfBOnline-ApplicationAccount',
    },
  });
  const undo = await session.planUndo(session.state.run?.id ?? '');
  expect(undo.actions.map((action) => action.id)).not.toContain('undo.mail-user.classic.create');
  expect((await session.apply(TAGS)).result).toBe('done');
  const status = await lab.control({ op: 'status' });
  expect(status.organisation.mailUsers).toContain('SfBOnline-ApplicationAccount');
  expect(status.organisation.mailUsers).not.toContain('TeamsScheduler-ApplicationAccount');
  await bench.remove();
});
