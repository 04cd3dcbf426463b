/** Get-, Add- and Remove-ManagementRoleEntry. An entry is addressed as `role\entry`; both parts take `*`. */
import type { View } from '../directory';
import { PRACTICE } from '../errors';
import { wildcard } from '../identity';
import { fold } from '../names';
import { remoting } from '../rows';
import type { Row, Session } from '../session';
import type { RoleEntryData } from '../state';
import type { Handler } from './handler';
import { findRole, rolesMatching } from './roles';

interface Found {
  readonly role: View<'role'>;
  readonly entry: RoleEntryData;
}

/** Splits `role\entry` at the last backslash. */
function parts(session: Session, typed: string): { readonly role: string; readonly entry: string } {
  const at = typed.lastIndexOf('\\');
  if (at <= 0 || at === typed.length - 1) {
    throw session.error(
      'FormatException',
      `${PRACTICE} "${typed}" does not name a role and an entry with a backslash between them.`,
    );
  }
  return { role: typed.slice(0, at), entry: typed.slice(at + 1) };
}

function findEntries(session: Session, typed: string): Found[] {
  // No identity means everything, as with the other Get- cmdlets.
  const { role, entry } = typed === '' ? { role: '*', entry: '*' } : parts(session, typed);
  const roles = rolesMatching(session, role);
  if (roles.length === 0 && !role.includes('*')) throw session.notFound(typed);
  const pattern = wildcard(entry);
  const found = roles.flatMap((view) =>
    view.data.entries
      .filter((item) => pattern.test(item.name))
      .map((item) => ({ role: view, entry: item })),
  );
  if (found.length === 0 && typed !== '' && !typed.includes('*')) throw session.notFound(typed);
  return found;
}

/** Get-ManagementRoleEntry. */
export const getManagementRoleEntry: Handler = (session, parameters) => {
  const types = parameters.texts('Type')?.map(fold);
  return findEntries(session, parameters.required('Identity'))
    .filter(({ entry }) => types === undefined || types.includes(fold(entry.type)))
    .map((found) => row(session, found));
};

/** Remove-ManagementRoleEntry. Entries of built-in roles stay; the refusal's text is not published. */
export const removeManagementRoleEntry: Handler = (session, parameters) => {
  const found = findEntries(session, parameters.required('Identity'));
  for (const { role, entry } of found) {
    if (role.data.parent === null) {
      throw session.error(
        'InvalidOperationException',
        `${PRACTICE} "${role.data.name}" is built in; its entry "${entry.name}" can't be removed.`,
      );
    }
  }
  for (const role of new Set(found.map((item) => item.role))) {
    const gone = new Set(found.filter((item) => item.role === role).map((item) => item.entry.name));
    session.directory.update('role', role.guid, {
      ...role.data,
      entries: role.data.entries.filter((item) => !gone.has(item.name)),
    });
  }
  return [];
};

/** Add-ManagementRoleEntry: only entries that the parent role has. */
export const addManagementRoleEntry: Handler = (session, parameters) => {
  const { role: roleName, entry: entryName } = target(session, parameters.text('Identity'), {
    role: parameters.text('Role') ?? '',
    entry: parameters.text('ParentRoleEntry') ?? '',
  });
  const role = findRole(session, roleName);
  const parent =
    role.data.parent === null ? undefined : session.directory.byGuid('role', role.data.parent);
  const entry = parent?.data.entries.find((item) => fold(item.name) === fold(entryName));
  if (entry === undefined) throw session.notFound(`${roleName}\\${entryName}`);
  const others = role.data.entries.filter((item) => item.name !== entry.name);
  if (others.length !== role.data.entries.length && parameters.flag('Overwrite') !== true) {
    throw session.error(
      'ADObjectAlreadyExistsException',
      `${PRACTICE} "${role.data.name}" has the entry "${entry.name}" already.`,
    );
  }
  session.directory.update('role', role.guid, { ...role.data, entries: [...others, entry] });
  return [];
};

/** `role\entry` of -Identity, or -Role with the entry part of -ParentRoleEntry. */
function target(
  session: Session,
  identity: string | undefined,
  given: { readonly role: string; readonly entry: string },
): { readonly role: string; readonly entry: string } {
  if (identity !== undefined) return parts(session, identity);
  return { role: given.role, entry: parts(session, given.entry).entry };
}

/** Published: Name, Role, Id (which prints the role), Parameters. The rest, and Type WebService, is inferred. */
function row(session: Session, { role, entry }: Found): Row {
  return {
    ...remoting(session, `${role.guid} ${entry.name}`),
    Name: entry.name,
    Role: role.data.name,
    Id: role.data.name,
    Identity: `${role.data.name}\\${entry.name}`,
    Parameters: [...entry.parameters],
    Type: entry.type,
    PSSnapinName: entry.type === 'Cmdlet' ? 'Microsoft.Exchange.Management.PowerShell.E2010' : '',
    IsValid: true,
    ObjectState: 'New',
  };
}
