/** Whether the session's account may run what is planned: told before anything runs, on the step that needs it. */
import type { Action, Finding } from '../model/action';
import type { Comparison } from '../model/plan';
import { message } from '../model/message';
import type { SessionRight } from '../ports';
import { readRequest } from '../reads/definition';
import { sessionRights } from '../reads/session';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compared, look, planned, valueOf } from './context';

const SELF = { id: 'session-rights', step: 'prepare' } as const;
const TITLE = message('core.resource.session-rights');

/** Rights of the session. What it lacks is known only once the other resources have planned: `withRights`. */
export const sessionRightsResource: Resource = {
  ...SELF,
  reads: () => [readRequest(sessionRights)],
  plan: (context) => ({
    resource: planned(SELF, TITLE, rightsOf(context) === null ? 'not-needed' : 'present', []),
    actions: [],
    findings: [],
  }),
};

function rightsOf(context: PlanContext): readonly SessionRight[] | null {
  return valueOf(look(context, sessionRights)) ?? null;
}

/** Adds what the session lacks for the planned actions: HX-RIGHT on the step of each, and a row in Prepare. */
export function withRights(
  results: readonly ResourcePlan[],
  context: PlanContext,
): readonly ResourcePlan[] {
  const rights = rightsOf(context);
  if (rights === null) return results;
  const rows = new Map<string, Comparison>();
  const checked = results.map((result): ResourcePlan => {
    const findings = result.actions.flatMap((action) =>
      lacking(action, rights).map((name): Finding => {
        rows.set(name, compared(name, 'True', 'False', false));
        return {
          code: 'HX-RIGHT',
          args: { name },
          severity: 'blocking',
          step: action.step,
          resource: action.resource,
        };
      }),
    );
    return { ...result, findings: [...result.findings, ...findings] };
  });
  if (rows.size === 0) return checked;
  const resource = planned(SELF, TITLE, 'differs', [...rows.values()]);
  return checked.map((item) => (item.resource.id === SELF.id ? { ...item, resource } : item));
}

/** The cmdlet, or `cmdlet -Parameter`, that an action needs and the session does not have. */
function lacking({ operation, target }: Action, rights: readonly SessionRight[]): string[] {
  // The rights are those of the Exchange session; other shells have their own.
  if (operation.kind !== 'cmdlet' || target !== 'exchange') return [];
  const { name, parameters } = operation.command;
  const right = rights.find((item) => item.command === name);
  if (right === undefined || !right.found) return [name];
  return right.missing
    .filter((parameter) => Object.hasOwn(parameters, parameter))
    .map((parameter) => `${name} -${parameter}`);
}
