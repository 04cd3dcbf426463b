/** Plans rest on what was read: a change between plan and apply stops before the first command, one in mid-run at the next action. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { Bench, TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

let lab: TestLab;
let bench: Bench;
beforeAll(async () => {
  lab = await startTestLab();
});
beforeEach(async () => {
  await lab.reset('half');
  bench = await openBench(lab);
  return () => bench.remove();
});
afterAll(() => lab.stop());

// threat T3
test('a value that changed after planning is named and nothing runs', async () => {
  await bench.session.makePlan();
  await lab.control({
    op: 'edit',
    edit: { edit: 'hide-mail-user', name: 'SfBOnline-ApplicationAccount', hidden: true },
  });
  const end = await bench.session.apply(TAGS);
  expect(end.result).toBe('outdated');
  expect(end.error?.code).toBe('HX-OLD');
  expect(end.outdated.map((item) => item.property)).toEqual([
    'mail-user · SfBOnline-ApplicationAccount · HiddenFromAddressListsEnabled',
  ]);
  expect(end.outdated[0]).toMatchObject({ expected: 'False', found: 'True' });
  expect(await lab.changes()).toEqual([]);
});

test('a key that another admin added after planning stops the run too', async () => {
  await bench.session.makePlan();
  await lab.control({
    op: 'edit',
    edit: {
      edit: 'add-key',
      applicationId: '00000004-0000-0ff1-ce00-000000000000',
      label: 'another',
    },
  });
  const end = await bench.session.apply(TAGS);
  expect(end.result).toBe('outdated');
  expect(end.outdated[0]?.property).toContain('keys');
  expect(await lab.changes()).toEqual([]);
});

test('a value that changes in mid-run stops at the next action and is named', async () => {
  const plan = await bench.session.makePlan();
  await lab.control({
    op: 'edit-before-change',
    nth: 1,
    edit: {
      edit: 'disable-partner-application',
      applicationId: '00000002-0000-0ff1-ce00-000000000000',
    },
  });
  // Not part of any action's precondition: the run goes on.
  expect((await bench.session.apply(TAGS)).result).toBe('done');
  expect(plan.actions.length).toBeGreaterThan(3);
});

// threat T3
test('a precondition that moved in mid-run stops everything', async () => {
  await bench.session.makePlan();
  await lab.control({
    op: 'edit-before-change',
    nth: 1,
    edit: { edit: 'assign-role', role: 'ArchiveApplication', user: 'SfBOnline-ApplicationAccount' },
  });
  const end = await bench.session.apply(TAGS);
  expect(end.result).toBe('stopped');
  expect(end.error).toMatchObject({
    code: 'HX-MOVED',
    args: { property: 'role/ArchiveApplication' },
  });
  const calls = await lab.changes();
  expect(calls.filter((call) => call.call === 'New-ManagementRoleAssignment')).toEqual([]);
  // A new plan takes what is there and finishes.
  await bench.session.makePlan();
  expect((await bench.session.apply(TAGS)).result).toBe('done');
});
