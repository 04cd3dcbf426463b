/** Get-, New- and Remove-ManagementRoleAssignment. */
import type { Bound } from '../binding';
import { configurationName } from '../configuration';
import type { View } from '../directory';
import {
  accountIdentities,
  configurationIdentities,
  getObjects,
  groupIdentities,
  matching,
  oneObject,
} from '../identity';
import { accountCanonical, cut, fold } from '../names';
import { configurationRow } from '../rows';
import type { Row, Session } from '../session';
import type { RoleAssignmentData } from '../state';
import type { Handler } from './handler';
import { findRole } from './roles';

type Assignment = View<'roleAssignment'>;

/** Get-ManagementRoleAssignment. Without -AssignmentMethod it returns direct and indirect assignments. */
export const getManagementRoleAssignment: Handler = (session, parameters) => {
  const all = session.directory.list('roleAssignment');
  const assignee = parameters.text('RoleAssignee') ?? '';
  const role = parameters.text('Role') ?? '';
  const found = getObjects(
    session,
    all,
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  );
  const ofRole =
    role === '' ? found : found.filter((view) => view.data.role === findRole(session, role).guid);
  const rows =
    assignee === ''
      ? ofRole.map((view) => ({ view, method: 'Direct', user: undefined }))
      : ofRole.flatMap((view) => reaching(session, view, assignee));
  return rows
    .filter(({ view, method }) => isWanted(parameters, view, method))
    .map(({ view, method, user }) => row(session, view, method, user));
};

function isWanted(parameters: Bound, view: Assignment, method: string): boolean {
  const methods = parameters.texts('AssignmentMethod');
  const delegating = parameters.flag('Delegating');
  const enabled = parameters.flag('Enabled');
  return (
    (methods === undefined || methods.includes(method)) &&
    (delegating === undefined || delegating === view.data.delegating) &&
    (enabled === undefined || enabled === view.data.enabled)
  );
}

/** The assignment when it reaches an assignee: to it directly, or through a role group it is a member of. */
function reaching(
  session: Session,
  view: Assignment,
  typed: string,
): { readonly view: Assignment; readonly method: string; readonly user: string | undefined }[] {
  const wanted = assigneeGuids(session, typed);
  if (wanted.includes(view.data.assignee)) return [{ view, method: 'Direct', user: undefined }];
  const group = session.directory.byGuid('group', view.data.assignee);
  const member = wanted.find((guid) => group?.data.members.includes(guid) === true);
  return member === undefined ? [] : [{ view, method: 'RoleGroup', user: member }];
}

/** GUIDs of the accounts or groups that a typed assignee fits. */
function assigneeGuids(session: Session, typed: string): string[] {
  const accounts = matching(
    session.directory.list('account'),
    (view) => accountIdentities(session, view),
    typed,
  );
  const groups = matching(
    session.directory.list('group'),
    (view) => groupIdentities(session, view),
    typed,
  );
  const guids = [...accounts, ...groups].map((view) => view.guid);
  if (guids.length === 0) throw session.notFound(typed);
  if (guids.length > 1) throw session.ambiguous(typed);
  return guids;
}

/**
 * New-ManagementRoleAssignment. The automatic name gets a number where it is taken, so that a second assignment of
 * the same role is made silently; whether a real server does the same is not confirmed.
 */
export const newManagementRoleAssignment: Handler = (session, parameters) => {
  const role = findRole(session, parameters.required('Role'));
  const assignee = newAssignee(session, parameters);
  const delegating = parameters.flag('Delegating') ?? false;
  const typed = parameters.text('Name');
  const name = typed ?? automaticName(session, role.data.name, assignee.name, delegating);
  const twin = session.directory
    .list('roleAssignment')
    .find((view) => fold(view.data.name) === fold(name));
  if (twin !== undefined) throw session.alreadyExists(configurationName(session, twin));
  const created = session.directory.create('roleAssignment', session.guid('role assignment'), {
    name,
    role: role.guid,
    assignee: assignee.guid,
    assigneeType: assignee.type,
    delegating,
    enabled: true,
  });
  return [row(session, created, 'Direct', undefined)];
};

interface Assignee {
  readonly guid: string;
  readonly name: string;
  readonly type: RoleAssignmentData['assigneeType'];
}

function newAssignee(session: Session, parameters: Bound): Assignee {
  const group = parameters.text('SecurityGroup');
  if (group !== undefined) {
    const view = oneObject(
      session,
      session.directory.list('group'),
      (item) => groupIdentities(session, item),
      group,
    );
    return { guid: view.guid, name: view.data.name, type: 'RoleGroup' };
  }
  const accounts = session.directory
    .list('account')
    .filter((view) => view.data.type !== 'MailContact');
  const view = oneObject(
    session,
    accounts,
    (item) => accountIdentities(session, item),
    parameters.required('User'),
  );
  return { guid: view.guid, name: view.data.name, type: 'User' };
}

/** `<Role>-<user name>`, at most 64 characters, with a number where it is taken. */
function automaticName(
  session: Session,
  role: string,
  assignee: string,
  delegating: boolean,
): string {
  const base = `${role}-${assignee}${delegating ? '-Delegating' : ''}`;
  const names = new Set(
    session.directory.list('roleAssignment').map((view) => fold(view.data.name)),
  );
  for (let number = 0; ; number += 1) {
    const suffix = number === 0 ? '' : `-${String(number)}`;
    const candidate = `${cut(base, 64 - suffix.length)}${suffix}`;
    if (!names.has(fold(candidate))) return candidate;
  }
}

/** Remove-ManagementRoleAssignment. */
export const removeManagementRoleAssignment: Handler = (session, parameters) => {
  const all = session.directory.list('roleAssignment');
  const typed = parameters.required('Identity');
  const view = oneObject(session, all, (item) => configurationIdentities(session, item), typed);
  session.directory.remove('roleAssignment', view.guid);
  return [];
};

/** The assignee's name and canonical name, empty when it is gone. */
function assigneeText(
  session: Session,
  guid: string,
): { readonly name: string; readonly canonical: string } {
  const { directory, organisation } = session;
  const found = directory.byGuid('account', guid) ?? directory.byGuid('group', guid);
  if (found === undefined) return { name: '', canonical: '' };
  const { name, container } = found.data;
  return { name, canonical: accountCanonical(organisation.forest, container, name) };
}

function row(session: Session, view: Assignment, method: string, user: string | undefined): Row {
  const { data } = view;
  const assignee = assigneeText(session, data.assignee);
  const isGroup = data.assigneeType === 'RoleGroup';
  const effective = user === undefined ? undefined : assigneeText(session, user);
  const shown = configurationRow(session, view, {
    DataObject: data.name,
    User: effective?.canonical ?? assignee.canonical,
    AssignmentMethod: method,
    EffectiveUserName: effective?.name ?? (isGroup ? 'All Group Members' : assignee.name),
    AssignmentChain: '',
    RoleAssigneeType: data.assigneeType,
    RoleAssignee: assignee.canonical,
    Role: session.directory.byGuid('role', data.role)?.data.name ?? '',
    RoleAssignmentDelegationType: data.delegating ? 'DelegatingOrgWide' : 'Regular',
    CustomRecipientWriteScope: '',
    CustomConfigWriteScope: '',
    RecipientReadScope: 'Organization',
    ConfigReadScope: 'None',
    RecipientWriteScope: 'Organization',
    ConfigWriteScope: 'None',
    Enabled: data.enabled,
    RoleAssigneeName: assignee.name,
  });
  const { AdminDisplayName: _notOnAssignments, ...kept } = shown;
  return kept;
}
