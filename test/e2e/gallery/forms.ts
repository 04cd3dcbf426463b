/** Scenes of the other scenarios' fields, and of runs that wait or were done in part. */
import type { AppView, CustomerView, StepIdView } from '../../../src/shared/ipc/views';
import { planView, RUNS, verificationView } from '../../unit/renderer/fixture-plan';
import { customerView, stepViews } from '../../unit/renderer/fixtures';

const POOL = ['prepare', 'sfb-certificate', 'autodiscover', 'sfb-partner', 'restart-iis'] as const;
const TESTS = ['exchange-partner', 'mailbox-test', 'archiving', 'contact-store'] as const;
const ROLLOVER = [
  ...(['prepare', 'create-certificate', 'stage-certificate'] as const),
  ...(['publish-certificate', 'clear-certificate'] as const),
];

/** Steps of a scenario, one after the other. */
function stepsOf(ids: readonly StepIdView[]): CustomerView['steps'] {
  const [first] = stepViews();
  return ids.flatMap((id, number) =>
    first === undefined ? [] : [{ ...first, id, number, branch: 'trunk' as const }],
  );
}

function failed(): NonNullable<CustomerView['run']> {
  const run = RUNS.failed();
  return { ...run, state: 'held', endedAt: null };
}

/** Two actions of two sides failed; each waits for its own decision. */
function twoFailures(): NonNullable<CustomerView['run']> {
  const run = failed();
  const error = run.actions.find((action) => action.error !== null)?.error ?? null;
  const actions = run.actions.map((action, index) =>
    index === 4 ? { ...action, state: 'failed' as const, error } : action,
  );
  const failures = actions
    .filter((action) => action.state === 'failed')
    .map(({ id }) => ({ action: id, canRetry: true, blocks: [], undoes: 1 }));
  return { ...run, actions, failures };
}

/** Scenes by name. */
export const FORM_SCENES: Readonly<
  Record<string, () => Partial<AppView> & { open: CustomerView | null }>
> = {
  pool: () => ({
    open: customerView({ scenario: 'sfb-server-exchange', steps: stepsOf([...POOL, ...TESTS]) }),
  }),
  rollover: () => ({
    open: customerView({ scenario: 'certificate-rollover', steps: stepsOf(ROLLOVER) }),
  }),
  paused: () => ({
    open: customerView({ busy: 'run', run: { ...RUNS.running(), state: 'paused' } }),
  }),
  partly: () => ({
    open: customerView({ run: { ...RUNS.failed(), state: 'partly' }, plan: planView() }),
  }),
  signing: () => {
    const found = verificationView();
    const proofs = found.proofs.map((proof) =>
      proof.rung === 'feature-seen' ? { ...proof, resource: 'feature:voicemail-greeting' } : proof,
    );
    return { open: customerView({ verification: { ...found, proofs } }) };
  },
  'two-failures': () => ({ open: customerView({ busy: 'run', run: twoFailures() }) }),
};
