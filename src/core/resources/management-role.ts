/**
 * The derived role of the Teams account, stripped to the wanted entries before anything is assigned.
 * Sources: New-ManagementRole, Remove-/Add-ManagementRoleEntry pages; the 2025 successor of article 001.
 */
import type { Action, Finding } from '../model/action';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import { managementRole, roleEntries } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { AccountWanted, DerivedRole } from '../scenarios/recipes';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, findingOf, look, pinned, planned, stateOf } from './context';

const ARTICLE = 'teams-2025';

/** Id of the action after which the role holds exactly its entries, or null when nothing has to be done. */
export function roleReadyActions(context: PlanContext, role: DerivedRole): readonly string[] {
  return planRole(context, role, SELF).actions.map((action) => action.id);
}

const SELF = { id: 'management-role:teams', step: 'mail-user' as const };

/** The resource of an account's derived role. */
export function managementRoleResource(wanted: AccountWanted): Resource | null {
  const role = wanted.derivedRole;
  if (role === null) return null;
  return {
    ...SELF,
    reads: (context) => roleReads(context, role),
    plan: (context) => planRole(context, role, SELF),
  };
}

function roleReads(context: PlanContext, role: DerivedRole): ReadRequest[] {
  const { domainController } = context.inputs;
  const name = context.inputs[role.nameInput];
  if (domainController === '') return [];
  const requests = [readRequest(managementRole, { identity: name, domainController })];
  const found = look(context, managementRole, { identity: name, domainController });
  // An absent role's entries will be copies of its parent's, so the parent's are read to know what to remove.
  if (found.status === 'read') {
    requests.push(
      readRequest(roleEntries, {
        role: found.value === null ? role.parent : name,
        domainController,
      }),
    );
  }
  return requests;
}

function planRole(context: PlanContext, role: DerivedRole, self: typeof SELF): ResourcePlan {
  const { domainController } = context.inputs;
  const name = context.inputs[role.nameInput];
  const title = message('core.resource.management-role', { name });
  const wantedText = role.entries.join(', ');
  const found = look(context, managementRole, { identity: name, domainController });
  const entries =
    found.status === 'read'
      ? look(context, roleEntries, {
          role: found.value === null ? role.parent : name,
          domainController,
        })
      : found;
  if (found.status !== 'read' || entries.status !== 'read') {
    const error =
      found.status === 'not-read'
        ? found.error
        : entries.status === 'not-read'
          ? entries.error
          : undefined;
    const findings = error === undefined ? [] : [findingOf(error, self.step, self.id, 'blocking')];
    return {
      resource: planned(self, title, 'unknown', [compare('ManagementRole', name, undefined)]),
      actions: [],
      findings,
    };
  }
  if (found.value === null) {
    const rows = [compare('ManagementRole', name, '-'), compare('RoleEntries', wantedText, '-')];
    return {
      resource: planned(self, title, 'absent', rows),
      actions: createRole(context, role, name, entries.value),
      findings: [],
    };
  }
  return existingRole(context, role, name, found.value.Parent, entries.value, title);
}

/** An existing role of that name: used when it is derived from the wanted parent, brought to the wanted entries. */
function existingRole(
  context: PlanContext,
  role: DerivedRole,
  name: string,
  parent: string,
  entries: readonly string[],
  title: ReturnType<typeof message>,
): ResourcePlan {
  const rows = [
    compare('ManagementRole', name, name),
    compare('Parent', role.parent, parent),
    compare('RoleEntries', role.entries.join(', '), entries.join(', ')),
  ];
  if (parent.toLowerCase() !== role.parent.toLowerCase()) {
    const finding: Finding = {
      code: 'HX-NAME',
      args: { name, holder: parent },
      severity: 'blocking',
      step: 'mail-user',
      resource: SELF.id,
    };
    return {
      resource: planned(SELF, title, 'by-hand', rows, {
        byHand: [message('core.by-hand.role-parent', { name, parent })],
      }),
      actions: [],
      findings: [finding],
    };
  }
  const extra = entries.filter((item) => !role.entries.includes(item));
  const missing = role.entries.filter((item) => !entries.includes(item));
  const actions = [
    ...missing.map((entry) => addEntry(context, name, role.parent, entry)),
    ...extra.map((entry, index) => {
      const waitsFor =
        previousRemoval(extra, index) ?? missing.map((item) => addEntryId(item)).at(-1);
      return removeEntry(
        context,
        name,
        entry,
        waitsFor === undefined ? [] : [waitsFor],
        entries.length + missing.length - index,
        null,
      );
    }),
  ];
  const findings: Finding[] =
    extra.length === 0
      ? []
      : [
          {
            code: 'HX-ROLE',
            args: { role: name, entries: extra.join(', ') },
            severity: 'warning',
            step: 'mail-user',
            resource: SELF.id,
          },
        ];
  return { resource: planned(SELF, title, stateOf(rows), rows), actions, findings };
}

