/** Get-, New- and Remove-ManagementRole, and the entries of roles. */
import { configurationName } from '../configuration';
import type { View } from '../directory';
import { PRACTICE } from '../errors';
import { configurationIdentities, getObjects, matching, oneObject } from '../identity';
import { fold } from '../names';
import { configurationRow } from '../rows';
import type { Row, Session } from '../session';
import type { RoleEntryData } from '../state';
import type { Handler } from './handler';

/** Get-ManagementRole. */
export const getManagementRole: Handler = (session, parameters) => {
  const found = getObjects(
    session,
    session.directory.list('role'),
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  );
  const wanted = parameters.text('RoleType');
  return withChildren(session, found, parameters.flag('GetChildren'), parameters.flag('Recurse'))
    .filter((view) => wanted === undefined || fold(view.data.roleType) === fold(wanted))
    .map((view) => roleRow(session, view));
};

/** -GetChildren: the next level only; -Recurse: the role and everything below it. */
function withChildren(
  session: Session,
  roles: readonly View<'role'>[],
  children: boolean | undefined,
  recurse: boolean | undefined,
): readonly View<'role'>[] {
  if (children === true) return roles.flatMap((view) => childrenOf(session, view));
  return recurse === true ? roles.flatMap((view) => below(session, view)) : roles;
}

function childrenOf(session: Session, role: View<'role'>): View<'role'>[] {
  return session.directory.list('role').filter((view) => view.data.parent === role.guid);
}

function below(session: Session, role: View<'role'>): View<'role'>[] {
  return [role, ...childrenOf(session, role).flatMap((child) => below(session, child))];
}

/** One role by identity. */
export function findRole(session: Session, typed: string): View<'role'> {
  const all = session.directory.list('role');
  return oneObject(session, all, (view) => configurationIdentities(session, view), typed);
}

/** All roles that an identity, maybe with wildcards, fits. */
export function rolesMatching(session: Session, typed: string): View<'role'>[] {
  const all = session.directory.list('role');
  return matching(all, (view) => configurationIdentities(session, view), typed);
}

/** New-ManagementRole: a derived role starts with all entries of its parent. */
export const newManagementRole: Handler = (session, parameters) => {
  const name = parameters.required('Name');
  const parent = findRole(session, parameters.required('Parent'));
  const twin = session.directory.list('role').find((view) => fold(view.data.name) === fold(name));
  if (twin !== undefined) throw session.alreadyExists(configurationName(session, twin));
  const created = session.directory.create('role', session.guid('role'), {
    name,
    parent: parent.guid,
    roleType: parent.data.roleType,
    description: parameters.text('Description') ?? '',
    entries: parent.data.entries.map((entry) => ({ ...entry, parameters: [...entry.parameters] })),
  });
  return [roleRow(session, created)];
};

/** Remove-ManagementRole. What a server says to a role in use is not published. */
export const removeManagementRole: Handler = (session, parameters) => {
  const role = findRole(session, parameters.required('Identity'));
  if (role.data.parent === null) {
    throw session.error(
      'InvalidOperationException',
      `${PRACTICE} Built-in roles can't be removed.`,
    );
  }
  const doomed = below(session, role);
  if (doomed.length > 1 && parameters.flag('Recurse') !== true) {
    throw session.error(
      'InvalidOperationException',
      `${PRACTICE} Other roles derive from "${role.data.name}".`,
    );
  }
  const guids = new Set(doomed.map((view) => view.guid));
  const { directory } = session;
  if (directory.list('roleAssignment').some((view) => guids.has(view.data.role))) {
    throw session.error(
      'InvalidOperationException',
      `${PRACTICE} "${role.data.name}" still has assignments.`,
    );
  }
  for (const view of doomed) directory.remove('role', view.guid);
  return [];
};

/** An entry as the role's RoleEntries print it. The form is inferred. */
function entryText(entry: RoleEntryData): string {
  const snapIn = entry.type === 'Cmdlet' ? '(Microsoft.Exchange.Management.PowerShell.E2010) ' : '';
  return [`${snapIn}${entry.name}`, ...entry.parameters.map((item) => `-${item}`)].join(' ');
}

function roleRow(session: Session, view: View<'role'>): Row {
  const { data } = view;
  const parent = data.parent === null ? undefined : session.directory.byGuid('role', data.parent);
  return configurationRow(session, view, {
    RoleEntries: data.entries.map(entryText),
    RoleType: data.roleType,
    ImplicitRecipientReadScope: 'Organization',
    ImplicitRecipientWriteScope: 'Organization',
    ImplicitConfigReadScope: 'OrganizationConfig',
    ImplicitConfigWriteScope: 'OrganizationConfig',
    IsRootRole: data.parent === null,
    IsEndUserRole: false,
    MailboxPlanIndex: '',
    Description: data.description,
    Parent: parent?.data.name ?? '',
    IsDeprecated: false,
    AllowEmptyRole: false,
  });
}
