/** The on-premises part of a world description. */
import type { WorldDescription } from '../../shared/world-description';
import type { Observations } from '../model/observation';
import type { CertificateInfo } from '../ports';
import {
  mailUser,
  managementRole,
  recipient,
  roleAssignments,
  roleEntries,
  user,
} from '../reads/accounts';
import {
  organisationRelationships,
  serverDiagnostics,
  settingOverrides,
} from '../reads/hybrid-application';
import {
  authServers,
  availabilityAddressSpaces,
  connectors,
  onlineConnectors,
  type Connector,
} from '../reads/oauth';
import { authConfig, certificates, exchangeServers } from '../reads/organisation';
import { clientAccessServers, clientAccessServices } from '../reads/service-points';
import {
  autodiscoverDirectories,
  organisationConfig,
  webServicesDirectories,
  type VirtualDirectory,
} from '../reads/web-services';
import { allOf, firstOf, oneOf } from './found';

type Account = WorldDescription['accounts'][number];
type Role = NonNullable<WorldDescription['authCertificates']>[number]['role'];

/** The name before the first dot, in capitals as servers are shown. */
function shortName(fqdn: string): string {
  return fqdn.split('.')[0] ?? fqdn;
}

/** Servers with their builds and service connection points. */
export function describeServers(observations: Observations): WorldDescription['servers'] {
  const builds = new Map(
    allOf(observations, serverDiagnostics).map((item) => [
      item.arguments['server']?.toLowerCase(),
      item.value.build,
    ]),
  );
  const points = [clientAccessServices, clientAccessServers].flatMap(
    (definition) => firstOf(observations, definition) ?? [],
  );
  return (firstOf(observations, exchangeServers) ?? []).map((server) => ({
    name: server.Name,
    fqdn: server.Fqdn,
    version: server.AdminDisplayVersion,
    build: builds.get(server.Fqdn.toLowerCase()) ?? '',
    autodiscoverUri: points.find((item) => item.fqdn === server.Fqdn.toLowerCase())?.uri ?? null,
  }));
}

/** Thumbprints of the auth certificates that a copy has an own one for. */
export function authThumbprints(observations: Observations): ReadonlyMap<string, Role> {
  const config = firstOf(observations, authConfig);
  const entries = [
    [config?.CurrentCertificateThumbprint.toUpperCase() ?? '', 'current'],
    [config?.NextCertificateThumbprint.toUpperCase() ?? '', 'next'],
  ] as const;
  return new Map(entries.filter(([thumbprint]) => thumbprint !== ''));
}

/** The auth certificates, null where they were not read: which servers have them, how long they live, how long their keys are. */
export function describeCertificates(
  observations: Observations,
): WorldDescription['authCertificates'] {
  if (firstOf(observations, authConfig) === undefined) return null;
  const stores = allOf(observations, certificates);
  return [...authThumbprints(observations)].flatMap(([thumbprint, role]) => {
    const holders = stores.flatMap((store): { server: string; info: CertificateInfo }[] => {
      const info = store.value.certificates.find((item) => item.thumbprint === thumbprint);
      return info === undefined ? [] : [{ server: store.arguments['server'] ?? '', info }];
    });
    const info = holders[0]?.info;
    if (info === undefined) return [];
    const { notBefore, notAfter, keyBits } = info;
    return [
      {
        role,
        notBefore,
        notAfter,
        keyBits,
        servers: holders.map((item) => shortName(item.server)),
      },
    ];
  });
}

/** Auth servers, connectors and what else Exchange and Exchange Online trust each other with. */
export function describeTrust(
  observations: Observations,
): Pick<
  WorldDescription,
  | 'authServers'
  | 'connectors'
  | 'onlineConnectors'
  | 'addressSpaces'
  | 'relationships'
  | 'overrides'
> {
  const online = firstOf(observations, onlineConnectors);
  return {
    authServers: (firstOf(observations, authServers) ?? []).map((item) => ({
      guid: item.Guid,
      name: item.Name,
      type: oneOf(['ADFS', 'AzureAD', 'Facebook', 'LinkedIn', 'MicrosoftACS'], item.Type) ?? 'ADFS',
      realm: item.Realm,
      issuer: item.IssuerIdentifier,
      metadataUrl: item.AuthMetadataUrl,
      applicationId: item.ApplicationIdentifier,
      domains: [...item.DomainName],
      enabled: item.Enabled,
    })),
    connectors: (firstOf(observations, connectors) ?? []).map(describeConnector),
    onlineConnectors: online === undefined ? null : online.map(describeConnector),
    addressSpaces: (firstOf(observations, availabilityAddressSpaces) ?? []).map((item) => ({
      guid: item.Guid,
      name: item.ForestName,
      accessMethod: item.AccessMethod,
    })),
    relationships: (firstOf(observations, organisationRelationships) ?? []).map((item) => ({
      guid: item.Guid,
      name: item.Name,
      domains: [...item.DomainNames],
      sharingAddress: item.TargetSharingEpr,
      enabled: item.Enabled,
    })),
    overrides: (firstOf(observations, settingOverrides) ?? []).map((item) => ({
      guid: item.Guid,
      name: item.Name,
      component: item.ComponentName,
      section: item.SectionName,
      parameters: [...item.Parameters],
    })),
  };
}

