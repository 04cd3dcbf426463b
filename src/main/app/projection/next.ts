import type { NextView, StepView } from '../../../shared/ipc/views';
import type { ErrorCode } from '../../../shared/errors';
import type { RunResult } from '../../../core/model/journal';
import { planOutcome } from '../../../core/engine/plan-outcome';
import { isVerified } from '../../../core/model/listing';
import type { SessionRun, SessionState } from '../../../core/session';
import { carryView } from './carry-view';
import type { OpenState } from './state';

/** The one next thing to do. Where a side is reached by hand, reading means carrying a look there. */
export function nextView(open: OpenState, steps: readonly StepView[]): NextView {
  const next = usualNext(open, steps);
  if (open.session.run?.interrupted === true || open.session.run?.live === true) return next;
  const unread = carryView(open).sides.find(
    (side) => side.byHand && (side.collected === null || side.missing > 0),
  );
  return unread === undefined ? next : { kind: 'carry-look', target: unread.target };
}

function usualNext(open: OpenState, steps: readonly StepView[]): NextView {
  const { run, plan, verification, observations, outdated } = open.session;
  if (run?.live === true) return { kind: 'watch-run' };
  if (run?.interrupted === true) return { kind: 'resume' };
  if (plan !== null && !isCarriedOut(open.session)) {
    if (outdated !== null) return { kind: 'plan' };
    if (plan.actions.length > 0) return { kind: 'review', changes: plan.actions.length };
    if (verification === null)
      return (
        obstacle(steps) ??
        byHand(steps) ?? {
          kind: planOutcome(plan) === 'nothing-planned' ? 'read' : 'verify',
        }
      );
  }
  // A run drops the verification before it, so this one is newer.
  if (verification !== null) return afterVerification(open, steps);
  if (observations !== null) return { kind: 'plan' };
  return run === null ? { kind: 'read' } : afterRun(run);
}

/** Ends of a run after which its plan has nothing more to do as it stands. */
const CARRIED_OUT: readonly (RunResult | null)[] = [
  'done',
  'nothing-to-do',
  'partly',
  'failed',
  'stopped',
  'closed',
];

/** True when the plan shown is the one that the last run carried out. */
function isCarriedOut({ plan, run }: SessionState): boolean {
  return run !== null && plan?.digest === run.plan.digest && CARRIED_OUT.includes(run.result);
}

/** After success its proof; after anything else a new plan, which reads again. */
function afterRun({ plan, result }: SessionRun): NextView {
  if (plan.kind === 'undo' || plan.scenario === 'keys') return { kind: 'read' };
  const succeeded = result === 'done' || result === 'nothing-to-do' || result === 'partly';
  return { kind: succeeded ? 'verify' : 'plan' };
}

function afterVerification(open: OpenState, steps: readonly StepView[]): NextView {
  const { verification, observations } = open.session;
  if (verification === null) return { kind: 'verify' };
  if ((open.drift?.steps.length ?? 0) > 0) return { kind: 'plan' };
  if (isVerified(verification)) return { kind: open.report === null ? 'report' : 'done' };
  if (verification.steps.some((step) => step.verdict === 'failed')) {
    return { kind: observations === null ? 'read' : 'plan' };
  }
  // What could not be checked may be there at the next read.
  return byHand(steps) ?? { kind: 'read' };
}

/** Codes of what may be gone at the next read, once the person signed in again or the way is free. */
const PASSING: readonly ErrorCode[] = [
  'HX-TEN',
  'HX-SIGNIN',
  'HX-REACH',
  'HX-LOST',
  'HX-LAB',
  'HX-403',
  'HX-429',
  'HX-GRAPH',
];

/** What keeps everything from being planned: to be read again, or to be put right by hand in its step. */
function obstacle(steps: readonly StepView[]): NextView | null {
  const blocking = steps.flatMap((step) =>
    step.findings.filter((item) => item.severity === 'blocking'),
  );
  const [first] = blocking;
  if (first === undefined) return null;
  const passing = blocking.some((finding) => PASSING.includes(finding.code));
  return passing ? { kind: 'read' } : { kind: 'by-hand', step: first.step };
}

/** The first step where a person must do something. */
function byHand(steps: readonly StepView[]): NextView | null {
  const step = steps.find((item) => item.resources.some((resource) => resource.byHand.length > 0));
  return step === undefined ? null : { kind: 'by-hand', step: step.id };
}
