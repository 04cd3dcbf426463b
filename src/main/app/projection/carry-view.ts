/** Hand-carry: what was carried here, what is missing, and what can be carried now. */
import type { CarrySideView, CarryView } from '../../../shared/ipc/views';
import { sidesByHand } from '../../../core/engine/transport';
import type { CarryTarget } from '../../../core/carry/manifest';
import { carriedTo, readyFor } from '../../../core/carry/scope';
import { canBeTried, trialActions } from '../../../core/carry/trial';
import { scenarioOf } from '../../../core/scenarios';
import type { OpenState } from './state';
import { trialSummary } from './trial-view';

/** The view of the sides that have a part in the scenario. */
export function carryView(open: OpenState): CarryView {
  const byHand = sidesByHand(open.session.record);
  const { plan } = open.session;
  const actions = plan?.actions ?? [];
  const elsewhere = plan === null ? [] : byHand.map((target) => carriedTo(plan, target));
  return {
    sides: scenarioOf(open.session.record.scenario)
      .sides.filter((target) => target !== 'local' || byHand.includes(target))
      .map((target) => sideView(target, byHand.includes(target), open)),
    onlyByHand:
      actions.length > 0 && actions.every((action) => elsewhere.some((isThere) => isThere(action))),
  };
}

function sideView(target: CarryTarget, byHand: boolean, open: OpenState): CarrySideView {
  const own = [...(open.known?.values() ?? [])].filter((item) => item.target === target);
  const { plan } = open.session;
  let collected: CarrySideView['collected'] = null;
  for (const item of own) {
    if (item.status !== 'read' || item.collectedOn === undefined) continue;
    if (collected === null || item.at > collected.at)
      collected = { host: item.collectedOn, at: item.at };
  }
  return {
    target,
    byHand,
    collected,
    missing: own.filter(
      (item) => item.status === 'not-read' && item.error.code === 'HX-CARRYMISSING',
    ).length,
    ready: plan === null ? 0 : readyFor(plan, target).length,
    triable: plan === null ? 0 : trialActions(plan, target).filter(canBeTried).length,
    trial: plan === null ? null : trialSummary(target, plan, open),
  };
}
