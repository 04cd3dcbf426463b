import type { ReadRequest } from '../model/observation';
import {
  isCloudApplication,
  mailUser,
  partnerApplications,
  recipient,
  roleAssignments,
  user,
} from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { AccountWanted } from '../scenarios/recipes';
import type { Looked, PlanContext } from './context';
import { look, valueOf } from './context';
import type { AppError } from '../../shared/errors';

/** Which account plays a part: the one already linked, the one of the wanted name, or one to be made. */
type AccountStatus =
  | {
      readonly status: 'present';
      /** Canonical name, as LinkedAccount shows it. */
      readonly identity: string;
      readonly distinguishedName: string;
      readonly guid: string;
      /** null: not a mail user, so it is in no address list. */
      readonly hidden: boolean | null;
      readonly mailUserRequest: ReadRequest | null;
      /** Direct role assignments; undefined when they could not be read. */
      readonly roles: readonly string[] | undefined;
    }
  | { readonly status: 'absent' }
  | { readonly status: 'taken'; readonly name: string; readonly holder: string }
  | { readonly status: 'unknown'; readonly error: AppError | undefined };

/** Result of looking for an account. */
export interface AccountLookup {
  readonly wanted: AccountWanted;
  readonly name: string;
  readonly address: string;
  /** The account the application is linked to now, when it holds more rights than this part needs. */
  readonly stronger: { readonly identity: string; readonly roles: readonly string[] } | null;
  readonly account: AccountStatus;
}

/** Id of the action that makes an account. */
export function createActionId(wanted: AccountWanted): string {
  return `mail-user.${wanted.key}.create`;
}

/** Reads that decide which account plays a part. */
export function accountReads(context: PlanContext, wanted: AccountWanted): ReadRequest[] {
  const { domainController } = context.inputs;
  if (domainController === '') return [];
  const requests = [readRequest(partnerApplications, { domainController })];
  const applications = look(context, partnerApplications, { domainController });
  if (applications.status === 'missing') return requests;
  const linked = linkedIdentity(context, wanted);
  if (linked !== '') {
    requests.push(
      readRequest(user, { identity: linked, domainController }),
      readRequest(mailUser, { identity: linked, domainController }),
    );
    const found = valueOf(look(context, user, { identity: linked, domainController }));
    if (found !== undefined && found !== null)
      requests.push(assignmentsRead(context, found.DistinguishedName));
  }
  return linked !== '' && !needsOwnAccount(context, wanted, linked)
    ? requests
    : [...requests, ...namedReads(context, wanted)];
}

/** Reads of the account by its wanted name, and of who holds name and address. */
function namedReads(context: PlanContext, wanted: AccountWanted): ReadRequest[] {
  const { domainController } = context.inputs;
  const name = context.inputs[wanted.nameInput];
  const address = context.inputs[wanted.addressInput];
  const requests = [readRequest(mailUser, { identity: name, domainController })];
  const found = look(context, mailUser, { identity: name, domainController });
  if (found.status !== 'read') return requests;
  if (found.value !== null)
    return [...requests, assignmentsRead(context, found.value.DistinguishedName)];
  requests.push(readRequest(recipient, { identity: name, domainController }));
  if (address !== '')
    requests.push(readRequest(recipient, { identity: address, domainController }));
  return requests;
}

/** The request for an account's direct role assignments. */
function assignmentsRead(context: PlanContext, distinguishedName: string): ReadRequest {
  return readRequest(roleAssignments, {
    assignee: distinguishedName,
    domainController: context.inputs.domainController,
  });
}

/** The account that the part's application is linked to now; '' for none. */
function linkedIdentity(context: PlanContext, wanted: AccountWanted): string {
  const { domainController } = context.inputs;
  const rows = valueOf(look(context, partnerApplications, { domainController })) ?? [];
  const own = rows.filter(
    (item) =>
      isCloudApplication(item) && item.ApplicationIdentifier.toLowerCase() === wanted.applicationId,
  );
  return own.length === 1 ? (own[0]?.LinkedAccount ?? '') : '';
}

