/** Actions on the account that the pool acts as in Exchange. Sources: New-MailUser, Set-MailUser and role assignment pages. */
import type { Action } from '../model/action';
import type { FromAction } from '../model/command';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import { mailUser, roleAssignments } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { PlanContext } from './context';
import { pinned } from './context';
import { defaultDomain } from './skype-state';

/** The resource of the account. */
export const SELF = { id: 'skype-account', step: 'sfb-partner' } as const;
/** The name that the script looks for and makes. */
export const NAME = 'LyncEnterprise-ApplicationAccount';
/** What the pool needs; the script gives MeetingGraphApplication besides, where its copy knows it. */
export const ROLES = ['UserApplication', 'ArchiveApplication'];
const SCRIPT_ROLES = [...ROLES, 'MeetingGraphApplication'];
/** Id of the action that makes it. */
export const CREATE = 'skype-account.create';

/** The external address of the account; '' where no domain is known. */
export function addressOf(context: PlanContext): string {
  const domain = defaultDomain(context);
  return domain === '' ? '' : `${NAME}@${domain}`;
}

const BASE = {
  step: SELF.step,
  resource: SELF.id,
  target: 'exchange',
  article: 'article-000',
  tags: [],
} as const;

/** Makes the account, hidden and with its roles. */
export function create(context: PlanContext): readonly Action[] {
  const { domainController } = context.inputs;
  const read = readRequest(mailUser, { identity: NAME, domainController });
  const guid = { from: CREATE, property: 'Guid' };
  const assignee = { from: CREATE, property: 'DistinguishedName' };
  return [
    {
      ...BASE,
      id: CREATE,
      kind: 'add',
      operation: pinned(context, 'New-MailUser', {
        Name: NAME,
        ExternalEmailAddress: addressOf(context),
      }),
      reason: message('core.reason.skype-account', { name: NAME }),
      departs: message('core.departs.skype-account'),
      dependsOn: [],
      differences: [{ property: 'MailUser', before: '-', after: NAME }],
      read,
      before: { found: false },
      after: { found: true },
      undo: {
        kind: 'operation',
        operation: pinned(context, 'Remove-MailUser', { Identity: guid, Confirm: false }),
        read,
        before: { found: true, Guid: guid },
        after: { found: false },
        onlyWithRoles: {
          read: readRequest(roleAssignments, { assignee, domainController }),
          roles: SCRIPT_ROLES,
        },
      },
    },
    hide(context, guid, read, [CREATE]),
    ...ROLES.map((role) => assign(context, role, assignee, [CREATE])),
  ];
}

/** Hides it, there already or made before. */
export function hide(
  context: PlanContext,
  guid: string | FromAction,
  read: ReadRequest,
  dependsOn: readonly string[],
): Action {
  const set = (hidden: boolean): Action['operation'] =>
    pinned(context, 'Set-MailUser', { Identity: guid, HiddenFromAddressListsEnabled: hidden });
  const state = (hidden: boolean) => ({
    found: true,
    Guid: guid,
    HiddenFromAddressListsEnabled: hidden,
  });
  return {
    ...BASE,
    id: 'skype-account.hide',
    kind: 'change',
    operation: set(true),
    reason: message('core.reason.hide-account', { name: NAME }),
    dependsOn,
    differences: [{ property: 'HiddenFromAddressListsEnabled', before: 'False', after: 'True' }],
    read,
    before: state(false),
    after: state(true),
    undo:
      dependsOn.length > 0
        ? { kind: 'covered', by: CREATE }
        : {
            kind: 'operation',
            operation: set(false),
            read,
            before: state(true),
            after: state(false),
          },
  };
}

/** Gives it one role. */
export function assign(
  context: PlanContext,
  role: string,
  assignee: string | FromAction,
  dependsOn: readonly string[],
): Action {
  const { domainController } = context.inputs;
  const id = `skype-account.role.${role}`;
  const read = readRequest(roleAssignments, { assignee, domainController });
  const guid = { from: id, property: `role/${role}/Guid` };
  return {
    ...BASE,
    id,
    kind: 'add',
    operation: pinned(context, 'New-ManagementRoleAssignment', { Role: role, User: assignee }),
    reason: message('core.reason.assign-role', { role, name: NAME }),
    dependsOn,
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
