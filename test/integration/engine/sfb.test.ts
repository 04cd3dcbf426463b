/** Skype for Business Server and Exchange over the real lab, from each start state that has a pool. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { LabFault, LabStart } from '../../../src/shared/lab';
import type { Bench, TestLab } from '../support/practice';
import { codesOf, idsOf, startTestLab, withBench } from '../support/practice';
import type { CustomerRecord } from '../../../src/core/model/customer';

const USER = 'zoe.mueller@contoso.com';
const SFB = { scenario: 'sfb-server-exchange', inputs: { testSipAddress: USER } } as const;

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

function withLab(
  start: LabStart,
  faults: readonly LabFault[],
  work: (bench: Bench) => Promise<void>,
  change: Partial<CustomerRecord> = {},
): Promise<void> {
  return withBench(lab, start, faults, { ...SFB, ...change }, work);
}

describe('sfb-empty', () => {
  test('to a passed mailbox test; the second plan is empty; the undo restores everything', async () => {
    await withLab('sfb-empty', [], async (bench) => {
      const before = await lab.control({ op: 'status' });
      const plan = await bench.session.makePlan();
      expect(idsOf(plan)).toEqual([
        'service-point.ex01.contoso.lab.fill',
        'service-point.ex02.contoso.lab.fill',
        'skype-oauth.ExchangeAutodiscoverUrl',
        'skype-account.create',
        'skype-account.hide',
        'skype-account.role.UserApplication',
        'skype-account.role.ArchiveApplication',
        'skype-partner.configure',
        'iis.ex01.contoso.lab.restart',
        'iis.ex02.contoso.lab.restart',
        'exchange-partner.create',
        'mailbox-test.run',
      ]);
      const end = await bench.session.apply(TAGS);
      expect(end).toEqual({ result: 'done', outdated: [] });
      const again = await bench.reopen();
      expect(idsOf(await again.makePlan())).toEqual([]);
      const verification = await again.verify(undefined, ['writes-mailbox']);
      expect(verification.steps.map((step) => [step.id, step.verdict])).toEqual(
        verification.steps.map((step) => [step.id, 'verified']),
      );
      expect(verification.proofs.find((proof) => proof.rung === 'token-accepted')?.verdict).toBe(
        'verified',
      );
      const run = again.state.runs.at(-1);
      await again.planUndo(run?.id ?? '');
      expect((await again.apply(TAGS)).result).toBe('done');
      // The other domain controller has the changes a little later.
      const after = await lab.control({ op: 'advance', milliseconds: 60_000 });
      expect(after.premises.serviceConnectionPoints).toEqual(
        before.premises.serviceConnectionPoints,
      );
      expect(after.organisation).toEqual(before.organisation);
    });
  });
});

describe('other start states', () => {
  test('sfb-half: begun by hand is adopted, completed and not duplicated', async () => {
    await withLab('sfb-half', [], async (bench) => {
      const plan = await bench.session.makePlan();
      expect(idsOf(plan)).toEqual([
        'service-point.ex02.contoso.lab.fill',
        'skype-oauth.ExchangeAutodiscoverUrl',
        'skype-account.create',
        'skype-account.hide',
        'skype-account.role.UserApplication',
        'skype-account.role.ArchiveApplication',
        'skype-partner.link',
        'iis.ex01.contoso.lab.restart',
        'iis.ex02.contoso.lab.restart',
        'exchange-partner.create',
        'mailbox-test.run',
      ]);
      expect(codesOf(plan)).toEqual(expect.arrayContaining(['HX-SVC', 'HX-NOLINK']));
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      const again = await bench.reopen();
      expect(idsOf(await again.makePlan())).toEqual([]);
      const { organisation } = await lab.control({ op: 'advance', milliseconds: 60_000 });
      expect(organisation.partnerApplications).toContain('Lync');
      expect(organisation.partnerApplications.filter((name) => /^Lync/.test(name))).toHaveLength(1);
    });
  });

  test.each(['sfb-done', 'sfb-lync-2013'] as const)('%s: nothing to do', async (start) => {
    await withLab(start, [], async (bench) => {
      expect(idsOf(await bench.session.makePlan())).toEqual([]);
      const verification = await bench.session.verify(undefined, ['writes-mailbox']);
      expect(verification.proofs.filter((proof) => proof.verdict !== 'verified')).toEqual([]);
      expect(verification.proofs.some((proof) => proof.rung === 'token-accepted')).toBe(true);
    });
  });

  test('sfb-cross-premises: the trust in the cloud stays, the servers get their own', async () => {
    await withLab('sfb-cross-premises', [], async (bench) => {
      const plan = await bench.session.makePlan();
      expect(idsOf(plan)).toEqual(
        expect.arrayContaining(['skype-partner.configure', 'exchange-partner.create']),
      );
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      const again = await bench.reopen();
      expect(idsOf(await again.makePlan())).toEqual([]);
    });
  });

  test('the contact store and the archiving of the test user are proved', async () => {
    await withLab('sfb-done', [], async (bench) => {
      await bench.session.read();
      const { proofs } = await bench.session.verify(undefined, []);
      const found = proofs.filter(({ step }) => step === 'archiving' || step === 'contact-store');
      expect(found.map(({ resource, rung, verdict }) => [resource, rung, verdict])).toEqual([
        ['skype-archiving', 'configured', 'verified'],
        ['skype-archiving-user', 'configured', 'verified'],
        ['skype-contact-store', 'configured', 'verified'],
        ['skype-contact-store', 'token-accepted', 'verified'],
      ]);
    });
  });

  test('a user whose mailbox is on no hold is not archived: told, and left to a person', async () => {
    const inputs = { testSipAddress: USER, archiving: 'ImAndWebConf' };
    await withLab(
      'sfb-lync-2013',
      [],
      async (bench) => {
        const plan = await bench.session.makePlan();
        const archiving = plan.steps.find((step) => step.id === 'archiving');
        const user = archiving?.resources.find((item) => item.id === 'skype-archiving-user');
        expect(user?.state).toBe('by-hand');
        expect(user?.comparisons.at(-1)).toEqual({
          property: 'LitigationHoldEnabled / InPlaceHolds',
          expected: 'True',
          found: 'False',
          verdict: 'differs',
        });
        expect(idsOf(plan)).toEqual(['skype-archiving.enable']);
      },
      { inputs },
    );
  });

  test('contacts that do not come fail the proof, with its code', async () => {
    const inputs = { testSipAddress: 'cleo.martin@contoso.com' };
    await withLab(
      'sfb-done',
      [],
      async (bench) => {
        await bench.session.read();
        const { proofs } = await bench.session.verify(undefined, []);
        const test = proofs.find((proof) => proof.rung === 'token-accepted');
        expect(test).toMatchObject({ verdict: 'failed', error: { code: 'HX-CONTACTS' } });
      },
      { inputs },
    );
  });

  test('archiving and the contact store, asked for', async () => {
    const inputs = { testSipAddress: USER, archiving: 'ImAndWebConf', contactStore: 'yes' };
    await withLab(
      'sfb-lync-2013',
      [],
      async (bench) => {
        const plan = await bench.session.makePlan();
        expect(idsOf(plan)).toEqual(['skype-archiving.enable', 'skype-contact-store.enable']);
        expect((await bench.session.apply(TAGS)).result).toBe('done');
        const again = await bench.reopen();
        expect(idsOf(await again.makePlan())).toEqual([]);
        await again.planUndo(again.state.runs.at(-1)?.id ?? '');
        expect((await again.apply(TAGS)).result).toBe('done');
        expect(idsOf(await (await bench.reopen()).makePlan())).toEqual(idsOf(plan));
      },
      { inputs },
    );
  });
});

/** The pool signs with another certificate there, which is no good and still the one that it signs with. */
const REFRESHED: readonly LabFault[] = ['sfb-certificate-names', 'sfb-certificate-short-key'];

