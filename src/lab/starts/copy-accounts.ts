/** Accounts, roles and assignments of a copied organisation. */
import type { WorldDescription } from '../../shared/world-description';
import { guidOf } from '../deterministic';
import { legacyDn } from '../exchange/cmdlets/accounts';
import { aliasFrom, fold, samAccountNameFrom } from '../exchange/names';
import type { AccountData, RoleAssignmentData, StoredObject } from '../exchange/state';
import type { Copy } from './copy-base';

type Described = WorldDescription['accounts'][number];

/** Adds the described accounts; answers an account's GUID by any of its identities, and makes one that only a link names. */
export function addAccounts(copy: Copy): (identity: string) => string | null {
  const { account } = copy.state.organisation.objects;
  const guids = new Map<string, string>();
  for (const item of copy.wish.accounts) {
    put(copy, item);
    for (const identity of item.identities) guids.set(fold(identity), item.guid);
  }
  return (identity) => {
    const known = guids.get(fold(identity));
    if (known !== undefined) return known;
    const parts = identity.split(/(?<!\\)\//);
    const name = (parts.at(-1) ?? identity).replace(/\\([/\\])/g, '$1');
    const same = account.find((item) => fold(nameOf(item)) === fold(name));
    if (same !== undefined) return same.guid;
    const guid = guidOf(copy.state.seed, 'copy account', name);
    put(copy, {
      guid,
      name,
      type: 'LinkedUser',
      container: parts.at(-2) ?? 'Users',
      hidden: false,
      externalAddress: '',
      identities: [identity],
      roles: null,
    });
    guids.set(fold(identity), guid);
    return guid;
  };
}

function nameOf(item: StoredObject<AccountData>): string {
  return item.versions.at(-1)?.data?.name ?? '';
}

/** Adds an account; one that the base has by the same name makes room for it, and so do its role assignments. */
function put(copy: Copy, item: Described): void {
  const { account, roleAssignment } = copy.state.organisation.objects;
  const at = account.findIndex((other) => fold(nameOf(other)) === fold(item.name));
  const before = account[at];
  const data = before?.versions.at(-1)?.data ?? null;
  const next = copy.stored(item.guid, accountOf(copy, item, data));
  if (before === undefined) account.push(next);
  else account[at] = next;
  if (before === undefined) return;
  for (const assignment of roleAssignment) {
    const held = assignment.versions.at(-1)?.data;
    if (held?.assignee !== before.guid) continue;
    assignment.versions = copy.stored(assignment.guid, { ...held, assignee: item.guid }).versions;
  }
}

function accountOf(copy: Copy, item: Described, known: AccountData | null): AccountData {
  const { name: organisation, forest, objects } = copy.state.organisation;
  const alias = aliasFrom(item.name);
  const domain = copy.wish.acceptedDomains.find(({ isDefault }) => isDefault)?.domainName ?? forest;
  const hasAddress = item.type !== 'User' && item.type !== 'LinkedUser';
  const taken = objects.account.map((other) => other.versions.at(-1)?.data?.samAccountName ?? '');
  const base: AccountData = known ?? {
    name: item.name,
    container: item.container,
    type: item.type,
    alias: hasAddress ? alias : '',
    displayName: item.name,
    samAccountName: samAccountNameFrom(alias, (name) =>
      taken.some((other) => fold(other) === fold(name)),
    ),
    userPrincipalName: `${alias}@${forest}`,
    emailAddresses: hasAddress ? [`SMTP:${alias}@${domain}`] : [],
    externalEmailAddress: null,
    hidden: false,
    policyEnabled: hasAddress,
    accountDisabled: item.type === 'LinkedUser' || item.type === 'MailUser',
    legacyExchangeDn: hasAddress ? legacyDn(organisation, item.guid, item.name) : '',
  };
  return {
    ...base,
    container: item.container,
    type: item.type,
    hidden: item.hidden,
    externalEmailAddress: item.externalAddress === '' ? null : item.externalAddress,
  };
}

/** Adds the roles that somebody made, and the assignments that were read. */
export function addRoleObjects(copy: Copy): void {
  const { role, roleAssignment } = copy.state.organisation.objects;
  const guidOfRole = (name: string): string | undefined =>
    role.find((item) => fold(item.versions.at(-1)?.data?.name ?? '') === fold(name))?.guid;
  for (const item of copy.wish.roles) {
    if (guidOfRole(item.name) !== undefined) continue;
    const parent = guidOfRole(item.parent.split(/(?<!\\)[\\/]/).at(-1) ?? '') ?? null;
    role.push(
      copy.stored(item.guid, {
        name: item.name,
        parent,
        roleType: item.parent.replace(/ /g, ''),
        description: '',
        entries: item.entries.map((name) => ({
          name,
          type: 'WebService' as const,
          parameters: [],
        })),
      }),
    );
  }
  for (const account of copy.wish.accounts) {
    if (account.roles === null) continue;
    const others = roleAssignment.filter(
      (item) => item.versions.at(-1)?.data?.assignee !== account.guid,
    );
    const own = account.roles.flatMap((item): StoredObject<RoleAssignmentData>[] => {
      const held = guidOfRole(item.role) ?? addNamedRole(copy, item.role);
      return [
        copy.stored(item.guid, {
          name: item.name,
          role: held,
          assignee: account.guid,
          assigneeType: 'User' as const,
          delegating: false,
          enabled: true,
        }),
      ];
    });
    roleAssignment.splice(0, roleAssignment.length, ...others, ...own);
  }
}

/** A role of which only the name is known: that somebody holds it counts, what it allows was not read. */
function addNamedRole(copy: Copy, name: string): string {
  const guid = guidOf(copy.state.seed, 'copy role', name);
  const data = { name, parent: null, roleType: '', description: '', entries: [] };
  copy.state.organisation.objects.role.push(copy.stored(guid, data));
  return guid;
}
