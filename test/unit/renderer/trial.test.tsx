// @vitest-environment happy-dom
/** Trials in the window: scripts to save, and what -WhatIf said beside the rows. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PLAN_IDS } from '../../../src/renderer/plan-testids';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import type { TrialView } from '../../../src/shared/ipc/whatif-view';
import { planView } from './fixture-plan';
import { appView, customerView } from './fixtures';
import { show } from './render';

const WITHIN = { timeout: 10_000 };
const SLOW = { timeout: 30_000 };
const ROW = 'mail-user.classic.create';

/** A plan whose first row has this trial. */
function tried(trial: Partial<TrialView>) {
  const plan = planView();
  const whole: TrialView = {
    outcome: 'accepted',
    host: 'ex01.contoso.lab',
    account: 'CONTOSO\\admin',
    at: '2026-11-22T09:30:00.000Z',
    text: '',
    warnings: [],
    error: '',
    waitsFor: [],
    ...trial,
  };
  const groups = plan.groups.map((group) => ({
    ...group,
    actions: group.actions.map((action) =>
      action.id === ROW ? { ...action, trial: whole } : action,
    ),
  }));
  return planView({ groups });
}

async function detail(trial: Partial<TrialView>): Promise<string> {
  await show(appView(customerView({ plan: tried(trial) })), 'plan');
  const found = await screen.findByTestId(`${PLAN_IDS.trial}-${ROW}`, undefined, WITHIN);
  return found.textContent;
}

describe('what -WhatIf said of a row', SLOW, () => {
  it.each<[Partial<TrialView>, string]>([
    [{ text: 'What if: New-MailUser' }, 'What if: New-MailUser'],
    [{}, 'no text came back'],
    [{ outcome: 'refused', error: 'no right to do this' }, 'no right to do this'],
    [{ outcome: 'unsupported' }, 'knows no -WhatIf'],
    [{ outcome: 'no-command' }, 'does not offer this command'],
    [{ outcome: 'waits', waitsFor: [{ key: 'core.undo.operation', args: {} }] }, 'make first'],
  ])('is in its details, as no proof (%o)', async (trial, words) => {
    const text = await detail(trial);
    expect(text).toContain(words);
    expect(text).toContain('CONTOSO\\admin');
    expect(text).toContain('no proof');
    const pill = screen.queryByText('Trial: refused');
    expect(pill !== null).toBe(trial.outcome === 'refused');
  });
});

it(
  'saves a trial script for a side that has something to ask, and says what came of the last',
  SLOW,
  async () => {
    const customer = customerView();
    const sides = customer.carry.sides.map((side) =>
      side.target === 'exchange'
        ? {
            ...side,
            triable: 3,
            trial: {
              ...{ host: 'ex01', account: 'me', at: '2026-11-22T09:30:00.000Z' },
              ...{ accepted: 2, refused: 1, total: 4 },
            },
          }
        : side,
    );
    const { bridge } = await show(
      appView({ ...customer, carry: { ...customer.carry, sides } }),
      'plan',
    );
    await userEvent.click(await screen.findByTestId(TEST_IDS.planTabScript, undefined, WITHIN));
    const card = await screen.findByTestId(PLAN_IDS.trialScripts, undefined, WITHIN);
    expect(card.textContent).toContain('2 of 4 commands accepted, 1 refused');
    expect(within(card).getAllByRole('button')).toHaveLength(1);
    await userEvent.click(screen.getByTestId(testId.saveCarried('trial', 'exchange')));
    expect(bridge.calls.find(({ channel }) => channel === 'carry.save')?.input).toEqual({
      kind: 'trial',
      target: 'exchange',
    });
  },
);