function describeConnector(item: Connector): WorldDescription['connectors'][number] {
  return {
    guid: item.Guid,
    name: item.Name,
    domains: [...item.TargetAddressDomains],
    discoveryEndpoint: item.DiscoveryEndpoint,
    enabled: item.Enabled,
  };
}

const POLICIES = ['EnforceAllowList', 'EnforceBlockList'] as const;

/** EWS and AutoDiscover directories, and who may use EWS. */
export function describeWebServices(
  observations: Observations,
): Pick<WorldDescription, 'virtualDirectories' | 'organisation'> {
  const config = firstOf(observations, organisationConfig) ?? null;
  const directories = (
    kind: NonNullable<WorldDescription['virtualDirectories']>[number]['kind'],
    found: readonly VirtualDirectory[] | undefined,
  ) =>
    (found ?? []).map((item) => ({
      guid: item.Guid,
      name: item.Name,
      kind,
      server: shortName(item.Server),
      internalUrl: item.InternalUrl,
      externalUrl: item.ExternalUrl,
      // One list for both sides in the copy: what only one side takes is no way in.
      authenticationMethods: item.InternalAuthenticationMethods.filter((method) =>
        item.ExternalAuthenticationMethods.includes(method),
      ),
    }));
  const services = firstOf(observations, webServicesDirectories);
  const discovery = firstOf(observations, autodiscoverDirectories);
  return {
    virtualDirectories:
      services === undefined && discovery === undefined
        ? null
        : [...directories('EWS', services), ...directories('Autodiscover', discovery)],
    organisation: {
      guid: config?.Guid ?? '',
      ews: {
        enabled: config?.EwsEnabled ?? null,
        policy: oneOf(POLICIES, config?.EwsApplicationAccessPolicy ?? '') ?? null,
        allowList: [...(config?.EwsAllowList ?? [])],
        blockList: [...(config?.EwsBlockList ?? [])],
      },
    },
  };
}

const TYPES = [
  'UserMailbox',
  'RoomMailbox',
  'MailUser',
  'RemoteUserMailbox',
  'MailContact',
  'LinkedUser',
  'User',
] as const;

/** `contoso.com/Users/Name` → `Users`; escaped slashes belong to names. */
function containerOf(identity: string): string {
  const parts = identity.split(/(?<!\\)\//);
  return parts.at(-2) ?? 'Users';
}

interface SeenAccount {
  readonly Guid: string;
  readonly Name: string;
  readonly Identity: string;
  readonly DistinguishedName?: string;
}

/** The accounts that reads asked for by name, each once, with the roles that were assigned to it. */
export function describeAccounts(observations: Observations): Account[] {
  const accounts = new Map<string, Account>();
  const add = (seen: SeenAccount | null, more: Partial<Account>): void => {
    if (seen === null || seen.Guid === '') return;
    const known = accounts.get(seen.Guid);
    const identities = [seen.Identity, seen.DistinguishedName ?? '', seen.Guid];
    accounts.set(seen.Guid, {
      guid: seen.Guid,
      name: seen.Name,
      type: 'User',
      container: containerOf(seen.Identity),
      hidden: false,
      externalAddress: '',
      roles: null,
      ...known,
      ...more,
      identities: [...new Set([...(known?.identities ?? []), ...identities])].filter(
        (item) => item !== '',
      ),
    });
  };
  const typeOf = (text: string): Partial<Account> => {
    const type = oneOf(TYPES, text);
    return type === undefined ? {} : { type };
  };
  for (const { value } of allOf(observations, recipient))
    add(value, typeOf(value?.RecipientTypeDetails ?? ''));
  for (const { value } of allOf(observations, user))
    add(value, typeOf(value?.RecipientTypeDetails ?? ''));
  for (const { value } of allOf(observations, mailUser))
    add(value, {
      type: 'MailUser',
      hidden: value?.HiddenFromAddressListsEnabled ?? false,
      externalAddress: value?.ExternalEmailAddress ?? '',
    });
  return [...accounts.values()].map((account) => ({
    ...account,
    roles: rolesOf(observations, account),
  }));
}

function rolesOf(observations: Observations, account: Account): Account['roles'] {
  const known = account.identities.map((item) => item.toLowerCase());
  const asked = allOf(observations, roleAssignments).find((item) =>
    [...known, account.name.toLowerCase()].includes(
      item.arguments['assignee']?.toLowerCase() ?? '',
    ),
  );
  return (
    asked?.value.map((item) => ({ guid: item.Guid, name: item.Name, role: item.Role })) ?? null
  );
}

/** The management roles that reads found by name, with their entries where those were read. */
export function describeRoles(observations: Observations): WorldDescription['roles'] {
  const entries = allOf(observations, roleEntries);
  return allOf(observations, managementRole).flatMap(({ value }) => {
    if (value === null) return [];
    const own = entries.find(
      (item) => item.arguments['role']?.toLowerCase() === value.Name.toLowerCase(),
    );
    return [
      {
        guid: value.Guid,
        name: value.Name,
        parent: value.Parent,
        entries: [...(own?.value ?? [])],
      },
    ];
  });
}
