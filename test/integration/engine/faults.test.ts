/** Each fault of the lab ends in its finding or outcome, and destroys nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../src/shared/errors';
import type { LabFault } from '../../../src/shared/lab';
import { TAGS } from '../../../src/core/model/action';
import { partsRead, planOutcome, unknownParts } from '../../../src/core/engine/plan-outcome';
import type { Plan } from '../../../src/core/model/plan';
import type { RunEnd } from '../../../src/core/engine/apply';
import type { Bench, TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

let lab: TestLab;
let bench: Bench;
beforeAll(async () => {
  lab = await startTestLab();
});
beforeEach(async () => {
  await lab.reset('empty');
  bench = await openBench(lab);
  return () => bench.remove();
});
afterAll(() => lab.stop());

function codes(plan: Plan): ErrorCode[] {
  return plan.findings.map((finding) => finding.code);
}

async function planWith(...faults: LabFault[]): Promise<Plan> {
  for (const fault of faults) await lab.fault(fault);
  return bench.session.makePlan();
}

async function applyWith(...faults: LabFault[]): Promise<RunEnd> {
  await bench.session.makePlan();
  for (const fault of faults) await lab.fault(fault);
  return bench.session.apply(TAGS);
}

function errorsOf(): ErrorCode[] {
  return (bench.session.state.run?.entries ?? []).flatMap((entry) =>
    entry.type === 'outcome' && entry.error !== undefined ? [entry.error.code] : [],
  );
}

describe('faults that planning names', () => {
  test.each<[LabFault, ErrorCode]>([
    ['expired-certificate', 'HX-CERTEXP'],
    ['certificate-missing-on-server', 'HX-CERT'],
    ['broken-certificate-list', 'HX-CERTBROKEN'],
    ['wrong-realm', 'HX-REALM'],
    ['two-tenants', 'HX-REALM'],
    ['principal-absent', 'HX-NOPRINCIPAL'],
    ['duplicate-partner-application', 'HX-DUP'],
    ['name-taken', 'HX-NAME'],
    ['duplicate-auth-server', 'HX-DUP'],
    ['partner-not-linked', 'HX-NOLINK'],
    ['directory-without-oauth', 'HX-VDIR'],
    ['ews-allow-list', 'HX-EWS'],
    ['old-build', 'HX-BUILDHIDDEN'],
    ['shared-principal-keys', 'HX-SHAREDKEY'],
    ['wrong-tenant', 'HX-TEN'],
    ['sign-in-refused', 'HX-SIGNIN'],
    ['graph-401', 'HX-SIGNIN'],
    ['domain-controller-down', 'HX-DC'],
  ])('%s gives %s', async (fault, code) => {
    expect(codes(await planWith(fault))).toContain(code);
    expect(await lab.changes()).toEqual([]);
  });

  // acceptance 32
  test('a wrong tenant plans nothing and reads nothing of it', async () => {
    const plan = await planWith('wrong-tenant');
    expect(plan.actions).toEqual([]);
    expect(planOutcome(plan)).toBe('nothing-planned');
    const { read, total } = partsRead(plan);
    expect(total - read).toBeGreaterThan(20);
    // Every unknown part has its reason: there is only one.
    expect(unknownParts(plan).map(({ reason }) => reason?.code)).toEqual(['HX-TEN']);
    // The sides beside the tenant are read all the same: the message says so.
    const sides = (await lab.calls()).map((call) => call.side);
    expect(sides).toContain('exchange');
    expect(sides).not.toContain('tenant');
    expect(sides).not.toContain('online');
  });

  test('an expired certificate is not uploaded', async () => {
    const plan = await planWith('expired-certificate');
    const bodies = plan.actions.flatMap((action) =>
      action.operation.kind === 'replace-keys' ? [action] : [],
    );
    const added = bodies.flatMap((action) =>
      action.differences.filter((item) => item.before === '-').map((item) => item.after),
    );
    expect(added.length).toBeGreaterThan(0);
    expect(new Set(added).size).toBe(1);
  });

  test('a broken certificate list never exports anything', async () => {
    const plan = await planWith('broken-certificate-list');
    expect(
      plan.actions.filter(
        (action) => action.step === 'export-certificate' || action.step === 'upload-certificate',
      ),
    ).toEqual([]);
  });

  test('a key without bytes stops the write of its list', async () => {
    await lab.reset('half');
    const plan = await planWith('null-key');
    expect(codes(plan)).toContain('HX-NULLKEY');
    expect(
      plan.actions.some(
        (action) => action.id === 'service-principal.00000004-0000-0ff1-ce00-000000000000.keys',
      ),
    ).toBe(false);
  });

  test('a duplicate application is left alone, the rest is planned', async () => {
    const plan = await planWith('duplicate-partner-application');
    const ids = plan.actions.map((action) => action.id);
    expect(ids.some((id) => id.startsWith('partner-application.skypeForBusinessOnline'))).toBe(
      false,
    );
    expect(ids).toContain('partner-application.cloudVoicemail.create');
  });
});

describe('faults of step 1 that a run repairs', () => {
  test.each<LabFault>([
    'auth-server-disabled',
    'partner-disabled',
    'partner-not-linked',
    'directory-without-oauth',
    'connectors-disabled',
    'host-name-missing',
    'auth-servers-old-names',
  ])('%s', async (fault) => {
    await lab.fault(fault);
    await bench.session.makePlan();
    expect((await bench.session.apply(TAGS)).result).toBe('done');
    const { steps } = await bench.session.verify();
    expect(steps.find((step) => step.id === 'oauth')?.verdict).toBe('verified');
    expect((await bench.session.makePlan()).actions).toEqual([]);
  });
});

describe('a fault of step 1 that a run repairs as far as Teams goes', () => {
  test('an allow list gains the scheduling service; Exchange Online stays outside, and the proof says so', async () => {
    await lab.fault('ews-allow-list');
    await bench.session.makePlan();
    expect((await bench.session.apply(TAGS)).result).toBe('done');
    const changed = (await lab.changes()).filter(({ call }) => call === 'Set-OrganizationConfig');
    expect(changed).toHaveLength(1);
    const { proofs } = await bench.session.verify();
    const open = proofs.filter(({ step, verdict }) => step === 'oauth' && verdict !== 'verified');
    // The list names clients one by one, and what Exchange Online calls itself is for its owner to let in.
    expect(open).toMatchObject([
      {
        resource: 'connector:online',
        rung: 'token-accepted',
        verdict: 'failed',
        error: { code: 'HX-TOKEN', args: { direction: 'toServers', cause: 'forbidden' } },
      },
    ]);
    const access = proofs.find(({ resource }) => resource === 'web-services-access');
    expect(access?.verdict).toBe('verified');
    expect((await bench.session.makePlan()).actions).toEqual([]);
  });
});

describe('faults in a run', () => {
  test('a missing role fails its rows, blocks what waits for them, and lets the other branch finish', async () => {
    const end = await applyWith('missing-role');
    expect(end.result).toBe('failed');
    expect(errorsOf()).toContain('HX-RIGHT');
    const calls = await lab.changes();
    // The three key lists of step 5 and the one of the dedicated application.
    const lists = calls.filter((call) => call.arguments.includes('keyCredentials'));
    expect(lists.filter((call) => call.side === 'tenant')).toHaveLength(4);
  });

  test('Active Directory refusing the account blocks application and roles', async () => {
    const end = await applyWith('access-denied');
    expect(end.result).toBe('failed');
    expect(errorsOf()).toContain('HX-RIGHT');
    const entries = bench.session.state.run?.entries ?? [];
    expect(
      entries.some(
        (entry) =>
          entry.type === 'left-out' &&
          entry.reason === 'blocked' &&
          entry.action === 'partner-application.skypeForBusinessOnline.create',
      ),
    ).toBe(true);
  });

  // fault network-cut
  test('a dropped connection whose command was done is found done by looking', async () => {
    const end = await applyWith('dropped-connection');
    expect(end.result).toBe('done');
    const entries = bench.session.state.run?.entries ?? [];
    expect(
      entries.filter((entry) => entry.type === 'outcome' && entry.decidedBy === 'read'),
    ).toHaveLength(1);
    expect((await lab.changes()).filter((call) => call.call === 'New-MailUser')).toHaveLength(2);
  });

  // fault network-cut
  test('a dropped connection whose command was not done is found not done, and a new plan finishes it', async () => {
    const end = await applyWith('dropped-before');
    expect(end.result).toBe('failed');
    const entries = bench.session.state.run?.entries ?? [];
    expect(entries.some((entry) => entry.type === 'outcome' && entry.outcome === 'not-done')).toBe(
      true,
    );
    await bench.session.makePlan();
    expect((await bench.session.apply(TAGS)).result).toBe('done');
  });

  test('replication lag does not matter to commands that are all pinned', async () => {
    expect((await applyWith('replication-lag')).result).toBe('done');
  });

  // fault tenant-429, tenant-5xx
  test('throttling and a busy service are waited out', async () => {
    expect((await applyWith('graph-429', 'graph-503')).result).toBe('done');
  });

  // fault network-slow
  test('a slow tenant is polled until the keys show', async () => {
    expect((await applyWith('graph-slow-visible')).result).toBe('done');
  });

  // fault tenant-4xx
  test('403 leaves the tenant untouched and says who is needed', async () => {
    const end = await applyWith('graph-403');
    expect(end.result).toBe('failed');
    expect(errorsOf()).toContain('HX-403');
  });

  test('a valid key that vanished in the write is put back', async () => {
    await lab.reset('half');
    const end = await applyWith('key-vanishes');
    expect(end.result).toBe('done');
    const notes = (bench.session.state.run?.entries ?? []).flatMap((entry) =>
      entry.type === 'outcome' ? entry.notes : [],
    );
    expect(notes).toHaveLength(1);
    const verification = await bench.session.verify();
    expect(verification.steps.every((step) => step.verdict === 'verified')).toBe(true);
  });

  test('an absent principal is created by consent and gets its keys', async () => {
    await lab.fault('principal-absent');
    const plan = await bench.session.makePlan();
    expect(plan.actions.map((action) => action.id)).toContain(
      'service-principal.00000004-0000-0ff1-ce00-000000000000.create',
    );
    expect((await bench.session.apply(TAGS)).result).toBe('done');
    expect((await bench.session.verify()).steps.every((step) => step.verdict === 'verified')).toBe(
      true,
    );
  });
});