function createRole(
  context: PlanContext,
  role: DerivedRole,
  name: string,
  parentEntries: readonly string[],
): Action[] {
  const { domainController } = context.inputs;
  const read = readRequest(managementRole, { identity: name, domainController });
  const create: Action = {
    id: 'management-role.teams.create',
    step: 'mail-user',
    resource: SELF.id,
    target: 'exchange',
    kind: 'add',
    operation: pinned(context, 'New-ManagementRole', { Name: name, Parent: role.parent }),
    reason: message('core.reason.create-role', { name, parent: role.parent }),
    article: ARTICLE,
    tags: [],
    dependsOn: [],
    differences: [{ property: 'ManagementRole', before: '-', after: name }],
    read,
    before: { found: false },
    after: { found: true, Parent: role.parent },
    undo: {
      kind: 'operation',
      operation: pinned(context, 'Remove-ManagementRole', {
        Identity: { from: 'management-role.teams.create', property: 'Guid' },
        Confirm: false,
      }),
      read,
      before: { found: true, Guid: { from: 'management-role.teams.create', property: 'Guid' } },
      after: { found: false },
    },
  };
  const extra = parentEntries.filter((item) => !role.entries.includes(item));
  const strip = extra.map((entry, index) =>
    removeEntry(
      context,
      name,
      entry,
      [previousRemoval(extra, index) ?? create.id],
      parentEntries.length - index,
      create.id,
    ),
  );
  return [create, ...strip];
}

/** Removals wait for each other: a failed one must block the rest instead of making their counts look moved. */
function previousRemoval(extra: readonly string[], index: number): string | undefined {
  const previous = index === 0 ? undefined : extra[index - 1];
  return previous === undefined ? undefined : removeEntryId(previous);
}

function removeEntryId(entry: string): string {
  return `management-role.teams.remove.${entry}`;
}

function addEntryId(entry: string): string {
  return `management-role.teams.add.${entry}`;
}

/** `count` is the number of entries right before this removal; a different one means that somebody else changed the role. */
function removeEntry(
  context: PlanContext,
  name: string,
  entry: string,
  dependsOn: readonly string[],
  count: number,
  coveredBy: string | null,
): Action {
  const { domainController } = context.inputs;
  const read = readRequest(roleEntries, { role: name, domainController });
  const identity = `${name}\\${entry}`;
  const before = { count, [`entry/${entry}`]: true };
  const after = { count: count - 1, [`entry/${entry}`]: false };
  return {
    id: removeEntryId(entry),
    step: 'mail-user',
    resource: SELF.id,
    target: 'exchange',
    kind: 'remove',
    operation: pinned(context, 'Remove-ManagementRoleEntry', {
      Identity: identity,
      Confirm: false,
    }),
    reason: message('core.reason.remove-entry', { entry, name }),
    article: ARTICLE,
    tags: [],
    dependsOn,
    differences: [{ property: 'RoleEntries', before: entry, after: '-' }],
    read,
    before,
    after,
    undo:
      coveredBy === null
        ? {
            kind: 'operation',
            operation: pinned(context, 'Add-ManagementRoleEntry', { Identity: identity }),
            read,
            before: { [`entry/${entry}`]: false },
            after: { [`entry/${entry}`]: true },
          }
        : { kind: 'covered', by: coveredBy },
  };
}

function addEntry(context: PlanContext, name: string, parent: string, entry: string): Action {
  const { domainController } = context.inputs;
  const read = readRequest(roleEntries, { role: name, domainController });
  const identity = `${name}\\${entry}`;
  return {
    id: addEntryId(entry),
    step: 'mail-user',
    resource: SELF.id,
    target: 'exchange',
    kind: 'add',
    operation: pinned(context, 'Add-ManagementRoleEntry', { Identity: identity }),
    reason: message('core.reason.add-entry', { entry, name, parent }),
    article: ARTICLE,
    tags: [],
    dependsOn: [],
    differences: [{ property: 'RoleEntries', before: '-', after: entry }],
    read,
    before: { [`entry/${entry}`]: false },
    after: { [`entry/${entry}`]: true },
    undo: {
      kind: 'operation',
      operation: pinned(context, 'Remove-ManagementRoleEntry', {
        Identity: identity,
        Confirm: false,
      }),
      read,
      before: { [`entry/${entry}`]: true },
      after: { [`entry/${entry}`]: false },
    },
  };
}
