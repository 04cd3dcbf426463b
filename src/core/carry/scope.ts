/** Which part of a plan one carried script does. */
import { CodedError, appError } from '../../shared/errors';
import type { Action, Tag } from '../model/action';
import type { ReadRequest } from '../model/observation';
import type { Plan } from '../model/plan';
import { findRead } from '../reads/registry';
import { sessionRights } from '../reads/session';
import type { CarryTarget } from './manifest';

/** A plan reduced to some of its actions; the observations stay with the side whose reads they are. Digest and fingerprint stay those of the whole plan. */
export function planFor(plan: Plan, target: CarryTarget): Plan {
  const { ready, waiting } = split(plan, carriedTo(plan, target));
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
  return findRead(read).target === askedSide(target) && read !== sessionRights.id;
}

/** The side whose questions a script can ask: an Exchange server's own shell answers what a session from here would. */
export function askedSide(target: CarryTarget): Exclude<CarryTarget, 'local'> {
  return target === 'local' ? 'exchange' : target;
}

/** Which actions of a plan belong to a side. */
export function carriedTo(plan: Plan, target: CarryTarget): (action: Action) => boolean {
  switch (target) {
    case 'exchange':
      return (action) => action.target === 'exchange' || action.target === 'local';
    case 'local': {
      const ids = localWork(plan);
      return (action) => ids.has(action.id);
    }
    case 'online':
    case 'skype':
    case 'tenant':
      return (action) => action.target === target;
  }
}

/**
 * What only a server's own shell does, with the changes in Exchange that it rests on: once those were made elsewhere, no
 * later plan would know that a restart has to follow them.
 */
function localWork(plan: Plan): ReadonlySet<string> {
  const byId = new Map(plan.actions.map((action) => [action.id, action]));
  const ids = new Set<string>();
  const waiting = plan.actions.filter((action) => action.target === 'local');
  for (let action = waiting.pop(); action !== undefined; action = waiting.pop()) {
    if (ids.has(action.id)) continue;
    ids.add(action.id);
    for (const id of action.dependsOn) {
      const needed = byId.get(id);
      if (needed?.target === 'exchange' || needed?.target === 'local') waiting.push(needed);
    }
  }
  return ids;
}

/** A plan reduced to what can be run from here, when some sides are reached by hand only. HX-CARRYHERE when that is nothing. */
export function planHere(plan: Plan, byHand: readonly CarryTarget[]): Plan {
  if (byHand.length === 0) return plan;
  const elsewhere = byHand.map((target) => carriedTo(plan, target));
  const { ready } = split(plan, (action) => !elsewhere.some((isThere) => isThere(action)));
  const [first] = plan.actions;
  if (ready.length === 0 && first !== undefined)
    throw new CodedError(appError('HX-CARRYHERE', { target: first.target }));
  return { ...plan, actions: ready };
}

/** Consents that a verification needs no more: a test that is read from what was carried here was made, and agreed to, there. */
export function carriedConsents(byHand: readonly CarryTarget[] = []): readonly Tag[] {
  return byHand.includes('skype') ? ['writes-mailbox'] : [];
}

/** Actions of a plan that can be carried to a side now. */
export function readyFor(plan: Plan, target: CarryTarget): readonly Action[] {
  return split(plan, carriedTo(plan, target)).ready;
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