/** True when the linked account exists and holds more than this part needs, or exists no more. */
function needsOwnAccount(context: PlanContext, wanted: AccountWanted, linked: string): boolean {
  const { domainController } = context.inputs;
  const found = look(context, user, { identity: linked, domainController });
  if (found.status !== 'read') return false;
  if (found.value === null) return true;
  const roles = rolesOf(context, found.value.DistinguishedName);
  return roles !== undefined && strongerRoles(context, wanted, roles).length > 0;
}

/** Roles beyond what the part needs. */
function strongerRoles(
  context: PlanContext,
  wanted: AccountWanted,
  roles: readonly string[],
): string[] {
  const fine = [...wanted.roles, ...wanted.toleratedRoles];
  if (wanted.derivedRole !== null) fine.push(context.inputs[wanted.derivedRole.nameInput]);
  return roles.filter((role) => !fine.some((item) => item.toLowerCase() === role.toLowerCase()));
}

function rolesOf(context: PlanContext, distinguishedName: string): readonly string[] | undefined {
  const request = assignmentsRead(context, distinguishedName);
  const looked = look(context, roleAssignments, stringArguments(request));
  return valueOf(looked)?.map((item) => item.Role);
}

function stringArguments(request: ReadRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.arguments).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** Decides which account plays the part. */
export function lookUpAccount(context: PlanContext, wanted: AccountWanted): AccountLookup {
  const name = context.inputs[wanted.nameInput];
  const address = context.inputs[wanted.addressInput];
  const base = { wanted, name, address };
  const linked = linkedIdentity(context, wanted);
  if (linked !== '') {
    const found = linkedAccount(context, wanted, linked);
    if (found.account !== null) return { ...base, stronger: null, account: found.account };
    return { ...base, stronger: found.stronger, account: namedAccount(context, wanted) };
  }
  return { ...base, stronger: null, account: namedAccount(context, wanted) };
}

/** The linked account as this part's account, or null with what speaks against it. */
function linkedAccount(
  context: PlanContext,
  wanted: AccountWanted,
  linked: string,
): { account: AccountStatus | null; stronger: AccountLookup['stronger'] } {
  const { domainController } = context.inputs;
  const found = look(context, user, { identity: linked, domainController });
  if (found.status !== 'read') return { account: unknown(found), stronger: null };
  if (found.value === null) return { account: null, stronger: { identity: linked, roles: [] } };
  const roles = rolesOf(context, found.value.DistinguishedName);
  if (roles !== undefined && strongerRoles(context, wanted, roles).length > 0) {
    return { account: null, stronger: { identity: linked, roles } };
  }
  const asMailUser = look(context, mailUser, { identity: linked, domainController });
  const mail = valueOf(asMailUser) ?? null;
  return {
    account: {
      status: 'present',
      identity: found.value.Identity,
      distinguishedName: found.value.DistinguishedName,
      guid: found.value.Guid,
      hidden: mail?.HiddenFromAddressListsEnabled ?? null,
      mailUserRequest: mail === null || asMailUser.status !== 'read' ? null : asMailUser.request,
      roles,
    },
    stronger: null,
  };
}

/** The account of the wanted name. */
function namedAccount(context: PlanContext, wanted: AccountWanted): AccountStatus {
  const { domainController } = context.inputs;
  const name = context.inputs[wanted.nameInput];
  const address = context.inputs[wanted.addressInput];
  const found = look(context, mailUser, { identity: name, domainController });
  if (found.status !== 'read') return unknown(found);
  if (found.value !== null) {
    return {
      status: 'present',
      identity: found.value.Identity,
      distinguishedName: found.value.DistinguishedName,
      guid: found.value.Guid,
      hidden: found.value.HiddenFromAddressListsEnabled,
      mailUserRequest: found.request,
      roles: rolesOf(context, found.value.DistinguishedName),
    };
  }
  for (const identity of [name, address]) {
    if (identity === '') return { status: 'unknown', error: undefined };
    const holder = look(context, recipient, { identity, domainController });
    if (holder.status !== 'read') return unknown(holder);
    if (holder.value !== null) {
      return {
        status: 'taken',
        name: identity,
        holder: `${holder.value.Identity} (${holder.value.RecipientTypeDetails})`,
      };
    }
  }
  return { status: 'absent' };
}

function unknown<V>(looked: Looked<V>): AccountStatus {
  return { status: 'unknown', error: looked.status === 'not-read' ? looked.error : undefined };
}
