/**
 * What the accounts of partner applications have in common: made, hidden, given a role, with the way back of each.
 * Sources: New-MailUser, Set-MailUser, Remove-MailUser, New- and Remove-ManagementRoleAssignment pages.
 */
import type { Action, Undo } from '../model/action';
import type { FromAction } from '../model/command';
import type { ReadRequest } from '../model/observation';
import { mailUser, roleAssignments } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { PlanContext } from './context';
import { pinned } from './context';

/** The parts of an action that its command decides; step, resource and words are the caller's. */
type CommandParts = Pick<
  Action,
  'id' | 'kind' | 'operation' | 'differences' | 'read' | 'before' | 'after' | 'undo'
>;

/** An account to make. */
export interface AccountToMake {
  /** Id of the action. */
  readonly id: string;
  readonly name: string;
  /** External address, SMTP. */
  readonly address: string;
  /** Roles that may be assigned to it when it is taken back; with any other it stays. */
  readonly roles: readonly string[];
}

/** Makes a mail user; the undo removes it while nobody gave it other roles. */
export function makeAccount(
  context: PlanContext,
  { id, name, address, roles }: AccountToMake,
): CommandParts {
  const { domainController } = context.inputs;
  const read = readRequest(mailUser, { identity: name, domainController });
  const guid = { from: id, property: 'Guid' };
  const assignee = { from: id, property: 'DistinguishedName' };
  return {
    id,
    kind: 'add',
    operation: pinned(context, 'New-MailUser', { Name: name, ExternalEmailAddress: address }),
    differences: [{ property: 'MailUser', before: '-', after: name }],
    read,
    before: { found: false },
    after: { found: true },
    undo: {
      kind: 'operation',
      operation: pinned(context, 'Remove-MailUser', { Identity: guid, Confirm: false }),
      read,
      before: { found: true, Guid: guid },
      after: { found: false },
      onlyWithRoles: { read: readRequest(roleAssignments, { assignee, domainController }), roles },
    },
  };
}

/** The account to hide: its Guid, the read that shows it, and the action that makes it, or null where it is there. */
export interface AccountToHide {
  readonly id: string;
  readonly guid: string | FromAction;
  readonly read: ReadRequest;
  readonly madeBy: string | null;
}

/** Hides an account from address lists. One that the same plan makes goes with its maker's undo. */
export function hideAccount(
  context: PlanContext,
  { id, guid, read, madeBy }: AccountToHide,
): CommandParts & Pick<Action, 'dependsOn'> {
  const set = (hidden: boolean): Action['operation'] =>
    pinned(context, 'Set-MailUser', { Identity: guid, HiddenFromAddressListsEnabled: hidden });
  const state = (hidden: boolean): Action['before'] => ({
    found: true,
    Guid: guid,
    HiddenFromAddressListsEnabled: hidden,
  });
  const back: Undo = {
    kind: 'operation',
    operation: set(false),
    read,
    before: state(true),
    after: state(false),
  };
  return {
    id,
    kind: 'change',
    operation: set(true),
    dependsOn: madeBy === null ? [] : [madeBy],
    differences: [{ property: 'HiddenFromAddressListsEnabled', before: 'False', after: 'True' }],
    read,
    before: state(false),
    after: state(true),
    undo: madeBy === null ? back : { kind: 'covered', by: madeBy },
  };
}

/** Gives an account a role; the undo removes that assignment and no other. */
export function assignRole(
  context: PlanContext,
  to: { readonly id: string; readonly role: string; readonly assignee: string | FromAction },
): CommandParts {
  const { id, role, assignee } = to;
  const { domainController } = context.inputs;
  const read = readRequest(roleAssignments, { assignee, domainController });
  const guid = { from: id, property: `role/${role}/Guid` };
  return {
    id,
    kind: 'add',
    operation: pinned(context, 'New-ManagementRoleAssignment', { Role: role, User: assignee }),
    differences: [{ property: `Role ${role}`, before: '-', after: 'Regular' }],
    read,
    before: { [`role/${role}`]: false },
    after: { [`role/${role}`]: true },
    undo: {
      kind: 'operation',
      operation: pinned(context, 'Remove-ManagementRoleAssignment', {
        Identity: guid,
        Confirm: false,
      }),
      read,
      before: { [`role/${role}/Guid`]: guid },
      after: { [`role/${role}`]: false },
    },
  };
}
