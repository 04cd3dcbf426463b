/** Management roles, role groups and assignments of the start states. */
import type { RoleEntryData } from '../exchange/state';
import { ADMIN_ALIAS } from './accounts';
import type { OrganisationBuilder } from './builder';

const webMethods = (...names: readonly string[]): RoleEntryData[] =>
  names.map((name) => ({ name, type: 'WebService', parameters: [] }));

const cmdlets = (...entries: readonly (readonly [string, ...string[]])[]): RoleEntryData[] =>
  entries.map(([name, ...parameters]) => ({ name, type: 'Cmdlet', parameters }));

/**
 * Built-in roles. Role names are published; the entries of application roles are not: the lists are inferred from the
 * operations of Exchange Web Services, with the published GetDelegate among them.
 */
const BUILT_IN: readonly {
  readonly name: string;
  readonly description: string;
  readonly entries: RoleEntryData[];
}[] = [
  {
    name: 'UserApplication',
    description: 'Lets partner applications act on behalf of users.',
    entries: webMethods(
      'AddDelegate',
      'CreateItem',
      'FindItem',
      'GetDelegate',
      'GetFolder',
      'GetItem',
      'GetUserAvailability',
      'RemoveDelegate',
      'SendItem',
      'UpdateDelegate',
      'UpdateItem',
    ),
  },
  {
    name: 'ArchiveApplication',
    description: 'Lets partner applications archive items.',
    entries: webMethods('CreateItem', 'ExportItems', 'GetFolder', 'UploadItems'),
  },
  {
    name: 'MeetingGraphApplication',
    description: 'Lets partner applications read meetings.',
    entries: webMethods('FindMeetingTimes', 'GetItem', 'GetUserAvailability'),
  },
  {
    name: 'LegalHoldApplication',
    description: 'Lets partner applications ask for legal holds.',
    entries: webMethods('GetHoldOnMailboxes', 'SetHoldOnMailboxes'),
  },
  {
    name: 'MailboxSearchApplication',
    description: 'Lets partner applications search mailboxes.',
    entries: webMethods('GetSearchableMailboxes', 'SearchMailboxes'),
  },
  {
    name: 'TeamMailboxLifecycleApplication',
    description: 'Lets partner applications manage site mailboxes.',
    entries: webMethods('SetTeamMailbox', 'UnpinTeamMailbox'),
  },
  {
    name: 'ApplicationImpersonation',
    description: 'Lets accounts act as other users.',
    entries: webMethods('ExchangeImpersonation'),
  },
  {
    name: 'Mailbox Search',
    description: 'Lets administrators search mailboxes.',
    entries: cmdlets(['Get-MailboxSearch', 'Identity'], ['New-MailboxSearch', 'Name']),
  },
  {
    name: 'Role Management',
    description: 'Lets administrators manage roles and assignments.',
    entries: cmdlets(
      ['Get-ManagementRole', 'Identity'],
      ['New-ManagementRole', 'Name', 'Parent'],
      ['New-ManagementRoleAssignment', 'Name', 'Role', 'User'],
    ),
  },
  {
    name: 'Mail Recipient Creation',
    description: 'Lets administrators make recipients.',
    entries: cmdlets(
      ['New-MailUser', 'Name', 'ExternalEmailAddress'],
      ['Remove-MailUser', 'Identity'],
    ),
  },
];

/** Roles that the account of Exchange Online holds after Setup. */
export const EXCHANGE_ONLINE_ROLES: readonly string[] = [
  'UserApplication',
  'ArchiveApplication',
  'LegalHoldApplication',
  'Mailbox Search',
  'TeamMailboxLifecycleApplication',
  'MailboxSearchApplication',
  'MeetingGraphApplication',
];

/** GUIDs of the built-in roles by name. */
export type Roles = ReadonlyMap<string, string>;

/** Adds built-in roles, the role group Organization Management with the admin, and its assignments. */
export function addRoles(builder: OrganisationBuilder): Roles {
  const roles = new Map(
    BUILT_IN.map(({ name, description, entries }) => {
      const roleType = name.replace(/ /g, '');
      return [
        name,
        builder.add('role', name, { name, parent: null, roleType, description, entries }),
      ];
    }),
  );
  const admin = builder.state.objects.account.find(
    (item) => item.versions[0]?.data?.alias === ADMIN_ALIAS,
  );
  const group = builder.add('group', 'Organization Management', {
    name: 'Organization Management',
    container: 'Microsoft Exchange Security Groups',
    members: admin === undefined ? [] : [admin.guid],
  });
  for (const [name, role] of roles) {
    assign(builder, {
      role,
      assignee: group,
      name: `${name}-Organization Management-Delegating`,
      delegating: true,
    });
    if (!name.endsWith('Application'))
      assign(builder, { role, assignee: group, name: `${name}-Organization Management` });
  }
  return roles;
}

function assign(
  builder: OrganisationBuilder,
  wish: {
    readonly role: string;
    readonly assignee: string;
    readonly name: string;
    readonly delegating?: boolean;
  },
): void {
  // AD names have at most 64 characters.
  const name =
    wish.name.length <= 64 ? wish.name : wish.name.replace('Organization Management', 'OrgMgmt');
  builder.add('roleAssignment', name, {
    name,
    role: wish.role,
    assignee: wish.assignee,
    assigneeType: 'RoleGroup',
    delegating: wish.delegating ?? false,
    enabled: true,
  });
}

/** Assigns roles to an account directly, with the names Exchange gives. */
export function assignToAccount(
  builder: OrganisationBuilder,
  roles: Roles,
  account: { readonly guid: string; readonly name: string },
  names: readonly string[],
): void {
  for (const roleName of names) {
    const role = roles.get(roleName);
    if (role === undefined) throw new Error(`no built-in role ${roleName}`);
    assignRole(builder, role, roleName, account);
  }
}

/** Assigns one role, built-in or derived, to an account directly. */
export function assignRole(
  builder: OrganisationBuilder,
  role: string,
  roleName: string,
  account: { readonly guid: string; readonly name: string },
): void {
  const name = `${roleName}-${account.name}`.slice(0, 64);
  builder.add(
    'roleAssignment',
    name,
    {
      name,
      role,
      assignee: account.guid,
      assigneeType: 'User',
      delegating: false,
      enabled: true,
    },
    90,
  );
}
