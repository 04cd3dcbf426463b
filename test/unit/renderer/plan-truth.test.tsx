/** What plan, run and overview say only where it is true. */
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PLAN_IDS } from '../../../src/renderer/plan-testids';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { appError } from '../../../src/shared/errors';
import type { NextView, PlanView } from '../../../src/shared/ipc/views';
import { RUNS, planView } from './fixture-plan';
import { appView, customerView, unreadCustomer } from './fixtures';
import { show } from './render';

const WITHIN = { timeout: 10_000 };
const SLOW = { timeout: 30_000 };
const apply = () => screen.getByTestId<HTMLButtonElement>(TEST_IDS.apply);
const reason = () => screen.getByTestId(TEST_IDS.applyReason).textContent;
const FOREIGN = { found: 'fabrikam.onmicrosoft.com', expected: 'contoso.onmicrosoft.com' };

function emptyPlan(changes: Partial<PlanView>): PlanView {
  return planView({ groups: [], consents: [], ...changes });
}

describe('a plan without changes', SLOW, () => {
  // acceptance 23
  it('says "No changes needed" only where nothing is unknown', async () => {
    const { bridge } = await show(
      appView(customerView({ plan: emptyPlan({ outcome: 'no-changes' }) })),
      'plan',
    );
    expect(screen.getByTestId(TEST_IDS.planNoChanges).textContent).toContain('No changes needed');
    const plan = emptyPlan({
      fingerprint: 'AAAA-0001',
      outcome: 'nothing-planned',
      parts: { read: 12, total: 14 },
      unknown: [
        {
          reason: { code: 'HX-TEN', args: FOREIGN, severity: 'blocking', step: 'prepare' },
          titles: [{ key: 'core.resource.tenant', args: {} }],
        },
        { reason: null, titles: [{ key: 'core.resource.shared-principal-keys', args: {} }] },
      ],
    });
    act(() => bridge.push(appView(customerView({ plan }))));
    const nothing = await screen.findByTestId(PLAN_IDS.nothing, undefined, WITHIN);
    expect(screen.queryByTestId(TEST_IDS.planNoChanges)).toBeNull();
    expect(nothing.textContent).toContain('Nothing can be planned');
    const unknown = screen.getByTestId(PLAN_IDS.unknown);
    expect(unknown.textContent).toContain('12 of 14 parts read; 2 unknown');
    expect(unknown.textContent).toContain(FOREIGN.found);
    expect(unknown.querySelectorAll('li')).toHaveLength(2);
    expect(screen.queryByTestId(TEST_IDS.apply)).toBeNull();
  });

  it('calls work by hand by its name', async () => {
    await show(appView(customerView({ plan: emptyPlan({ outcome: 'by-hand' }) })), 'plan');
    const nothing = await screen.findByTestId(PLAN_IDS.nothing, undefined, WITHIN);
    expect(nothing.textContent).toContain('Only manual work is left');
    expect(screen.queryByTestId(TEST_IDS.planNoChanges)).toBeNull();
  });
});

describe('a plan that is not the approved one', SLOW, () => {
  // acceptance 19, 22
  it('is held by a code that differs, also by keyboard, until the code is right or gone', async () => {
    const { bridge } = await show(appView(customerView()), 'plan');
    const field = await screen.findByTestId(PLAN_IDS.approvalCode, undefined, WITHIN);
    for (const wrong of ['1111-2222', '7F3A']) {
      await userEvent.clear(field);
      await userEvent.type(field, wrong);
      expect(apply().disabled).toBe(true);
      expect(reason()).toContain('code');
    }
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(bridge.calls.map(({ channel }) => channel)).not.toContain('run.start');
    await userEvent.clear(field);
    expect(apply().disabled).toBe(false);
    await userEvent.type(field, '7f3a 91c2');
    await userEvent.click(apply());
    expect(bridge.calls.find(({ channel }) => channel === 'run.start')?.input).toMatchObject({
      approved: '7F3A-91C2',
    });
  });

  it('is held by a saved plan that differs until that is set aside', async () => {
    const { bridge } = await show(appView(customerView()), 'plan');
    bridge.answer('plan.compare', {
      ok: true,
      value: {
        kind: 'differs',
        fingerprint: '1111-2222',
        madeAt: '2026-11-21T14:00:00Z',
        foreign: true,
        rows: [],
      },
    });
    await userEvent.click(await screen.findByTestId(PLAN_IDS.approvalLoad, undefined, WITHIN));
    await waitFor(() => expect(apply().disabled).toBe(true));
    expect(reason()).toContain('saved plan');
    await userEvent.click(screen.getByTestId(PLAN_IDS.approvalAside));
    expect(apply().disabled).toBe(false);
    expect(bridge.calls.at(-1)?.channel).toBe('plan.set-aside');
    expect(document.activeElement).toBe(screen.getByTestId(PLAN_IDS.approvalLoad));
  });
});

