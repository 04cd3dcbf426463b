import type { NextView, StepView } from '../../../shared/ipc/views';
import type { SessionState } from '../../../core/session';
import { isVerified } from './customer-rows';
import type { OpenState } from './state';

/** The one next thing to do. */
export function nextView(open: OpenState, steps: readonly StepView[]): NextView {
  const { run, plan, verification } = open.session;
  if (run?.live === true) return { kind: 'watch-run' };
  if (run?.interrupted === true) return { kind: 'resume' };
  if (verification !== null) return afterVerification(open, steps);
  if (plan !== null && !isApplied(open.session)) {
    if (plan.actions.length > 0) return { kind: 'review', changes: plan.actions.length };
    return byHand(steps) ?? { kind: 'verify' };
  }
  if (isApplied(open.session)) {
    return run?.plan.kind === 'undo' ? { kind: 'read' } : { kind: 'verify' };
  }
  return open.session.observations === null ? { kind: 'read' } : { kind: 'plan' };
}

/** True when the plan shown is the one that the last run carried out, or there is none and the last run did one. */
function isApplied({ plan, run }: SessionState): boolean {
  if (run?.result === undefined || run.result === null || run.result === 'outdated') return false;
  return plan === null ? false : plan.digest === run.plan.digest;
}

function afterVerification(open: OpenState, steps: readonly StepView[]): NextView {
  const { verification, plan } = open.session;
  if (verification === null) return { kind: 'verify' };
  const planned = plan !== null && !isApplied(open.session) && plan.actions.length > 0;
  if (planned) return { kind: 'review', changes: plan.actions.length };
  if (isVerified(verification)) return { kind: open.report === null ? 'report' : 'done' };
  if (verification.steps.some((step) => step.verdict === 'failed')) {
    return { kind: open.session.observations === null ? 'read' : 'plan' };
  }
  // What could not be checked may be there at the next read.
  return byHand(steps) ?? { kind: 'read' };
}

/** The first step where a person must do something. */
function byHand(steps: readonly StepView[]): NextView | null {
  const step = steps.find((item) => item.resources.some((resource) => resource.byHand.length > 0));
  return step === undefined ? null : { kind: 'by-hand', step: step.id };
}
