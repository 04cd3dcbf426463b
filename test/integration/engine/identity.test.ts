/** Whose servers these are: recorded at the first read, compared at every read and right before anything is changed. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { CustomerIdentity } from '../../../src/core/model/identity';
import { wantedOf } from '../../../src/core/engine/plan';
import { mayTakeOver, takeOverChecks } from '../../../src/core/engine/take-over';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { CustomerSession } from '../../../src/core/session';
import type { Bench, TestLab } from '../support/practice';
import { openBench, startTestLab, testRecord } from '../support/practice';

const OTHER: CustomerIdentity = {
  organisation: { name: 'Fabrikam', guid: '6d3bb5b4-5d6a-4c0c-9c3b-0d6c5a0f4b11' },
  recordedAt: '2026-01-01T00:00:00.000Z',
};

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

const codes = (session: CustomerSession): readonly string[] =>
  session.state.plan?.findings.map(({ code }) => code) ?? [];

async function withIdentity(identity: CustomerIdentity): Promise<Bench> {
  return openBench(lab, { identity });
}

test('the first read records the organisation, and later ones keep what was recorded', async () => {
  await bench.session.read();
  const { identity } = bench.session.state.record;
  expect(identity?.organisation?.guid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(identity?.organisation?.name).not.toBe('');
  const stored = await customerStore(bench.folder, nodeFileSystem).load('practice');
  expect(stored?.identity).toEqual(identity);
  await bench.session.read();
  expect(bench.session.state.record.identity).toEqual(identity);
});

test('servers of another organisation are told, and nothing is planned for them', async () => {
  const other = await withIdentity(OTHER);
  const plan = await other.session.makePlan();
  expect(codes(other.session)).toContain('HX-ORG');
  expect(plan.findings.find(({ code }) => code === 'HX-ORG')?.args).toMatchObject({
    expected: 'Fabrikam',
  });
  expect(plan.actions).toEqual([]);
  expect(other.session.state.record.identity).toEqual(OTHER);
  await other.remove();
});

// threat T7, T11
test('a plan that was made before is not applied on servers of another organisation', async () => {
  const plan = await bench.session.makePlan();
  expect(plan.actions.length).toBeGreaterThan(0);
  const other = await withIdentity(OTHER);
  other.session.usePlan(plan);
  await expect(other.session.apply(TAGS)).rejects.toMatchObject({ error: { code: 'HX-ORG' } });
  expect(await lab.changes()).toEqual([]);
  expect(other.session.state.runs).toEqual([]);
  await other.remove();
});

test('two organisations of one name are told apart by their GUID', async () => {
  await bench.session.read();
  const found = bench.session.state.record.identity?.organisation;
  const name = found?.name ?? '';
  const other = await withIdentity({
    ...OTHER,
    organisation: { name, guid: '6d3bb5b4-5d6a-4c0c-9c3b-0d6c5a0f4b11' },
  });
  const plan = await other.session.makePlan();
  expect(plan.findings.find(({ code }) => code === 'HX-ORG')?.args).toEqual({
    found: `${name} (${found?.guid ?? ''})`,
    expected: `${name} (6d3bb5b4-5d6a-4c0c-9c3b-0d6c5a0f4b11)`,
  });
  await other.remove();
});

test('a pool of another SIP domain is told, too', async () => {
  await lab.reset('sfb-empty');
  const other = await openBench(lab, {
    scenario: 'sfb-server-exchange',
    identity: { sipDomain: 'fabrikam.com', recordedAt: '2026-01-01T00:00:00.000Z' },
  });
  const plan = await other.session.makePlan();
  expect(plan.findings.find(({ code }) => code === 'HX-ORG')?.args).toMatchObject({
    expected: 'fabrikam.com',
  });
  expect(plan.actions).toEqual([]);
  await other.remove();
});

test('the plan is the same before and after the organisation was recorded', async () => {
  const first = await bench.session.makePlan();
  const again = await openBench(lab, { ...bench.session.state.record });
  expect((await again.session.makePlan()).fingerprint).toBe(first.fingerprint);
  await again.remove();
});

// threat T6
test('an imported customer is read and planned, and changed only once it was taken over', async () => {
  const imported = testRecord(lab, { staged: { at: '2026-01-02T00:00:00.000Z' } });
  const other = await openBench(lab, imported);
  const { session } = other;
  const checks = () =>
    takeOverChecks(
      wantedOf(session.state.record),
      session.state.observations ?? new Map(),
      new Date(),
    );
  expect(checks().map(({ state }) => state)).toEqual(['open', 'open', 'open']);
  expect(mayTakeOver(checks())).toBe(false);
  const plan = await session.makePlan();
  expect(plan.actions.length).toBeGreaterThan(0);
  await expect(session.apply(TAGS)).rejects.toMatchObject({ error: { code: 'HX-STAGED' } });
  expect(await lab.changes()).toEqual([]);
  expect(checks().filter(({ state }) => state === 'failed' || state === 'open')).toEqual([]);
  expect(mayTakeOver(checks())).toBe(true);
  const { staged: _staged, ...taken } = session.state.record;
  await session.change(taken);
  await session.makePlan();
  expect((await session.apply(TAGS)).result).toBe('done');
  await other.remove();
});

// threat T6, T7
test('an imported customer of another tenant or organisation cannot be taken over', async () => {
  const staged = { at: '2026-01-02T00:00:00.000Z' };
  const organisation = await openBench(lab, { staged, identity: OTHER });
  await organisation.session.read();
  const state = (of: Bench, id: string) => {
    const { record, observations } = of.session.state;
    const checks = takeOverChecks(wantedOf(record), observations ?? new Map(), new Date());
    expect(mayTakeOver(checks)).toBe(false);
    return checks.find((check) => check.id === id)?.state;
  };
  expect(state(organisation, 'organisation')).toBe('failed');
  await organisation.remove();
  const tenant = await openBench(lab, {
    staged,
    tenantId: '11111111-2222-4333-8444-555555555555',
  });
  await tenant.session.read();
  expect(state(tenant, 'tenant')).toBe('failed');
  await tenant.remove();
});