describe('faults', () => {
  test.each([
    ['sfb-certificate-missing', 'HX-ISSUER'],
    ['sfb-certificate-names', 'HX-ISSUER'],
    ['sfb-certificate-short-key', 'HX-ISSUER'],
    ['sfb-certificate-expired', 'HX-ISSUER'],
    ['sfb-metadata-unreachable', 'HX-METADOC'],
    ['sfb-metadata-untrusted', 'HX-METADOC'],
    ['exchange-metadata-unreachable', 'HX-METADOC'],
    ['autodiscover-dns-missing', 'HX-AUTODNS'],
    ['sfb-two-pools', 'HX-POOLS'],
    ['scp-elsewhere', 'HX-SCP'],
  ] as const)('%s is found, and nothing is destroyed', async (fault, code) => {
    await withLab('sfb-done', [fault], async (bench) => {
      const plan = await bench.session.makePlan();
      expect(codesOf(plan)).toContain(code);
      // What is there is kept; at most Exchange takes the present keys of the pool from its document.
      expect(
        plan.actions.filter((action) => action.step !== 'restart-iis').map(({ id }) => id),
      ).toEqual(REFRESHED.includes(fault) ? ['skype-partner.refresh', 'mailbox-test.run'] : []);
    });
  });

  test('xml instead of svc is corrected', async () => {
    await withLab('sfb-done', ['sfb-autodiscover-xml'], async (bench) => {
      const plan = await bench.session.makePlan();
      expect(codesOf(plan)).toContain('HX-SVC');
      expect(idsOf(plan)).toEqual(['skype-oauth.ExchangeAutodiscoverUrl', 'mailbox-test.run']);
      expect((await bench.session.apply(TAGS)).result).toBe('done');
    });
  });

  test('a front end whose replica is stuck is brought up to date', async () => {
    await withLab('sfb-done', ['sfb-certificates-differ'], async (bench) => {
      const plan = await bench.session.makePlan();
      expect(codesOf(plan)).toContain('HX-ISSUER');
      expect(idsOf(plan)[0]).toBe('skype-issuer.replicate.fe02.contoso.lab');
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      expect(idsOf(await (await bench.reopen()).makePlan())).toEqual([]);
    });
  });

  test.each([
    'sfb-metadata-unreachable',
    'sfb-metadata-untrusted',
    'sfb-certificate-missing',
  ] as const)('%s: the script is not run, and nothing waits for it in vain', async (fault) => {
    await withLab('sfb-empty', [fault], async (bench) => {
      const plan = await bench.session.makePlan();
      expect(idsOf(plan)).not.toContain('skype-partner.configure');
      expect(idsOf(plan).filter((id) => id.startsWith('iis.'))).toEqual([]);
    });
  });

  test('no restart without its consent', async () => {
    await withLab('sfb-empty', [], async (bench) => {
      const plan = await bench.session.makePlan();
      const restarts = plan.actions.filter((action) => action.step === 'restart-iis');
      expect(restarts).toHaveLength(2);
      const end = await bench.session.apply(TAGS.filter((tag) => tag !== 'interrupts-service'));
      expect(end.result).toBe('partly');
      const changes = await lab.changes();
      expect(changes.map((call) => call.call)).not.toContain('iisreset');
    });
  });

  test('a server that does not come back ends the round before the next one', async () => {
    await withLab('sfb-empty', ['iis-not-back'], async (bench) => {
      await bench.session.makePlan();
      const end = await bench.session.apply(TAGS);
      expect(end.result).toBe('failed');
      const left = bench.session.state.run?.entries.filter((entry) => entry.type === 'left-out');
      expect(left?.map((entry) => entry.action)).toEqual(['mailbox-test.run']);
    });
  });

  test('a certificate that a person names is assigned everywhere, and the undo brings the old one back', async () => {
    await withLab('sfb-done', [], async (bench) => {
      const issuer = async (): Promise<readonly string[]> => {
        const session = await bench.reopen();
        await session.read();
        return [...(session.state.observations?.values() ?? [])].flatMap((item) =>
          item.status === 'read' && item.request.read === 'issuer-certificate'
            ? [String(item.facts['current'])]
            : [],
        );
      };
      const [old = ''] = await issuer();
      // Another admin's certificate lies ready in the stores.
      await lab.fault('sfb-certificates-differ');
      const [, other = ''] = await issuer();
      await lab.fault('sfb-certificates-differ', false);
      const inputs = { testSipAddress: USER, issuerThumbprint: other };
      await bench.session.change({ ...bench.session.state.record, inputs });
      const session = bench.session;
      const plan = await session.makePlan();
      expect(idsOf(plan).slice(0, 3)).toEqual([
        'skype-issuer.assign',
        'skype-issuer.replicate.fe02.contoso.lab',
        'skype-partner.refresh',
      ]);
      expect((await session.apply(TAGS)).result).toBe('done');
      expect(await issuer()).toEqual([other, other]);
      await session.planUndo(session.state.runs.at(-1)?.id ?? '');
      expect((await session.apply(TAGS)).result).toBe('done');
      await lab.control({ op: 'advance', milliseconds: 120_000 });
      expect(await issuer()).toEqual([old, old]);
    });
  });
});
