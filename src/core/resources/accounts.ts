/** The mail users that partner applications act as. Sources: New-MailUser, Set-MailUser, Remove-MailUser pages; article 001 step 2. */
import type { Action, Finding, Undo } from '../model/action';
import type { FromAction, Operation } from '../model/command';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import { mailUser, roleAssignments } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { AccountWanted } from '../scenarios/recipes';
import type { AccountLookup } from './account-lookup';
import { accountReads, createActionId, lookUpAccount } from './account-lookup';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, findingOf, pinned, planned, stateOf, truth } from './context';

/** The resource of one account: there, and hidden from address lists. */
export function accountResource(wanted: AccountWanted): Resource {
  const self = { id: `mail-user:${wanted.key}`, step: 'mail-user' as const };
  return {
    ...self,
    reads: (context) => accountReads(context, wanted),
    plan: (context) => planAccount(context, wanted, self),
  };
}

function planAccount(
  context: PlanContext,
  wanted: AccountWanted,
  self: { id: string; step: 'mail-user' },
): ResourcePlan {
  const found = lookUpAccount(context, wanted);
  const title = message('core.resource.mail-user', { name: found.name });
  const findings = accountFindings(found, self.id);
  const { account } = found;
  switch (account.status) {
    case 'unknown': {
      const rows = [compare('MailUser', found.name, undefined)];
      return { resource: planned(self, title, 'unknown', rows), actions: [], findings };
    }
    case 'taken': {
      const rows = [compare('MailUser', found.name, account.holder)];
      return {
        resource: planned(self, title, 'by-hand', rows, {
          byHand: [
            message('core.by-hand.name-taken', { name: account.name, holder: account.holder }),
          ],
        }),
        actions: [],
        findings,
      };
    }
    case 'absent': {
      const rows = [
        compare('MailUser', found.name, '-'),
        compare('HiddenFromAddressListsEnabled', 'True', '-'),
      ];
      return {
        resource: planned(self, title, 'absent', rows, {
          cannotPreview: [message('core.cannot-preview.replication', { name: found.name })],
        }),
        actions: createActions(context, found, self.id),
        findings,
      };
    }
    case 'present': {
      const rows = [compare('MailUser', account.identity, account.identity)];
      if (account.hidden !== null)
        rows.push(compare('HiddenFromAddressListsEnabled', 'True', truth(account.hidden)));
      const actions =
        account.hidden === false ? [hideExisting(context, found, account.guid, self.id)] : [];
      return { resource: planned(self, title, stateOf(rows), rows), actions, findings };
    }
  }
}

function accountFindings(found: AccountLookup, resource: string): Finding[] {
  const { account } = found;
  if (account.status === 'taken') {
    return [
      {
        code: 'HX-NAME',
        args: { name: account.name, holder: account.holder },
        severity: 'blocking',
        step: 'mail-user',
        resource,
      },
    ];
  }
  return account.status === 'unknown' && account.error !== undefined
    ? [findingOf(account.error, 'mail-user', resource, 'blocking')]
    : [];
}

/** What both actions of an account share. */
function accountAction(
  found: AccountLookup,
  resource: string,
): Pick<Action, 'step' | 'resource' | 'target' | 'article' | 'tags'> {
  return {
    step: 'mail-user',
    resource,
    target: 'exchange',
    article: found.wanted.article,
    tags: [],
  };
}

function createActions(context: PlanContext, found: AccountLookup, resource: string): Action[] {
  const { domainController } = context.inputs;
  const read = readRequest(mailUser, { identity: found.name, domainController });
  const create = createActionId(found.wanted);
  const guid = { from: create, property: 'Guid' };
  const assignee = { from: create, property: 'DistinguishedName' };
  return [
    {
      ...accountAction(found, resource),
      id: create,
      kind: 'add',
      operation: pinned(context, 'New-MailUser', {
        Name: found.name,
        ExternalEmailAddress: found.address,
      }),
      reason: message(`core.reason.create-account-${found.wanted.key}`, { name: found.name }),
      dependsOn: [],
      differences: [{ property: 'MailUser', before: '-', after: found.name }],
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
          roles: rolesOfPart(context, found.wanted),
        },
      },
    },
    hide(
      context,
      found,
      { guid, read, resource, dependsOn: [create] },
      { kind: 'covered', by: create },
    ),
  ];
}

/** Names of every role that this scenario assigns to an account. */
function rolesOfPart(context: PlanContext, wanted: AccountWanted): readonly string[] {
  return wanted.derivedRole === null
    ? wanted.roles
    : [...wanted.roles, context.inputs[wanted.derivedRole.nameInput]];
}

function hideExisting(
  context: PlanContext,
  found: AccountLookup,
  guid: string,
  resource: string,
): Action {
  const { account } = found;
  const known = account.status === 'present' ? account.mailUserRequest : null;
  const read =
    known ??
    readRequest(mailUser, { identity: guid, domainController: context.inputs.domainController });
  const visible = { found: true, Guid: guid, HiddenFromAddressListsEnabled: false };
  return hide(
    context,
    found,
    { guid, read, resource, dependsOn: [] },
    {
      kind: 'operation',
      operation: setHidden(context, guid, false),
      read,
      before: { ...visible, HiddenFromAddressListsEnabled: true },
      after: visible,
    },
  );
}

function setHidden(context: PlanContext, guid: string | FromAction, hidden: boolean): Operation {
  return pinned(context, 'Set-MailUser', { Identity: guid, HiddenFromAddressListsEnabled: hidden });
}

/** Hides an account, there already or made before. */
function hide(
  context: PlanContext,
  found: AccountLookup,
  on: {
    readonly guid: string | FromAction;
    readonly read: ReadRequest;
    readonly resource: string;
    readonly dependsOn: readonly string[];
  },
  undo: Undo,
): Action {
  return {
    ...accountAction(found, on.resource),
    id: `mail-user.${found.wanted.key}.hide`,
    kind: 'change',
    operation: setHidden(context, on.guid, true),
    reason: message('core.reason.hide-account', { name: found.name }),
    departs: message('core.departs.identity-stored'),
    dependsOn: on.dependsOn,
    differences: [{ property: 'HiddenFromAddressListsEnabled', before: 'False', after: 'True' }],
    read: on.read,
    before: { found: true, Guid: on.guid, HiddenFromAddressListsEnabled: false },
    after: { found: true, Guid: on.guid, HiddenFromAddressListsEnabled: true },
    undo,
  };
}
