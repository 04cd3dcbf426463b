/** A dropped file goes the way of a chosen one. */
import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ dialog: {} }));

import { takeDropped } from '../../../../../src/main/app/windows/take-dropped';
import { PaneDialogs } from '../../../../../src/main/app/windows/pane-dialogs';
import type { PlanCompared } from '../../../../../src/shared/plan-approval';

const SAME: PlanCompared = {
  kind: 'same',
  fingerprint: '7F3A-91C2',
  madeAt: '2026-11-21T14:00:00Z',
};

/** A workbench whose every taker asks main's dialog for its file, as the real one does. */
function bench() {
  const never = (): never => {
    throw new Error('the dialog was opened');
  };
  const dialogs = new PaneDialogs(never, never, () => false);
  const asked: string[] = [];
  const note = (file: string | undefined): void => void asked.push(file ?? '');
  const desk = {
    profiles: { choose: async () => note(await dialogs.chooseCustomerFile()) },
    loadCarried: async () => note(await dialogs.chooseResultFile()),
    plans: {
      compare: async () => {
        note(await dialogs.choosePlanFile());
        return SAME;
      },
    },
  };
  return { dialogs, desk, asked };
}

describe('a dropped file', () => {
  it.each([
    ['customer', { taken: 'customer' }],
    ['result', { taken: 'result' }],
    ['plan', { taken: 'plan', compared: SAME }],
  ] as const)('answers the question for a %s, once and no other', async (kind, told) => {
    const { dialogs, desk, asked } = bench();
    expect(await takeDropped(desk, dialogs, kind, `/private/${kind}`)).toEqual(told);
    expect(asked).toEqual([`/private/${kind}`]);
    await expect(takeDropped(desk, { hand: () => undefined }, kind, '/x')).rejects.toThrow(
      'opened',
    );
    dialogs.hand(kind, '/y');
    const other = kind === 'plan' ? desk.loadCarried : desk.plans.compare;
    await expect(other()).rejects.toThrow('opened');
  });
});
