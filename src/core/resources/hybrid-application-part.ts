/** What the parts of the dedicated hybrid application share. */
import type { Action, Finding, Undo } from '../model/action';
import type { FromAction } from '../model/command';
import { message } from '../model/message';
import type { PlannedResource } from '../model/plan';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { planned } from './context';
import type { HybridApplication } from './hybrid-application-state';
import { HYBRID_ACTIONS, hybridReads, hybridState } from './hybrid-application-state';
import type { Self } from './oauth-common';
import { STEP, finding, selfOf, unread } from './oauth-common';

/** Plans a part, or says what was not read. */
export type Planner = (
  context: PlanContext,
  application: HybridApplication,
  self: Self,
) => ResourcePlan | Parameters<typeof unread>[3];

/** A part: nothing is planned while it is not known what is there, or while a person has to decide. */
export function hybridPart(
  id: string,
  reads: Resource['reads'],
  plan: Planner,
  isFirst = false,
): Resource {
  const self = selfOf(`hybrid-application:${id}`);
  const title = hybridTitle(self);
  return {
    ...self,
    reads: (context) => [...hybridReads(context), ...reads(context)],
    plan: (context) => {
      const state = hybridState(context);
      if (state.kind === 'unread')
        return unread(self, title, 'ExchangeServerApp', isFirst ? state.looked : []);
      if (state.kind === 'by-hand') return decided(self, state, isFirst);
      const result = plan(context, state.application, self);
      return 'resource' in result ? result : unread(self, title, 'ExchangeServerApp', result);
    },
  };
}

/** The reason is told once, at the first part. */
function decided(
  self: Self,
  state: Extract<ReturnType<typeof hybridState>, { kind: 'by-hand' }>,
  isFirst: boolean,
): ResourcePlan {
  const title = hybridTitle(self);
  const byHand = isFirst ? [state.why] : [];
  const findings: Finding[] =
    isFirst && state.old.length > 0
      ? [finding(self, 'HX-BUILD', { servers: state.old.join(', ') })]
      : [];
  return {
    resource: planned(self, title, isFirst ? 'by-hand' : 'not-needed', [], { byHand }),
    actions: [],
    findings,
  };
}

/** What every action of a part shares. */
export function hybridBase(
  id: string,
  target: Action['target'],
  self: Self,
): Pick<Action, 'id' | 'step' | 'resource' | 'target' | 'article' | 'kind'> {
  const article = 'dedicated-hybrid-application';
  return { id, step: STEP, resource: self.id, target, article, kind: 'add' };
}

/** The title of a part's row. */
export function hybridTitle(self: Self): PlannedResource['title'] {
  const part = self.id.slice('hybrid-application:'.length);
  return message(`core.resource.hybrid-${part}`);
}

/** Undo of a part of an application that this plan makes: it goes with it. */
export function coveredOr(application: HybridApplication, otherwise: Undo): Undo {
  return application.found === null ? { kind: 'covered', by: HYBRID_ACTIONS.create } : otherwise;
}

/** The action that makes the application, where this plan does. */
export function madeBy(application: HybridApplication): readonly string[] {
  return application.found === null ? [HYBRID_ACTIONS.create] : [];
}

/** Address of an application by its object id, which may be made by this plan. */
export function byId(id: string | FromAction): {
  readonly url: string;
  readonly references?: Readonly<Record<string, FromAction>>;
} {
  return typeof id === 'string'
    ? { url: `/applications/${id}` }
    : { url: '/applications/{application}', references: { application: id } };
}
