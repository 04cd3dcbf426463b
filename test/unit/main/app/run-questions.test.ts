import { describe, expect, it, vi } from 'vitest';
import { rememberCompared, setComparedAside } from '../../../../src/main/app/approvals';
import {
  askAndContinue,
  askAndStart,
  askAndVerify,
  type AskedCustomer,
} from '../../../../src/main/app/run-questions';
import type { Person } from '../../../../src/main/app/person';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import type { SessionRun } from '../../../../src/core/session';
import { action, intent, outcome, plan, record, run, started } from '../support';

const PLAN = plan([action('a1'), action('a2'), action('a3', { tags: ['adds-credential'] })]);
const ENTRIES = [
  { ...started, consents: ['adds-credential' as const] },
  intent('a1'),
  outcome('a1'),
  intent('a2'),
];

/** A customer whose work is only noted, and a person who answers this. */
function desk(
  answer: boolean,
  change: { record?: Partial<CustomerRecord>; run?: SessionRun | null } = {},
) {
  const work = vi.fn();
  const confirmRun = vi.fn<Person['confirmRun']>(() => Promise.resolve(answer));
  const confirmMailboxTest = vi.fn<Person['confirmMailboxTest']>(() => Promise.resolve(answer));
  const askFirst: AskedCustomer['askFirst'] = async (confirm, then) => {
    if (await confirm()) then();
  };
  const state = {
    record: record(change.record),
    plan: PLAN,
    run: change.run === undefined ? run(PLAN, ENTRIES, { interrupted: true }) : change.run,
  };
  const open = {
    session: { state },
    connection: { ports: {} },
    askFirst,
    checked: () => Promise.resolve(),
    startVerifying: (consents) => void work('verify', consents ?? []),
    startRun: async (fingerprint, consents, confirm) => {
      if (await confirm(PLAN)) work('start', fingerprint, consents);
    },
    continueRun: async (confirm) => {
      if (await confirm()) work('continue');
    },
  } as AskedCustomer;
  return {
    open,
    person: { confirmRun, confirmMailboxTest } as unknown as Person,
    work,
    confirmRun,
    confirmMailboxTest,
  };
}

describe('a plan that is not the approved one', () => {
  const input = { fingerprint: PLAN.fingerprint, consents: [] };
  const differs = {
    kind: 'differs',
    fingerprint: '1111-2222',
    madeAt: PLAN.madeAt,
    foreign: false,
    rows: [],
  } as const;

  it('is refused before anybody is asked, by its code', async () => {
    const { open, person, work, confirmRun } = desk(true);
    await expect(askAndStart(open, person, { ...input, approved: '1111-2222' })).rejects.toThrow(
      'HX-APPROVAL',
    );
    expect(confirmRun).not.toHaveBeenCalled();
    expect(work).not.toHaveBeenCalled();
    await askAndStart(open, person, { ...input, approved: PLAN.fingerprint });
    expect(work).toHaveBeenCalledOnce();
  });

  it('is refused while a saved plan beside it differs, whatever the window says', async () => {
    const { open, person, work } = desk(true);
    rememberCompared(PLAN, differs);
    await expect(
      askAndStart(open, person, { ...input, approved: PLAN.fingerprint }),
    ).rejects.toThrow('HX-APPROVAL');
    rememberCompared(PLAN, { ...differs, kind: 'same' });
    await askAndStart(open, person, input);
    rememberCompared(PLAN, differs);
    setComparedAside(PLAN);
    await askAndStart(open, person, input);
    expect(work).toHaveBeenCalledTimes(2);
  });
});

describe('going on with a run', () => {
  // threat T2, T6
  it('asks first, with the consents that the journal holds and what it has decided', async () => {
    const { open, person, work, confirmRun } = desk(true);
    await askAndContinue(open, person);
    expect(confirmRun).toHaveBeenCalledWith({
      customer: 'Contoso Ltd',
      tenantDomain: 'contoso.onmicrosoft.com',
      practice: false,
      plan: PLAN,
      consents: ['adds-credential'],
      decided: new Set(['a1']),
      refused: [],
    });
    expect(work.mock.calls).toEqual([['continue']]);
  });

  it('asks for what a look found not done: it runs again', async () => {
    const entries = [...ENTRIES, outcome('a2', { decidedBy: 'read', outcome: 'not-done' })];
    const { open, person, confirmRun } = desk(true, {
      run: run(PLAN, entries, { interrupted: true }),
    });
    await askAndContinue(open, person);
    expect(confirmRun.mock.calls[0]?.[0]).toMatchObject({ decided: new Set(['a1']) });
  });

  // threat T2
  it('does nothing where the person says no', async () => {
    const { open, person, work } = desk(false);
    await askAndContinue(open, person);
    expect(work).not.toHaveBeenCalled();
  });

  // threat T6
  it('of an imported customer that was not taken over is refused before the question', async () => {
    const { open, person, confirmRun } = desk(true, {
      record: { staged: { at: '2026-01-12T08:00:00.000Z' } },
    });
    await expect(askAndContinue(open, person)).rejects.toMatchObject({
      error: { code: 'HX-STAGED' },
    });
    expect(confirmRun).not.toHaveBeenCalled();
  });

  it('is refused where no run was interrupted', async () => {
    for (const none of [null, run(PLAN, ENTRIES)]) {
      const { open, person } = desk(true, { run: none });
      await expect(askAndContinue(open, person)).rejects.toMatchObject({
        error: { code: 'HX-IPC' },
      });
    }
  });
});

describe('starting', () => {
  // threat T2
  it('a run asks first, and keeps only consents that there are', async () => {
    const yes = desk(true);
    await askAndStart(yes.open, yes.person, {
      fingerprint: '7F3A-91C2',
      consents: ['adds-credential'],
    });
    expect(yes.work.mock.calls).toEqual([['start', '7F3A-91C2', ['adds-credential']]]);
    const no = desk(false);
    await askAndStart(no.open, no.person, { fingerprint: '7F3A-91C2', consents: [] });
    expect(no.confirmRun).toHaveBeenCalledOnce();
    expect(no.work).not.toHaveBeenCalled();
  });

  // threat T2
  it('a test that writes into a mailbox asks first; one that only reads does not', async () => {
    const inputs = { testSipAddress: 'ada@contoso.com' };
    const no = desk(false, { record: { inputs } });
    await askAndVerify(no.open, no.person, { writesMailbox: true });
    expect(no.confirmMailboxTest.mock.calls[0]?.[0]).toMatchObject({ mailbox: 'ada@contoso.com' });
    expect(no.work).not.toHaveBeenCalled();
    await askAndVerify(no.open, no.person, {});
    expect(no.work.mock.calls).toEqual([['verify', []]]);
    const yes = desk(true, { record: { inputs } });
    await askAndVerify(yes.open, yes.person, { writesMailbox: true });
    expect(yes.work.mock.calls).toEqual([['verify', ['writes-mailbox']]]);
  });
});
