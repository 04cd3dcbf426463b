/**
 * Faults that are real changes of objects, so that mending the object mends the fault. What a fault changed is
 * remembered; switching it off puts back only what still is as the fault left it.
 */
import type { LabFault } from '../shared/lab';
import { APPLICATIONS } from '../shared/applications';
import { canonicalJson } from '../shared/json';
import { guidOf } from './deterministic';
import { displayVersion } from './exchange/builds';
import { EWS_UNSET } from './exchange/cmdlets/ews-access';
import { ADMIN_ALIAS } from './starts/accounts';
import type {
  AccountData,
  AuthServerData,
  FaultChange,
  ObjectData,
  ObjectKind,
  PartnerApplicationData,
} from './exchange/state';
import { faultGuid, latestDirectory, settledDirectory } from './fault-directory';
import { SECOND_TENANT_DOMAINS, documentOf, secondTenantId } from './oauth/metadata';
import { changePool, putPoolBack } from './skype/faults';
import { changeTenant, putTenantBack } from './tenant-faults';
import type { WorldState } from './world';

/** How a fault changes the objects of one kind; undefined leaves one as it is. */
interface Change<Kind extends ObjectKind> {
  readonly kind: Kind;
  change(data: ObjectData[Kind], state: WorldState): ObjectData[Kind] | undefined;
}

const authServers = (
  change: (data: AuthServerData, state: WorldState) => AuthServerData,
): Change<'authServer'> => ({ kind: 'authServer', change });

const exchangeOnline = (
  change: (data: PartnerApplicationData) => PartnerApplicationData,
): Change<'partnerApplication'> => ({
  kind: 'partnerApplication',
  change: (data) =>
    data.applicationIdentifier === APPLICATIONS.exchangeOnline && data.realm === ''
      ? change(data)
      : undefined,
});

/** The mailbox that these faults are about. */
const firstMailbox = (change: (data: AccountData) => AccountData): Change<'account'> => ({
  kind: 'account',
  change: (data) => (data.alias === ADMIN_ALIAS ? change(data) : undefined),
});

/** The build EX02 has with the fault `old-build`: the same cumulative update without later updates. */
const OLD_BUILD = '15.2.1748.10';

const CHANGES = {
  'expired-certificate': {
    kind: 'authConfig',
    change: (data, { organisation }) => {
      const expired = organisation.certificates.find((item) => item.role === 'expired');
      return expired === undefined ? undefined : { ...data, current: expired.thumbprint };
    },
  } satisfies Change<'authConfig'>,
  'short-key': {
    kind: 'authConfig',
    change: (data, { organisation }) => {
      const short = organisation.certificates.find((item) => item.role === 'short');
      return short === undefined ? undefined : { ...data, current: short.thumbprint };
    },
  } satisfies Change<'authConfig'>,
  'no-next-certificate': {
    kind: 'authConfig',
    change: (data) => (data.next === '' ? undefined : { ...data, next: '', nextEffective: null }),
  } satisfies Change<'authConfig'>,
  'certificate-switched': {
    kind: 'authConfig',
    change: (data) =>
      data.next === ''
        ? undefined
        : { ...data, current: data.next, previous: data.current, next: '', nextEffective: null },
  } satisfies Change<'authConfig'>,
  'wrong-realm': authServers((data, state) => inTenant(data, guidOf(state.seed, 'foreign tenant'))),
  'auth-servers-old-names': authServers((data) => ({
    ...data,
    name: data.type === 'MicrosoftACS' ? 'ACS' : 'EvoSTS',
  })),
  'auth-server-disabled': authServers((data) => ({ ...data, enabled: false })),
  'stale-auth-metadata': authServers((data) => ({ ...data, hasCurrentKeys: false })),
  'partner-disabled': exchangeOnline((data) => ({ ...data, enabled: false })),
  'partner-not-linked': exchangeOnline((data) => ({ ...data, linkedAccount: null })),
  'directory-without-oauth': {
    kind: 'virtualDirectory',
    change: (data) =>
      data.server === 'EX02'
        ? {
            ...data,
            authenticationMethods: data.authenticationMethods.filter((item) => item !== 'OAuth'),
          }
        : undefined,
  } satisfies Change<'virtualDirectory'>,
  'ews-allow-list': {
    kind: 'organisation',
    change: (data) => ({
      ...data,
      ews: { ...data.ews, policy: 'EnforceAllowList', allowList: ['*Contoso Archive*'] },
    }),
  } satisfies Change<'organisation'>,
  'mailbox-ews-off': firstMailbox((data) => ({
    ...data,
    ews: { ...(data.ews ?? EWS_UNSET), enabled: false },
  })),
  'mailbox-ews-allow-list': firstMailbox((data) => ({
    ...data,
    ews: {
      ...(data.ews ?? EWS_UNSET),
      policy: 'EnforceAllowList',
      allowList: ['*Contoso Archive*'],
    },
  })),
  'delegate-not-editor': firstMailbox((data) => ({
    ...data,
    delegation: {
      sendOnBehalf: ['Zoë Müller'],
      permissions: [{ user: 'Zoë Müller', rights: ['Owner'] }],
    },
  })),
  'connectors-disabled': {
    kind: 'connector',
    change: (data) => ({ ...data, enabled: false }),
  } satisfies Change<'connector'>,
  'override-disabled': {
    kind: 'settingOverride',
    change: (data) => ({ ...data, parameters: ['Enabled=false'] }),
  } satisfies Change<'settingOverride'>,
  'old-build': {
    kind: 'server',
    change: (data) =>
      data.name === 'EX02'
        ? { ...data, build: OLD_BUILD, version: displayVersion(OLD_BUILD) }
        : undefined,
  } satisfies Change<'server'>,
  'scp-elsewhere': {
    kind: 'server',
    change: (data) =>
      data.name === 'EX02'
        ? { ...data, autodiscoverUri: 'https://mail.fabrikam.com/autodiscover/autodiscover.xml' }
        : undefined,
  } satisfies Change<'server'>,
} as const;

