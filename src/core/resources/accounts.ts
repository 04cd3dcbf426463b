/** The mail users that partner applications act as. Sources: New-MailUser, Set-MailUser, Remove-MailUser pages; article 001 step 2. */
import type { Action, Finding } from '../model/action';
import { message } from '../model/message';
import { mailUser } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { AccountWanted } from '../scenarios/recipes';
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

function planAccount(context: PlanContext, wanted: AccountWanted, self: { id: string; step: 'mail-user' }): ResourcePlan {
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
        resource: planned(self, title, 'by-hand', rows, { byHand: [message('core.by-hand.name-taken', { name: account.name, holder: account.holder })] }),
        actions: [],
        findings,
      };
    }
    case 'absent': {
      const rows = [compare('MailUser', found.name, '-'), compare('HiddenFromAddressListsEnabled', 'True', '-')];
      return {
        resource: planned(self, title, 'absent', rows, { cannotPreview: [message('core.cannot-preview.replication')] }),
        actions: createActions(context, found, self.id),
        findings,
      };
    }
    case 'present': {
      const rows = [compare('MailUser', account.identity, account.identity)];
      if (account.hidden !== null) rows.push(compare('HiddenFromAddressListsEnabled', 'True', truth(account.hidden)));
      const actions = account.hidden === false ? [hideExisting(context, found, account.guid, self.id)] : [];
      return { resource: planned(self, title, stateOf(rows), rows), actions, findings };
    }
  }
}

function accountFindings(found: AccountLookup, resource: string): Finding[] {
  const { account } = found;
  if (account.status === 'taken') {
    return [{ code: 'HX-NAME', args: { name: account.name, holder: account.holder }, severity: 'blocking', step: 'mail-user', resource }];
  }
  return account.status === 'unknown' && account.error !== undefined
    ? [findingOf(account.error, 'mail-user', resource, 'blocking')]
    : [];
}

function createActions(context: PlanContext, found: AccountLookup, resource: string): Action[] {
  const { domainController } = context.inputs;
  const read = readRequest(mailUser, { identity: found.name, domainController });
  const create = createActionId(found.wanted);
  const common = { step: 'mail-user' as const, resource, target: 'exchange' as const, article: found.wanted.article, tags: [], read };
  const guid = { from: create, property: 'Guid' };
  return [
    {
      ...common,
      id: create,
      kind: 'add',
      operation: {
        kind: 'cmdlet',
        command: {
          name: 'New-MailUser',
          parameters: { Name: found.name, ExternalEmailAddress: found.address, DomainController: domainController },
        },
      },
      reason: message(`core.reason.create-account-${found.wanted.key}`, { name: found.name }),
      dependsOn: [],
      differences: [{ property: 'MailUser', before: '-', after: found.name }],
      before: { found: false },
      after: { found: true },
      undo: {
        kind: 'operation',
        operation: {
          kind: 'cmdlet',
          command: { name: 'Remove-MailUser', parameters: { Identity: guid, Confirm: false, DomainController: domainController } },
        },
        read,
        before: { found: true, Guid: guid },
        after: { found: false },
      },
    },
    {
      ...common,
      id: `mail-user.${found.wanted.key}.hide`,
      kind: 'change',
      operation: {
        kind: 'cmdlet',
        command: {
          name: 'Set-MailUser',
          parameters: { Identity: guid, HiddenFromAddressListsEnabled: true, DomainController: domainController },
        },
      },
      reason: message('core.reason.hide-account', { name: found.name }),
      departs: message('core.departs.identity-stored'),
      dependsOn: [create],
      differences: [{ property: 'HiddenFromAddressListsEnabled', before: 'False', after: 'True' }],
      before: { found: true, Guid: guid, HiddenFromAddressListsEnabled: false },
      after: { found: true, Guid: guid, HiddenFromAddressListsEnabled: true },
      undo: { kind: 'covered', by: create },
    },
  ];
}

function hideExisting(context: PlanContext, found: AccountLookup, guid: string, resource: string): Action {
  const { domainController } = context.inputs;
  const { account } = found;
  const read =
    account.status === 'present' && account.mailUserRequest !== null
      ? account.mailUserRequest
      : readRequest(mailUser, { identity: guid, domainController });
  const set = (hidden: boolean): Action['operation'] => ({
    kind: 'cmdlet',
    command: {
      name: 'Set-MailUser',
      parameters: { Identity: guid, HiddenFromAddressListsEnabled: hidden, DomainController: domainController },
    },
  });
  const visible = { found: true, Guid: guid, HiddenFromAddressListsEnabled: false };
  const hidden = { ...visible, HiddenFromAddressListsEnabled: true };
  return {
    id: `mail-user.${found.wanted.key}.hide`,
    step: 'mail-user',
    resource,
    target: 'exchange',
    kind: 'change',
    operation: set(true),
    reason: message('core.reason.hide-account', { name: found.name }),
    article: found.wanted.article,
    departs: message('core.departs.identity-stored'),
    tags: [],
    dependsOn: [],
    differences: [{ property: 'HiddenFromAddressListsEnabled', before: 'False', after: 'True' }],
    read,
    before: visible,
    after: hidden,
    undo: { kind: 'operation', operation: set(false), read, before: hidden, after: visible },
  };
}
