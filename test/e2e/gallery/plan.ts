/** Scenes of approval, rehearsal and a run that waits. */
import type { AppView, CustomerView } from '../../../src/shared/ipc/views';
import type { RehearsalView } from '../../../src/shared/rehearsal';
import type { FakeBridge } from '../../unit/renderer/fake-bridge';
import { planView, RUNS } from '../../unit/renderer/fixture-plan';
import { customerView } from '../../unit/renderer/fixtures';

const HOUR = 3_600_000;

function held(): CustomerView {
  const run = RUNS.failed();
  const failed = run.actions.find((action) => action.state === 'failed');
  const blocks = run.actions.filter(({ leftOut }) => leftOut !== null);
  return customerView({
    next: { kind: 'watch-run' },
    busy: 'run',
    run: {
      ...run,
      state: 'held',
      endedAt: null,
      usual: { from: 20_000, to: 40_000 },
      actions: run.actions.map((action) =>
        action.leftOut === null ? action : { ...action, state: 'not-started', leftOut: null },
      ),
      failures: [
        {
          action: failed?.id ?? '',
          canRetry: true,
          blocks: blocks.map(({ id }) => id),
          undoes: 2,
        },
      ],
    },
  });
}

/** Scenes by name. */
export const PLAN_SCENES: Readonly<
  Record<string, () => Partial<AppView> & { open: CustomerView | null }>
> = {
  held: () => ({ open: held() }),
  'old-plan': () => ({
    open: customerView({
      plan: planView({ madeAt: new Date(Date.now() - HOUR).toISOString() }),
    }),
  }),
  rehearsal: () => ({ open: customerView({ id: 'rehearsal' }) }),
  rehearsed: () => ({ open: customerView() }),
};

const REHEARSALS: Readonly<Record<string, RehearsalView>> = {
  rehearsal: {
    kind: 'copy',
    customer: { id: 'contoso', name: 'Contoso Ltd' },
    fingerprint: '7F3A-91C2',
    notCloned: ['private-keys', 'other-accounts', 'names-and-network', 'rights'],
    total: 6,
    differences: [
      {
        action: 'mail-user.classic.hide',
        reason: { key: 'core.reason.hide-account', args: { name: 'SfBOnline-ApplicationAccount' } },
        kind: 'missing',
      },
    ],
  },
  rehearsed: {
    kind: 'result',
    at: '2026-11-21T14:20:00Z',
    run: { done: 6, total: 6, result: 'done' },
    verified: true,
  },
};

/** Answers what a scene's rehearsal is asked for. */
export function answerRehearsal(bridge: FakeBridge, scene: string): void {
  bridge.answer('rehearsal.state', { ok: true, value: REHEARSALS[scene] ?? null });
}