function isChange(fault: LabFault): fault is keyof typeof CHANGES {
  return fault in CHANGES;
}

/** Changes what a fault changes, and remembers how it was. */
export function changeObjects(state: WorldState, fault: LabFault): void {
  state.counters[`${fault} since`] = state.now;
  if (isChange(fault)) {
    const made: Change<ObjectKind> = CHANGES[fault];
    state.organisation.faultChanges[fault] = changeAll(state, made);
    loadOverrides(state, fault);
  }
  changeTenant(state, fault);
  changePool(state, fault);
}

function changeAll<Kind extends ObjectKind>(
  state: WorldState,
  made: Change<Kind>,
): FaultChange<Kind>[] {
  const directory = settledDirectory(state);
  const changes: FaultChange<Kind>[] = [];
  for (const { guid, data: before } of latestDirectory(state).list(made.kind)) {
    const after = made.change(before, state);
    if (after === undefined) continue;
    directory.update(made.kind, guid, after);
    changes.push({ kind: made.kind, guid, before, after });
  }
  return changes;
}

/** Puts back what the fault changed and nobody has changed since. */
export function putObjectsBack(state: WorldState, fault: LabFault): void {
  const latest = latestDirectory(state);
  const directory = settledDirectory(state);
  for (const { kind, guid, before, after } of state.organisation.faultChanges[fault] ?? []) {
    const now = latest.byGuid(kind, guid)?.data;
    if (now !== undefined && canonicalJson(now) === canonicalJson(after))
      directory.update(kind, guid, before);
  }
  state.organisation.faultChanges[fault] = [];
  loadOverrides(state, fault);
  putTenantBack(state, fault);
  putPoolBack(state, fault);
}

/** The servers know at once what this fault does to the overrides. */
function loadOverrides(state: WorldState, fault: LabFault): void {
  if (fault !== 'override-disabled') return;
  for (const { data } of latestDirectory(state).list('server'))
    state.organisation.overridesLoaded[data.name] = state.now;
}

/** The same auth server for another tenant: realm, issuer and addresses name it. */
function inTenant(data: AuthServerData, tenant: string): AuthServerData {
  const swap = (text: string): string => text.split(data.realm).join(tenant);
  return {
    ...data,
    realm: tenant,
    issuerIdentifier: swap(data.issuerIdentifier),
    tokenIssuingEndpoint: swap(data.tokenIssuingEndpoint),
    authorizationEndpoint: swap(data.authorizationEndpoint),
    authMetadataUrl: swap(data.authMetadataUrl),
  };
}

/** Auth servers that a fault adds, and the connector of a second tenant; undefined for other faults. */
export function addAuthServers(state: WorldState, fault: LabFault): string[] | undefined {
  if (fault === 'duplicate-auth-server') return duplicates(state);
  return fault === 'two-tenants' ? secondTenant(state) : undefined;
}

/** A second object of each type for the same tenant, under the names of the articles. */
function duplicates(state: WorldState): string[] {
  const directory = settledDirectory(state);
  const names = { MicrosoftACS: 'WindowsAzureACS', AzureAD: 'evoSTS' } as const;
  const all = latestDirectory(state).list('authServer');
  return (['MicrosoftACS', 'AzureAD'] as const).map((type) => {
    const own = all.find(({ data }) => data.type === type)?.data;
    const isTaken = all.some(({ data }) => data.name === names[type]);
    const data = {
      ...(own ?? newServer(type, state.tenant.id, [])),
      name: isTaken ? `${names[type]} 2` : names[type],
      isDefaultAuthorizationEndpoint: false,
    };
    return directory.create('authServer', faultGuid(state), data).guid;
  });
}

/** What the wizard of a second tenant leaves beside the first one's objects. */
function secondTenant(state: WorldState): string[] {
  const directory = settledDirectory(state);
  const tenant = secondTenantId(state.seed);
  const servers = (['MicrosoftACS', 'AzureAD'] as const).map((type) => {
    const data = newServer(type, tenant, SECOND_TENANT_DOMAINS);
    return directory.create('authServer', faultGuid(state), data).guid;
  });
  const connector = directory.create('connector', faultGuid(state), {
    name: `HybridIOC - ${tenant}`,
    targetAddressDomains: SECOND_TENANT_DOMAINS.slice(1),
    discoveryEndpoint: 'https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc',
    enabled: true,
  });
  return [...servers, connector.guid];
}

function newServer(
  type: 'MicrosoftACS' | 'AzureAD',
  tenant: string,
  domainNames: readonly string[],
): AuthServerData {
  const isAccessControl = type === 'MicrosoftACS';
  return {
    ...documentOf(type, tenant),
    name: `${isAccessControl ? 'ACS' : 'EvoSts'} - ${tenant}`,
    authMetadataUrl: isAccessControl
      ? `https://accounts.accesscontrol.windows.net/${tenant}/metadata/json/1`
      : `https://login.windows.net/${tenant}/federationmetadata/2007-06/federationmetadata.xml`,
    domainNames: isAccessControl ? domainNames : [],
    enabled: true,
    isDefaultAuthorizationEndpoint: false,
    applicationIdentifier: '',
    hasCurrentKeys: true,
  };
}
