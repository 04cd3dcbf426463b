/** Edits as another admin makes them, outside the product. They are seen at once on every domain controller. */
import type { LabEdit } from '../shared/lab';
import { guidOf } from './deterministic';
import { displayVersion } from './exchange/builds';
import { makeCertificate } from './exchange/certificates';
import type { View } from './exchange/directory';
import { cut, fold } from './exchange/names';
import type { ObjectKind } from './exchange/state';
import { latestDirectory, settledDirectory } from './fault-directory';
import { editPremises } from './premises';
import { keyFromCertificate } from './tenant/key-list';
import type { WorldState } from './world';

const DAY_MS = 86_400_000;

/** An edit that cannot be made, because what it names is not there. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused';
}

/** Makes an edit. */
export function applyEdit(state: WorldState, edit: LabEdit): void {
  switch (edit.edit) {
    case 'hide-mail-user': {
      const user = accountNamed(state, edit.name);
      settledDirectory(state).update('account', user.guid, { ...user.data, hidden: edit.hidden });
      return;
    }
    case 'rename-mail-user': {
      const user = accountNamed(state, edit.from);
      settledDirectory(state).update('account', user.guid, { ...user.data, name: edit.to });
      return;
    }
    case 'assign-role':
      assignRole(state, edit.role, edit.user);
      return;
    case 'remove-role':
      removeRole(state, edit.role, edit.user);
      return;
    case 'disable-partner-application':
      disablePartnerApplication(state, edit.applicationId);
      return;
    case 'add-key':
      addKey(state, edit.applicationId, edit.label);
      return;
    case 'rename-domain':
      renameDomain(state, edit.from, edit.to);
      return;
    case 'register-application': {
      const { applicationId: appId, certificate, permissions } = edit;
      const others = (state.tenant.registrations ?? []).filter((item) => item.appId !== appId);
      const registration = { appId, certificates: [certificate], roles: permissions };
      state.tenant.registrations = [...others, registration];
      return;
    }
    case 'set-server-build':
      setServerBuild(state, edit.server, edit.build);
      return;
    case 'set-dns-record':
    case 'set-scp':
    case 'set-iis':
      if (!editPremises(state, edit)) throw new EditRefused('there is no such server');
      return;
  }
}

/** Counts edits, so that the ids of what they make never repeat. */
function editNumber(state: WorldState): number {
  const count = (state.counters['edits'] ?? 0) + 1;
  state.counters['edits'] = count;
  return count;
}

function only<Kind extends ObjectKind>(views: readonly View<Kind>[], what: string): View<Kind> {
  const [first] = views;
  if (first === undefined) throw new EditRefused(`there is no ${what}`);
  return first;
}

function accountNamed(state: WorldState, name: string): View<'account'> {
  const all = latestDirectory(state).list('account');
  return only(
    all.filter((view) => fold(view.data.name) === fold(name)),
    `account named ${name}`,
  );
}

function assignRole(state: WorldState, roleName: string, userName: string): void {
  const latest = latestDirectory(state);
  const roles = latest.list('role').filter((view) => fold(view.data.name) === fold(roleName));
  const role = only(roles, `role named ${roleName}`);
  const user = accountNamed(state, userName);
  const count = latest.list('roleAssignment').length;
  const guid = guidOf(state.seed, 'edit', editNumber(state));
  const base = cut(`${role.data.name}-${user.data.name}`, 60);
  const taken = new Set(latest.list('roleAssignment').map((view) => fold(view.data.name)));
  settledDirectory(state).create('roleAssignment', guid, {
    name: taken.has(fold(base)) ? `${base}-${String(count)}` : base,
    role: role.guid,
    assignee: user.guid,
    assigneeType: 'User',
    delegating: false,
    enabled: true,
  });
}

function removeRole(state: WorldState, roleName: string, userName: string): void {
  const latest = latestDirectory(state);
  const user = accountNamed(state, userName);
  const roles = latest.list('role').filter((view) => fold(view.data.name) === fold(roleName));
  const found = latest
    .list('roleAssignment')
    .filter(
      ({ data }) => data.assignee === user.guid && roles.some(({ guid }) => guid === data.role),
    );
  only(found, `assignment of ${roleName} to ${userName}`);
  for (const { guid } of found) settledDirectory(state).remove('roleAssignment', guid);
}

function disablePartnerApplication(state: WorldState, applicationId: string): void {
  const found = latestDirectory(state)
    .list('partnerApplication')
    .filter((view) => fold(view.data.applicationIdentifier) === fold(applicationId));
  only(found, `partner application with the id ${applicationId}`);
  const directory = settledDirectory(state);
  for (const view of found)
    directory.update('partnerApplication', view.guid, { ...view.data, enabled: false });
}

/** A foreign key, valid for ten years. Its certificate names the label as far as ASCII can. */
function addKey(state: WorldState, applicationId: string, label: string): void {
  const principal = state.tenant.servicePrincipals.find(
    (item) => fold(item.appId) === fold(applicationId),
  );
  if (principal === undefined)
    throw new EditRefused(`there is no service principal of ${applicationId}`);
  const { raw } = makeCertificate({
    key: 'other',
    commonName: label.replace(/[^\x20-\x7e]/g, '?').slice(0, 60) || 'key',
    notBefore: state.now - DAY_MS,
    notAfter: state.now + 3650 * DAY_MS,
    serial: [state.seed, 'edit', label, state.now],
  });
  const keyId = guidOf(state.seed, 'edit', editNumber(state));
  const key = keyFromCertificate(raw, keyId, label);
  if (key !== undefined) principal.keyCredentials = [...principal.keyCredentials, key];
}

/** An accepted domain gives way to another, as after removing and adding it. */
function renameDomain(state: WorldState, from: string, to: string): void {
  const found = latestDirectory(state)
    .list('acceptedDomain')
    .filter((view) => fold(view.data.domainName) === fold(from));
  const { guid, data } = only(found, `accepted domain ${from}`);
  const name = fold(data.name) === fold(data.domainName) ? to : data.name;
  settledDirectory(state).update('acceptedDomain', guid, { ...data, name, domainName: to });
}

/** A server was updated. AdminDisplayVersion stays that of the cumulative update. */
function setServerBuild(state: WorldState, server: string, build: string): void {
  const found = latestDirectory(state)
    .list('server')
    .filter((view) => fold(view.data.name) === fold(server));
  const { guid, data } = only(found, `server named ${server}`);
  settledDirectory(state).update('server', guid, {
    ...data,
    build,
    version: displayVersion(build),
  });
}
