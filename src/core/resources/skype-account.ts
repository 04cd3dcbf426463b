/**
 * B3: the account that Exchange lets the pool act as. Microsoft's script makes it with an address from the name of the
 * first accepted domain, whatever that is called; made beforehand, it has a right one, and the script uses it.
 */
import type { Finding } from '../model/action';
import type { FromAction } from '../model/command';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import type { Comparison } from '../model/plan';
import { mailUser, recipient, roleAssignments, user } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { PlanContext, Resource, ResourcePlan } from './context';
import {
  CREATE,
  NAME,
  ROLES,
  SELF,
  addressOf,
  assign,
  create,
  hide,
} from './skype-account-actions';
import { compare, findingOf, look, planned, stateOf, truth, valueOf } from './context';
import { applicationsRequest, knownApplications, topologyReads } from './skype-state';

/** The account as it is. */
type Account =
  | { readonly status: 'unknown'; readonly finding?: Finding }
  | { readonly status: 'taken'; readonly name: string; readonly holder: string }
  | { readonly status: 'absent' }
  | {
      readonly status: 'present';
      readonly identity: string;
      readonly distinguishedName: string;
      readonly guid: string;
      readonly hidden: boolean | null;
      readonly request: ReadRequest | null;
      readonly roles: readonly string[] | undefined;
    };

/** What the application is, or shall be, linked to. */
export type SkypeLink =
  | { readonly kind: 'account'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'made';
      readonly name: string;
      readonly value: FromAction;
      readonly by: string;
    }
  | { readonly kind: 'unavailable' };

/** The account of the one application that is there; '' where it has none, or where there is no application. */
function linkedAccount(context: PlanContext): string {
  const known = knownApplications(context);
  return known.length === 1 ? (known[0]?.linkedAccount ?? '') : '';
}

/** Reads that find the account. */
export function skypeAccountReads(context: PlanContext): ReadRequest[] {
  const { domainController } = context.inputs;
  if (domainController === '') return topologyReads();
  const base = [...topologyReads(), applicationsRequest(context)];
  const identity = linkedAccount(context) || NAME;
  const found = look(context, mailUser, { identity, domainController });
  const requests = [
    ...base,
    readRequest(mailUser, { identity, domainController }),
    readRequest(user, { identity, domainController }),
  ];
  const holder = valueOf(look(context, user, { identity, domainController }));
  const name = valueOf(found)?.DistinguishedName ?? holder?.DistinguishedName;
  if (name !== undefined)
    return [...requests, readRequest(roleAssignments, { assignee: name, domainController })];
  if (found.status !== 'read') return requests;
  return [
    ...requests,
    ...[NAME, addressOf(context)]
      .filter((text) => text !== '')
      .map((text) => readRequest(recipient, { identity: text, domainController })),
  ];
}

function accountOf(context: PlanContext): Account {
  const { domainController } = context.inputs;
  const linked = linkedAccount(context);
  const identity = linked === '' ? NAME : linked;
  const asMailUser = look(context, mailUser, { identity, domainController });
  const asUser = look(context, user, { identity, domainController });
  for (const looked of [asMailUser, asUser]) {
    if (looked.status === 'missing') return { status: 'unknown' };
    if (looked.status === 'not-read')
      return {
        status: 'unknown',
        finding: findingOf(looked.error, SELF.step, SELF.id, 'blocking'),
      };
  }
  const mail = valueOf(asMailUser) ?? null;
  const found = mail ?? valueOf(asUser) ?? null;
  if (found !== null) {
    const assignee = found.DistinguishedName;
    const roles = valueOf(look(context, roleAssignments, { assignee, domainController }));
    return {
      status: 'present',
      identity: found.Identity,
      distinguishedName: assignee,
      guid: found.Guid,
      hidden: mail?.HiddenFromAddressListsEnabled ?? null,
      request: asMailUser.status === 'read' && mail !== null ? asMailUser.request : null,
      roles: roles?.map((item) => item.Role),
    };
  }
  for (const text of [NAME, addressOf(context)]) {
    const holder = look(context, recipient, { identity: text, domainController });
    if (holder.status !== 'read') return { status: 'unknown' };
    if (holder.value !== null)
      return {
        status: 'taken',
        name: text,
        holder: `${holder.value.Identity} (${holder.value.RecipientTypeDetails})`,
      };
  }
  return { status: 'absent' };
}

/** What the application is to be linked to. */
export function skypeLink(context: PlanContext): SkypeLink {
  const account = accountOf(context);
  switch (account.status) {
    case 'present':
      return { kind: 'account', name: account.identity, value: account.identity };
    case 'absent':
      return {
        kind: 'made',
        name: NAME,
        value: { from: CREATE, property: 'Identity' },
        by: CREATE,
      };
    case 'unknown':
    case 'taken':
      return { kind: 'unavailable' };
  }
}

/** Actions after which the account is complete. */
export function skypeAccountActions(context: PlanContext): readonly string[] {
  return planAccount(context).actions.map((action) => action.id);
}

/** The account with its rights. */
export const skypeAccountResource: Resource = {
  ...SELF,
  reads: skypeAccountReads,
  plan: planAccount,
};

function planAccount(context: PlanContext): ResourcePlan {
  const account = accountOf(context);
  const title = message('core.resource.skype-account');
  switch (account.status) {
    case 'unknown':
      return {
        resource: planned(SELF, title, 'unknown', [compare('MailUser', NAME, undefined)]),
        actions: [],
        findings: account.finding === undefined ? [] : [account.finding],
      };
    case 'taken': {
      const args = { name: account.name, holder: account.holder };
      return {
        resource: planned(SELF, title, 'by-hand', [compare('MailUser', NAME, account.holder)], {
          byHand: [message('core.by-hand.name-taken', args)],
        }),
        actions: [],
        findings: [
          { code: 'HX-NAME', args, severity: 'blocking', step: SELF.step, resource: SELF.id },
        ],
      };
    }
    case 'absent':
      return {
        resource: planned(SELF, title, 'absent', [
          compare('MailUser', NAME, '-'),
          ...ROLES.map((role) => compare(`Role ${role}`, 'Regular', '-')),
        ]),
        actions: create(context),
        findings: [],
      };
    case 'present':
      return present(context, account);
  }
}

function present(
  context: PlanContext,
  account: Extract<Account, { status: 'present' }>,
): ResourcePlan {
  const { roles, identity, hidden } = account;
  const has = (role: string): boolean | undefined =>
    roles?.some((item) => item.toLowerCase() === role.toLowerCase());
  const rows: Comparison[] = [
    compare('Account', identity, identity),
    ...(hidden === null ? [] : [compare('HiddenFromAddressListsEnabled', 'True', truth(hidden))]),
    ...ROLES.map((role) => {
      const found = has(role);
      return compare(
        `Role ${role}`,
        'Regular',
        found === undefined ? undefined : found ? 'Regular' : '-',
      );
    }),
  ];
  const missing = roles === undefined ? [] : ROLES.filter((role) => has(role) === false);
  return {
    resource: planned(SELF, message('core.resource.skype-account'), stateOf(rows), rows),
    actions: [
      ...(hidden === false && account.request !== null
        ? [hide(context, account.guid, account.request, null)]
        : []),
      ...missing.map((role) => assign(context, role, account.distinguishedName, [])),
    ],
    findings: [],
  };
}