describe('a run', SLOW, () => {
  it('waits since the command was sent, not since the screen was opened', async () => {
    const run = RUNS.running();
    const running = (sentAt: string | null) => ({
      ...run,
      actions: run.actions.map((item) => (item.state === 'running' ? { ...item, sentAt } : item)),
    });
    const customer = (sentAt: string | null) =>
      appView(customerView({ run: running(sentAt), busy: 'run', clockOffset: 0 }));
    const { bridge } = await show(customer(new Date(Date.now() - 95_000).toISOString()), 'run');
    expect(screen.getByTestId(PLAN_IDS.runWaiting).textContent).toMatch(/01:3\d|1 min 3\d|9\d s/);
    act(() => bridge.push(customer(null)));
    await waitFor(() =>
      expect(screen.getByTestId(PLAN_IDS.runWaiting).textContent).toContain('Before the command'),
    );
  });

  const heldBy = (failed: number) => {
    const run = RUNS.failed();
    const failures = run.actions
      .slice(2, 2 + failed)
      .map(({ id }) => ({ action: id, canRetry: true, blocks: [], undoes: 0 }));
    const held = { ...run, state: 'held' as const, endedAt: null, failures };
    return appView(customerView({ run: held, busy: 'run' }));
  };

  it('has one Stop: with the failure it waits with, else at the head', async () => {
    const { bridge } = await show(heldBy(1), 'run');
    const stop = await screen.findByTestId(PLAN_IDS.failureStop, undefined, WITHIN);
    expect(screen.queryByTestId(TEST_IDS.runStop)).toBeNull();
    fireEvent.click(stop);
    expect(bridge.calls.at(-1)?.channel).toBe('run.stop');
    act(() => bridge.push(heldBy(2)));
    await screen.findByTestId(TEST_IDS.runStop, undefined, WITHIN);
    expect(screen.queryByTestId(PLAN_IDS.failureStop)).toBeNull();
  });

  it('keeps ids and cmdlets in its sentences whole', async () => {
    await show(heldBy(1), 'run');
    const whole = [...document.querySelectorAll('main .unbroken')].map((item) => item.textContent);
    expect(whole).toContain('00000004-0000-0ff1-ce00-000000000000');
    expect(whole).toContain('New-ManagementRoleAssignment');
    expect(screen.getAllByTestId(TEST_IDS.problem)[0]?.textContent).toContain(
      'New-ManagementRoleAssignment is missing from your session.',
    );
  });

  it('gives focus back to its own card when a skip is cancelled', async () => {
    await show(heldBy(2), 'run');
    const second = (await screen.findAllByTestId(PLAN_IDS.failureSkip, undefined, WITHIN))[1];
    expect(second).toBeDefined();
    if (second === undefined) return;
    fireEvent.click(second);
    fireEvent.click(screen.getByTestId(PLAN_IDS.failureCancel));
    expect(document.activeElement).toBe(second);
  });
});

describe('the overview', SLOW, () => {
  const NEXT: readonly NextView[] = [
    { kind: 'read' },
    { kind: 'plan' },
    { kind: 'carry-look', target: 'exchange' },
    { kind: 'review', changes: 3 },
    { kind: 'watch-run' },
    { kind: 'resume' },
    { kind: 'verify' },
    { kind: 'report' },
    { kind: 'by-hand', step: 'oauth' },
    { kind: 'done' },
  ];

  // acceptance 14
  it('has exactly one next action, whatever it is', async () => {
    const { bridge } = await show(appView(unreadCustomer()));
    for (const [index, next] of NEXT.entries()) {
      const run = next.kind === 'resume' ? RUNS.interrupted() : null;
      const name = `Contoso ${String(index)}`;
      act(() => bridge.push(appView(customerView({ name, next, run }))));
      await screen.findByRole('heading', { level: 1, name });
      expect(document.querySelectorAll('[data-primary]'), next.kind).toHaveLength(1);
    }
  });

  // acceptance 32
  it('tells the wrong tenant once, with the ways to sign in again', async () => {
    const error = appError('HX-TEN', FOREIGN);
    const open = customerView({
      signIn: { state: 'failed', error },
      findings: [
        { code: 'HX-TEN', args: FOREIGN, severity: 'blocking', step: 'prepare' },
        { code: 'HX-OAUTH', args: { what: 'x' }, severity: 'warning', step: 'oauth' },
      ],
    });
    await show(appView(open));
    expect(screen.queryByTestId(testId.finding('HX-TEN'))).toBeNull();
    expect(screen.getByTestId(testId.finding('HX-OAUTH'))).toBeTruthy();
    const told = screen.getByTestId(testId.error('HX-TEN')).textContent;
    expect(told).toContain(`Nothing in ${FOREIGN.found} was read or changed.`);
    expect(told).not.toContain('Nothing was read');
  });
});
