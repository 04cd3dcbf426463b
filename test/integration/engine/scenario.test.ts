/** The whole loop from every start state, over the real lab process and the real MSAL and Graph client. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeCrypto } from '../../../src/adapters/system/crypto';
import { CONSENT_TAGS, TAGS } from '../../../src/core/model/action';
import type { LabStart } from '../../../src/shared/lab';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import { expectWholeScenario, reached } from '../support/whole-scenario';
import { TENANT_STARTS } from '../support/starts';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

/** Every start state belongs to the full suite; these differ in what is there of each side. */
const STARTS: readonly LabStart[] =
  process.env['CROSSPREM_FULL'] === '1'
    ? TENANT_STARTS
    : ['empty', 'half', 'recorded', 'hcw-connectors', 'oauth-complete', 'sfb-cross-premises'];

describe('a full run', () => {
  test.each(STARTS)('from %s ends verified, and a second plan has nothing to do', async (start) => {
    await lab.reset(start);
    const bench = await openBench(lab);
    await expectWholeScenario(reached(bench.session));
    await bench.remove();
  });

  test('sends no change command but the planned ones, each once', async () => {
    await lab.reset('empty');
    const bench = await openBench(lab);
    const plan = await bench.session.makePlan();
    expect(await lab.changes()).toEqual([]);
    await bench.session.apply(TAGS);
    // The two exports read a certificate, and a refresh makes a server read; everything else is one change command each.
    expect((await lab.changes()).length).toBe(
      plan.actions.filter(
        (action) =>
          action.operation.kind !== 'export-certificate' &&
          !action.id.startsWith('hybrid-application.refresh.'),
      ).length,
    );
    await bench.remove();
  });

  test('without consents leaves the key rows out and says so', async () => {
    await lab.reset('empty');
    const bench = await openBench(lab);
    const plan = await bench.session.makePlan();
    const end = await bench.session.apply([]);
    expect(end.result).toBe('partly');
    const left = (bench.session.state.run?.entries ?? []).flatMap((entry) =>
      entry.type === 'left-out' ? [entry.action] : [],
    );
    // Rows of their own consent, and the servers that would load the setting.
    const risky = (action: (typeof plan.actions)[number]): boolean =>
      action.tags.some((tag) => CONSENT_TAGS.includes(tag)) ||
      action.id.startsWith('hybrid-application.refresh.');
    expect([...left].sort()).toEqual(
      plan.actions
        .filter(risky)
        .map((action) => action.id)
        .sort(),
    );
    const writes = (await lab.changes()).filter((call) => call.side === 'tenant');
    for (const call of writes) expect(call.arguments).not.toContain('keyCredentials');
    await bench.remove();
  });
});

test('an exported file is one certificate and nothing else', async () => {
  await lab.reset('empty');
  const bench = await openBench(lab);
  await bench.session.makePlan();
  await bench.session.apply(TAGS);
  const folder = join(bench.folder, 'customers/practice/exports');
  const names = await readdir(folder);
  expect(names).toHaveLength(2);
  for (const name of names) {
    const bytes = await readFile(join(folder, name));
    const parsed = nodeCrypto.certificate(bytes.toString('base64'));
    // Byte for byte the public part: no room is left for a key.
    expect(parsed?.raw).toBe(bytes.toString('base64'));
    expect(name).toBe(`ExchangeAuth-${parsed?.thumbprint ?? ''}.cer`);
    expect(bytes.includes('PRIVATE KEY')).toBe(false);
  }
  await bench.remove();
});

test('the classic recipe alone is told that it is the old one', async () => {
  await lab.reset('empty');
  const bench = await openBench(lab, { recipe: 'sfb-online-classic' });
  const plan = await bench.session.makePlan();
  expect(plan.findings.map((finding) => finding.code)).toContain('HX-LEGACY');
  expect(plan.actions.some((action) => action.id.includes('teams'))).toBe(false);
  expect((await bench.session.apply(TAGS)).result).toBe('done');
  expect((await bench.session.verify()).steps.every((step) => step.verdict === 'verified')).toBe(
    true,
  );
  await bench.remove();
});

test('the Teams recipe alone leaves the classic account out', async () => {
  await lab.reset('empty');
  const bench = await openBench(lab, { recipe: 'teams-2025' });
  const plan = await bench.session.makePlan();
  expect(plan.actions.some((action) => action.id.includes('classic'))).toBe(false);
  expect((await bench.session.apply(TAGS)).result).toBe('done');
  expect((await bench.session.verify()).steps.every((step) => step.verdict === 'verified')).toBe(
    true,
  );
  await bench.remove();
});

describe('adoption', () => {
  test('from half the plan touches only what differs and keeps the foreign key byte for byte', async () => {
    await lab.reset('half');
    const bench = await openBench(lab);
    const { session } = bench;
    await session.read();
    const before = principalKeys(
      session.state.observations,
      '00000004-0000-0ff1-ce00-000000000000',
    );
    const plan = await session.makePlan();
    const ids = plan.actions
      .map((action) => action.id)
      .filter((id) => id.includes('classic') || id.includes('skypeForBusinessOnline'));
    expect(ids).toEqual([
      'mail-user.classic.hide',
      'role-assignment.classic.ArchiveApplication',
      'partner-application.skypeForBusinessOnline.link',
      'partner-application.skypeForBusinessOnline.enable',
    ]);
    await session.apply(TAGS);
    await session.read();
    const after = principalKeys(session.state.observations, '00000004-0000-0ff1-ce00-000000000000');
    const now = session.state.readAt ?? '';
    const valid = before.filter((key) => key.endDateTime > now);
    expect(valid).toHaveLength(1);
    expect(before).toHaveLength(2);
    expect(after.map((key) => key.key)).toContain(valid[0]?.key);
    expect(after).toHaveLength(3);
    await bench.remove();
  });

  test('from recorded nothing is duplicated and what is odd is named', async () => {
    await lab.reset('recorded');
    const bench = await openBench(lab);
    const plan = await bench.session.makePlan();
    expect(
      plan.actions
        .filter((action) => action.id.startsWith('partner-application.'))
        .every((action) => action.kind === 'change'),
    ).toBe(true);
    expect(plan.findings.map((finding) => finding.code)).toEqual(
      expect.arrayContaining(['HX-NOLINK', 'HX-LINK']),
    );
    const { organisation } = await lab.control({ op: 'status' });
    await bench.session.apply(TAGS);
    const after = await lab.control({ op: 'status' });
    expect(after.organisation.partnerApplications).toEqual(organisation.partnerApplications);
    await bench.remove();
  });
});

interface Key {
  readonly key: string;
  readonly endDateTime: string;
}

function principalKeys(
  observations: ReadonlyMap<string, unknown> | null,
  applicationId: string,
): readonly Key[] {
  const entry = [...(observations ?? new Map<string, unknown>())].find(
    ([key]) => key.startsWith('service-principal ') && key.includes(applicationId),
  );
  return (entry![1] as { value: { keys: Key[] } }).value.keys;
}
