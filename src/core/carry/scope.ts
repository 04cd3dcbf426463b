/** Which part of a plan one carried script does. */
import { CodedError, appError } from '../../shared/errors';
import type { Action } from '../model/action';
import type { ReadRequest } from '../model/observation';
import type { Plan } from '../model/plan';
import { findRead } from '../reads/registry';
import { sessionRights } from '../reads/session';
import type { CarryTarget } from './manifest';

/** A plan reduced to some of its actions; the observations stay with the side whose reads they are. Digest and fingerprint stay those of the whole plan. */
export function planFor(plan: Plan, target: CarryTarget): Plan {
  const { ready, waiting } = split(plan, (action) => action.target === target);
  if (ready.length === 0) {
    throw new CodedError(
      appError('HX-CARRYORDER', {
        target,
        n: waiting.length,
        list: waiting.map((action) => action.id).join(', '),
      }),
    );
  }
  return {
    ...plan,
    actions: ready,
    observations: plan.observations.filter(({ request }) => isReadByScripts(request, target)),
  };
}

/** True for a read that a script of that side can repeat. Rights are a session's, and a script has the shell it runs in. */
export function isReadByScripts({ read }: ReadRequest, target: CarryTarget): boolean {
  return findRead(read).target === target && read !== sessionRights.id;
}

/** A plan reduced to what can be run from here, when some sides are reached by hand only. HX-CARRYHERE when that is nothing. */
export function planHere(plan: Plan, byHand: readonly CarryTarget[]): Plan {
  if (byHand.length === 0) return plan;
  const { ready } = split(plan, (action) => !byHand.some((target) => target === action.target));
  const [first] = plan.actions;
  if (ready.length === 0 && first !== undefined)
    throw new CodedError(appError('HX-CARRYHERE', { target: first.target }));
  return { ...plan, actions: ready };
}

/** Actions of a plan that can be carried to a side now. */
export function readyFor(plan: Plan, target: CarryTarget): readonly Action[] {
  return split(plan, (action) => action.target === target).ready;
}

/** Actions of the wanted places whose dependencies are among them too, and those that wait for another place. */
function split(
  plan: Plan,
  isWanted: (action: Action) => boolean,
): { ready: readonly Action[]; waiting: readonly Action[] } {
  const own = plan.actions.filter(isWanted);
  const planned = new Set(plan.actions.map((action) => action.id));
  let ready = own;
  for (;;) {
    const ids = new Set(ready.map((action) => action.id));
    const next = ready.filter((action) =>
      action.dependsOn.every((id) => ids.has(id) || !planned.has(id)),
    );
    if (next.length === ready.length) break;
    ready = next;
  }
  return { ready: inOrder(ready), waiting: own.filter((action) => !ready.includes(action)) };
}

/** In the plan's order, but nothing before what it rests on: a script runs from top to bottom. */
function inOrder(actions: readonly Action[]): readonly Action[] {
  const left = [...actions];
  const ordered: Action[] = [];
  while (left.length > 0) {
    const ids = new Set(left.map((action) => action.id));
    const next = left.findIndex((action) => !action.dependsOn.some((id) => ids.has(id)));
    ordered.push(...left.splice(Math.max(next, 0), 1));
  }
  return ordered;
}
