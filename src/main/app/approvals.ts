/** Whether a plan is the one that was approved, as far as somebody compared it. */
import type { Plan } from '../../core/model/plan';
import { CodedError, appError } from '../../shared/errors';
import type { PlanCompared } from '../../shared/plan-approval';

/** Plans that a saved one was found to differ from, with its fingerprint. A plan that is made anew is another one. */
const differing = new WeakMap<Plan, string>();

/** Remembers how a saved plan stands towards the present one. */
export function rememberCompared(plan: Plan, saved: PlanCompared): void {
  if (saved.kind === 'differs') differing.set(plan, saved.fingerprint);
  else differing.delete(plan);
}

/** Forgets the saved plan: the person decided without it. */
export function setComparedAside(plan: Plan): void {
  differing.delete(plan);
}

/** Refuses with HX-APPROVAL a plan that differs from the saved one beside it, or from the approver's code. */
export function refuseOther(plan: Plan, approved: string | undefined): void {
  const own = plan.fingerprint;
  const given = approved === own ? undefined : approved;
  const other = given ?? differing.get(plan);
  if (other !== undefined) throw new CodedError(appError('HX-APPROVAL', { given: other, own }));
}
