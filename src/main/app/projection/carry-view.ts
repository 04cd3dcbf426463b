/** Hand-carry: what was carried here, what is missing, and what can be carried now. */
import type { CarrySideView, CarryView } from '../../../shared/ipc/views';
import { sidesByHand } from '../../../adapters/carry';
import { CARRY_TARGETS } from '../../../core/carry/manifest';
import type { CarryTarget } from '../../../core/carry/manifest';
import { readyFor } from '../../../core/carry/scope';
import type { OpenState } from './state';

/** The view of both sides. */
export function carryView(open: OpenState): CarryView {
  const byHand = sidesByHand(open.session.record);
  const actions = open.session.plan?.actions ?? [];
  return {
    sides: CARRY_TARGETS.map((target) => sideView(target, byHand.includes(target), open)),
    onlyByHand:
      actions.length > 0 &&
      actions.every((action) => byHand.some((target) => target === action.target)),
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
  };
}
