/** The mail users that partner applications act as. Source: article 001 step 2. */
import type { Action, Finding } from '../model/action';
import { message } from '../model/message';
import { mailUser } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { AccountWanted } from '../scenarios/recipes';
import type { AccountToHide } from './account-actions';
import { hideAccount, makeAccount } from './account-actions';
import type { AccountLookup } from './account-lookup';
import { accountReads, createActionId, lookUpAccount } from './account-lookup';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, findingOf, planned, stateOf, truth } from './context';

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
  const id = createActionId(found.wanted);
  const made = makeAccount(context, {
    id,
    name: found.name,
    address: found.address,
    roles: rolesOfPart(context, found.wanted),
  });
  return [
    {
      ...accountAction(found, resource),
      ...made,
      reason: message(`core.reason.create-account-${found.wanted.key}`, { name: found.name }),
      dependsOn: [],
    },
    hide(context, found, resource, {
      guid: { from: id, property: 'Guid' },
      read: made.read,
      madeBy: id,
    }),
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
  return hide(context, found, resource, { guid, read, madeBy: null });
}

/** Hides an account, there already or made before. */
function hide(
  context: PlanContext,
  found: AccountLookup,
  resource: string,
  account: Omit<AccountToHide, 'id'>,
): Action {
  return {
    ...accountAction(found, resource),
    ...hideAccount(context, { ...account, id: `mail-user.${found.wanted.key}.hide` }),
    reason: message('core.reason.hide-account', { name: found.name }),
    departs: message('core.departs.identity-stored'),
  };
}
