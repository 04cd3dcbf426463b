/** Role assignments of the accounts. Sources: New-/Remove-/Get-ManagementRoleAssignment pages; article 001 step 2. */
import type { Action, Finding } from '../model/action';
import { message } from '../model/message';
import type { FromAction } from '../model/command';
import type { AccountWanted } from '../scenarios/recipes';
import { assignRole } from './account-actions';
import type { AccountLookup } from './account-lookup';
import { accountReads, createActionId, lookUpAccount } from './account-lookup';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, planned, stateOf } from './context';
import { roleReadyActions } from './management-role';

/** The resource of one role on one account. `role` null: the account's derived role. */
export function roleAssignmentResource(wanted: AccountWanted, role: string | null): Resource {
  const self = {
    id: `role-assignment:${wanted.key}:${role ?? 'derived'}`,
    step: 'mail-user' as const,
  };
  return {
    ...self,
    reads: (context) => accountReads(context, wanted),
    plan: (context) => planAssignment(context, wanted, role, self),
  };
}

function planAssignment(
  context: PlanContext,
  wanted: AccountWanted,
  builtInRole: string | null,
  self: { readonly id: string; readonly step: 'mail-user' },
): ResourcePlan {
  const derived = wanted.derivedRole;
  const role = builtInRole ?? (derived === null ? '' : context.inputs[derived.nameInput]);
  const found = lookUpAccount(context, wanted);
  const title = message('core.resource.role-assignment', { role, name: found.name });
  const { account } = found;
  const property = `Role ${role}`;
  if (account.status === 'absent') {
    const assignee = { from: createActionId(wanted), property: 'DistinguishedName' };
    const action = assign(
      context,
      found,
      role,
      assignee,
      [createActionId(wanted), ...roleActions(context, wanted, builtInRole)],
      self.id,
    );
    return {
      resource: planned(self, title, 'absent', [compare(property, 'Regular', '-')]),
      actions: [action],
      findings: strongerFinding(found, self.id, builtInRole),
    };
  }
  if (account.status !== 'present' || account.roles === undefined) {
    const state = account.status === 'taken' ? 'by-hand' : 'unknown';
    const byHand =
      account.status === 'taken'
        ? [message('core.by-hand.waits-for-account', { name: found.name })]
        : [];
    return {
      resource: planned(self, title, state, [compare(property, 'Regular', undefined)], { byHand }),
      actions: [],
      findings: [],
    };
  }
  const has = account.roles.some((item) => item.toLowerCase() === role.toLowerCase());
  const rows = [compare(property, 'Regular', has ? 'Regular' : '-')];
  const actions = has
    ? []
    : [
        assign(
          context,
          found,
          role,
          account.distinguishedName,
          roleActions(context, wanted, builtInRole),
          self.id,
        ),
      ];
  return {
    resource: planned(self, title, stateOf(rows), rows),
    actions,
    findings: strongerFinding(found, self.id, builtInRole),
  };
}

/** Said once per account, by its first role. */
function strongerFinding(
  found: AccountLookup,
  resource: string,
  builtInRole: string | null,
): Finding[] {
  const first = builtInRole === null || builtInRole === found.wanted.roles[0];
  if (found.stronger === null || !first) return [];
  const args = {
    application: found.wanted.applicationId,
    found: found.stronger.identity,
    expected: found.name,
  };
  return [{ code: 'HX-LINK', args, severity: 'warning', step: 'partner-application', resource }];
}

function roleActions(
  context: PlanContext,
  wanted: AccountWanted,
  builtInRole: string | null,
): readonly string[] {
  return builtInRole !== null || wanted.derivedRole === null
    ? []
    : roleReadyActions(context, wanted.derivedRole);
}

function assign(
  context: PlanContext,
  found: AccountLookup,
  role: string,
  assignee: string | FromAction,
  dependsOn: readonly string[],
  resource: string,
): Action {
  return {
    ...assignRole(context, { id: `role-assignment.${found.wanted.key}.${role}`, role, assignee }),
    step: 'mail-user',
    resource,
    target: 'exchange',
    reason: message('core.reason.assign-role', { role, name: found.name }),
    article: found.wanted.article,
    departs: message('core.departs.identity-stored'),
    tags: [],
    dependsOn,
  };
}
