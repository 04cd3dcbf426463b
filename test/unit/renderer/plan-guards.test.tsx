import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PLAN_IDS } from '../../../src/renderer/plan-testids';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import type { CustomerView } from '../../../src/shared/ipc/views';
import { planView } from './fixture-plan';
import { appView, customerView } from './fixtures';
import { show } from './render';

const WITHIN = { timeout: 10_000 };
const apply = () => screen.getByTestId<HTMLButtonElement>(TEST_IDS.apply);
const reason = () => screen.getByTestId(TEST_IDS.applyReason).textContent;
const real = (): CustomerView => customerView({ practice: false, lab: null });

describe('the customer’s name', { timeout: 20_000 }, () => {
  // acceptance 19, 20
  it('is asked for once a consent is given, and unlocks Apply', async () => {
    const { bridge } = await show(appView(real()), 'plan');
    expect(apply().disabled).toBe(false);
    await userEvent.click(screen.getByTestId(testId.consent('adds-credential')));
    const field = await screen.findByTestId(PLAN_IDS.name, undefined, WITHIN);
    expect(apply().disabled).toBe(true);
    expect(reason()).toContain('name');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(bridge.calls.map(({ channel }) => channel)).not.toContain('run.start');
    await userEvent.type(field, ` ${real().name.toUpperCase()} `);
    expect(apply().disabled).toBe(false);
  });

  it('is not asked for in the practice lab', async () => {
    await show(appView(customerView({ practice: true })), 'plan');
    await screen.findByTestId(PLAN_IDS.approval, undefined, WITHIN);
    await userEvent.click(screen.getByTestId(testId.consent('adds-credential')));
    expect(screen.queryByTestId(PLAN_IDS.name)).toBeNull();
    expect(apply().disabled).toBe(false);
  });
});

describe('a plan of an hour ago', { timeout: 20_000 }, () => {
  // acceptance 19
  it('is out of date: Apply says so, and updating is offered', async () => {
    const plan = planView({ madeAt: new Date(Date.now() - 3_600_000).toISOString() });
    const { bridge } = await show(appView(customerView({ plan })), 'plan');
    await screen.findByTestId(PLAN_IDS.old, undefined, WITHIN);
    expect(apply().disabled).toBe(true);
    await waitFor(() => expect(reason()).toContain('30 minutes'));
    // Its card has the only button for it.
    expect(screen.queryByTestId(TEST_IDS.planMake)).toBeNull();
    await userEvent.click(screen.getByTestId(TEST_IDS.planUpdate));
    expect(bridge.calls.at(-1)).toEqual({ channel: 'read.start', input: {} });
  });
});

describe('a saved plan', { timeout: 20_000 }, () => {
  it('that differs is told with what differs, and is never applied', async () => {
    const { bridge } = await show(appView(customerView()), 'plan');
    bridge.answer('plan.compare', {
      ok: true,
      value: {
        kind: 'differs',
        fingerprint: '1111-2222',
        madeAt: '2026-11-21T14:00:00Z',
        foreign: false,
        rows: [{ kind: 'value', name: 'auth-config · current', saved: 'AA', now: '' }],
      },
    });
    await userEvent.click(await screen.findByTestId(PLAN_IDS.approvalLoad, undefined, WITHIN));
    const told = screen.getByTestId(PLAN_IDS.approvalFile);
    await waitFor(() => expect(told.textContent).toContain('1111-2222'));
    expect(told.textContent).toContain('auth-config · current');
    expect(screen.getByTestId(TEST_IDS.planFingerprint).textContent).toContain('7F3A-91C2');
  });
});
