/** Objects of the configuration partition: where each kind lives and how Exchange describes it. */
import type { View } from './directory';
import type { Session } from './session';
import type { ObjectKind } from './state';
import { EXCHANGE_ROOT, configurationDn, escapeCanonical } from './names';

/** Kinds that live in the configuration partition. */
export type ConfigurationKind = Exclude<ObjectKind, 'account' | 'group'>;

/** What rows of a kind say about their class. */
export interface ConfigurationClass {
  /** Parent containers from the object upwards. */
  readonly path: readonly string[];
  readonly version: string;
  /** Name in the schema. */
  readonly category: string;
  readonly classes: readonly string[];
}

const AUTH = ['Auth Configuration'];
const RBAC = ['RBAC'];
const SERVERS = [
  'Servers',
  'Exchange Administrative Group (FYDIBOHF23SPDLT)',
  'Administrative Groups',
];

/**
 * Class facts: recorded for most; inferred for authServer, connector, addressSpace,
 * relationship, role and virtualDirectory (AutoDiscover).
 */
export const CONFIGURATION: Readonly<Record<ConfigurationKind, ConfigurationClass>> = {
  organisation: {
    path: [],
    version: '2.0 (15.0.0.0)',
    category: 'ms-Exch-Organization-Container',
    classes: ['top', 'container', 'msExchOrganizationContainer'],
  },
  acceptedDomain: {
    path: ['Accepted Domains', 'Transport Settings'],
    version: '0.20 (15.0.0.0)',
    category: 'ms-Exch-Accepted-Domain',
    classes: ['top', 'msExchAcceptedDomain'],
  },
  authConfig: {
    path: [],
    version: '0.20 (15.0.0.0)',
    category: 'ms-Exch-Auth-Auth-Config',
    classes: ['top', 'container', 'msExchContainer', 'msExchAuthAuthConfig'],
  },
  authServer: {
    path: ['Auth Servers', ...AUTH],
    version: '0.20 (15.0.0.0)',
    category: 'ms-Exch-Auth-Auth-Server',
    classes: ['top', 'msExchAuthAuthServer'],
  },
  partnerApplication: {
    path: ['Partner Applications', ...AUTH],
    version: '0.20 (15.0.0.0)',
    category: 'ms-Exch-Auth-Partner-Application',
    classes: ['top', 'msExchAuthPartnerApplication'],
  },
  connector: {
    path: ['Intra Organization Connectors'],
    version: '0.20 (15.0.0.0)',
    category: 'ms-Exch-Intra-Organization-Connector',
    classes: ['top', 'msExchIntraOrganizationConnector'],
  },
  addressSpace: {
    path: ['Availability Configuration'],
    version: '0.1 (8.0.535.0)',
    category: 'ms-Exch-Availability-Address-Space',
    classes: ['top', 'msExchAvailabilityAddressSpace'],
  },
  relationship: {
    path: ['Federation'],
    version: '0.10 (14.0.100.0)',
    category: 'ms-Exch-Fed-Sharing-Relationship',
    classes: ['top', 'msExchFedSharingRelationship'],
  },
  role: {
    path: ['Roles', ...RBAC],
    version: '0.12 (14.0.451.0)',
    category: 'ms-Exch-Role',
    classes: ['top', 'msExchRole'],
  },
  roleAssignment: {
    path: ['Role Assignments', ...RBAC],
    version: '0.11 (14.0.550.0)',
    category: 'ms-Exch-Role-Assignment',
    classes: ['top', 'msExchRoleAssignment'],
  },
  settingOverride: {
    path: ['Setting Overrides', 'Global Settings'],
    version: '0.1 (8.0.535.0)',
    category: 'ms-Exch-Config-Settings',
    classes: ['top', 'msExchConfigSettings'],
  },
  hybridConfiguration: {
    path: ['Hybrid Configuration'],
    version: '0.20 (15.0.0.0)',
    category: 'ms-Exch-Coexistence-Relationship',
    classes: ['top', 'msExchCoexistenceRelationship'],
  },
  server: {
    path: SERVERS,
    version: '0.1 (8.0.535.0)',
    category: 'ms-Exch-Exchange-Server',
    classes: ['top', 'server', 'msExchExchangeServer'],
  },
  virtualDirectory: {
    path: ['HTTP', 'Protocols'],
    version: '0.10 (14.0.100.0)',
    category: 'ms-Exch-Web-Services-Virtual-Directory',
    classes: ['top', 'msExchVirtualDirectory', 'msExchWebServicesVirtualDirectory'],
  },
};

/** Distinguished name of a configuration object. */
export function configurationName<Kind extends ConfigurationKind>(
  session: Session,
  view: View<Kind>,
): string {
  return configurationDn(session.organisation.forest, lineage(session, view));
}

/** Canonical name of a configuration object, from the forest down. */
export function canonicalConfiguration<Kind extends ConfigurationKind>(
  session: Session,
  view: View<Kind>,
): string {
  const parts = [...lineage(session, view), ...EXCHANGE_ROOT].reverse();
  return [session.organisation.forest, ...parts].map(escapeCanonical).join('/');
}

/** Names from the object up to the organisation. */
function lineage<Kind extends ConfigurationKind>(session: Session, view: View<Kind>): string[] {
  const { name } = session.organisation;
  if (view.kind === 'organisation') return [name];
  const server = serverOf(view.data);
  const above = server === undefined ? [] : [server, ...SERVERS];
  return [
    view.data.name,
    ...parentRoles(session, view),
    ...CONFIGURATION[view.kind].path,
    ...above,
    name,
  ];
}

/** A derived role lies below its parents. */
function parentRoles<Kind extends ConfigurationKind>(session: Session, view: View<Kind>): string[] {
  const names: string[] = [];
  let role = view.kind === 'role' ? session.directory.byGuid('role', view.guid) : undefined;
  while (role !== undefined && role.data.parent !== null) {
    role = session.directory.byGuid('role', role.data.parent);
    if (role !== undefined) names.push(role.data.name);
  }
  return names;
}

/** The server a virtual directory belongs to. */
function serverOf(data: object): string | undefined {
  return 'server' in data && typeof data.server === 'string' ? data.server : undefined;
}
