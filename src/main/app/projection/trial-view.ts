/** Trials of the plan that is shown. */
import type { TrialSummaryView, TrialView } from '../../../shared/ipc/whatif-view';
import type { CarryTarget } from '../../../core/carry/manifest';
import { isSamePlace, trialEvidence } from '../../../core/carry/trial';
import type { Plan } from '../../../core/model/plan';
import type { OpenState } from './state';

/** What the latest trial said of a row; null where none did. */
export function trialView(action: string, plan: Plan, { trials }: OpenState): TrialView | null {
  const found = trialEvidence(trials, plan.digest, action);
  if (found === null) return null;
  const { waitsFor, ...told } = found;
  const reasons = plan.actions.filter(({ id }) => waitsFor.includes(id));
  return { ...told, waitsFor: reasons.map(({ reason }) => reason) };
}

/** What the last trial of this plan on a side came to; null where none was loaded. */
export function trialSummary(
  target: CarryTarget,
  plan: Plan,
  { trials }: OpenState,
): TrialSummaryView | null {
  // One is kept for each plan and side.
  const found = trials.find((item) => isSamePlace(item, { digest: plan.digest, target }));
  if (found === undefined) return null;
  const { host, account, endedAt, rows } = found;
  const count = (outcome: string): number => rows.filter((row) => row.outcome === outcome).length;
  return {
    ...{ host, account, at: endedAt, total: rows.length },
    ...{ accepted: count('accepted'), refused: count('refused') },
  };
}
