/** What switching a fault does to the state. Most faults are only looked at where they act. */
import type { LabFault } from '../shared/lab';
import { APPLICATIONS } from '../shared/applications';
import { legacyDn } from './exchange/cmdlets/accounts';
import { startLasting } from './lasting-faults';
import { aliasFrom, fold, samAccountNameFrom } from './exchange/names';
import type { AccountData, PartnerApplicationData } from './exchange/state';
import { addAuthServers, changeObjects, putObjectsBack } from './fault-changes';
import { faultGuid, latestDirectory, settledDirectory } from './fault-directory';
import type { WorldState } from './world';

/** Faults that are used up, with how often each acts. */
const COUNTED_FAULTS: Readonly<Partial<Record<LabFault, number>>> = {
  'graph-429': 3,
  'graph-503': 2,
  'key-vanishes': 1,
  'session-revoked': 1,
};

/** Account names that the fault `name-taken` gives to mailboxes. */
const TAKEN_NAMES = ['SfBOnline-ApplicationAccount', 'TeamsScheduler-ApplicationAccount'];

/** Switches a fault on or off. Switching it on again refills its counter. */
export function switchFault(state: WorldState, fault: LabFault, on: boolean): void {
  const others = state.faults.filter((name) => name !== fault);
  const wasOn = others.length < state.faults.length;
  state.faults = on ? [...others, fault] : others;
  const times = COUNTED_FAULTS[fault];
  if (times !== undefined) state.counters[fault] = on ? times : 0;
  startLasting(state, fault, on);
  if (on && !wasOn) {
    addObjects(state, fault);
    changeObjects(state, fault);
  }
  if (!on) {
    putObjectsBack(state, fault);
    removeObjects(state, fault);
  }
}

function addObjects(state: WorldState, fault: LabFault): void {
  if (fault === 'duplicate-partner-application')
    remember(state, fault, duplicateApplications(state));
  if (fault === 'name-taken') remember(state, fault, mailboxesOfTakenNames(state));
  const added = addAuthServers(state, fault);
  if (added !== undefined) remember(state, fault, added);
}

function remember(state: WorldState, fault: LabFault, guids: string[]): void {
  state.organisation.faultObjects[fault] = guids;
}

/** Removes what the fault added and nobody has removed since. */
function removeObjects(state: WorldState, fault: LabFault): void {
  const guids = state.organisation.faultObjects[fault] ?? [];
  const latest = latestDirectory(state);
  const directory = settledDirectory(state);
  for (const guid of guids) {
    if (latest.byGuid('partnerApplication', guid) !== undefined)
      directory.remove('partnerApplication', guid);
    if (latest.byGuid('account', guid) !== undefined) directory.remove('account', guid);
    if (latest.byGuid('authServer', guid) !== undefined) directory.remove('authServer', guid);
    if (latest.byGuid('connector', guid) !== undefined) directory.remove('connector', guid);
  }
  state.organisation.faultObjects[fault] = [];
}

/** Adds cloud partner applications with the id 00000004 until there are two. */
function duplicateApplications(state: WorldState): string[] {
  const directory = settledDirectory(state);
  const all = latestDirectory(state).list('partnerApplication');
  const own = all.filter(
    ({ data }) => data.applicationIdentifier === APPLICATIONS.skypeForBusinessOnline,
  );
  const names = ['SfBOnline (old)', 'SfBOnline (new)'].slice(0, Math.max(1, 2 - own.length));
  return names.map((name) => {
    const data: PartnerApplicationData = {
      name,
      applicationIdentifier: APPLICATIONS.skypeForBusinessOnline,
      realm: '',
      authMetadataUrl: '',
      useAuthServer: true,
      enabled: true,
      acceptSecurityIdentifierInformation: false,
      linkedAccount: null,
      accountType: 'OrganizationalAccount',
      actAsPermissions: null,
    };
    const guid = faultGuid(state);
    return directory.create('partnerApplication', guid, data).guid;
  });
}

/** Mailboxes of the account names, in Users where the name is free there, else in Staff. */
function mailboxesOfTakenNames(state: WorldState): string[] {
  const directory = settledDirectory(state);
  return TAKEN_NAMES.map((name) => {
    const accounts = latestDirectory(state)
      .list('account')
      .map((view) => view.data);
    const guid = faultGuid(state);
    return directory.create('account', guid, mailbox(state, accounts, guid, name)).guid;
  });
}

function mailbox(
  state: WorldState,
  accounts: readonly AccountData[],
  guid: string,
  name: string,
): AccountData {
  const domains = latestDirectory(state).list('acceptedDomain');
  const domain =
    domains.find((view) => view.data.isDefault)?.data.domainName ?? state.organisation.forest;
  const addresses = new Set(accounts.flatMap((data) => data.emailAddresses).map(fold));
  const names = new Set(accounts.map((data) => fold(data.samAccountName)));
  const isNameTaken = accounts.some(
    (data) => data.container === 'Users' && fold(data.name) === fold(name),
  );
  const alias = aliasFrom(name);
  const local = addresses.has(fold(`smtp:${alias}@${domain}`)) ? `${alias}2` : alias;
  return {
    name,
    container: isNameTaken ? 'Staff' : 'Users',
    type: 'UserMailbox',
    alias: local,
    displayName: name,
    samAccountName: samAccountNameFrom(name, (candidate) => names.has(fold(candidate))),
    userPrincipalName: `${local}@${domain}`,
    emailAddresses: [`SMTP:${local}@${domain}`],
    externalEmailAddress: null,
    hidden: false,
    policyEnabled: true,
    accountDisabled: false,
    legacyExchangeDn: legacyDn(state.organisation.name, guid, name),
  };
}
