import type { CloudId } from '../../shared/clouds';
import { CLOUD_NAMES } from '../../shared/clouds';

/** A Microsoft cloud: tokens of one are refused in another. */
export interface Cloud {
  readonly id: CloudId;
  /** Official name, the same in every language. */
  readonly name: string;
  /** Host of the authority. */
  readonly login: string;
  /** Older hosts that still lead to the same authority. */
  readonly olderLogins: readonly string[];
  /** Host of Microsoft Graph. */
  readonly graph: string;
  /** How initial domains end, where it is documented. */
  readonly initialDomain: string | null;
}

/**
 * Microsoft's clouds. Hosts: learn.microsoft.com/graph/deployments and CSS-Exchange
 * Shared/AzureFunctions/Get-CloudServiceEndpoint.ps1 (Bleu and Delos since February 2026).
 */
export const CLOUDS: readonly Cloud[] = [
  {
    id: 'global',
    name: CLOUD_NAMES.global,
    login: 'login.microsoftonline.com',
    olderLogins: ['login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    graph: 'graph.microsoft.com',
    initialDomain: 'onmicrosoft.com',
  },
  {
    id: 'gcc-high',
    name: CLOUD_NAMES['gcc-high'],
    login: 'login.microsoftonline.us',
    olderLogins: [],
    graph: 'graph.microsoft.us',
    initialDomain: 'onmicrosoft.us',
  },
  {
    id: 'dod',
    name: CLOUD_NAMES.dod,
    login: 'login.microsoftonline.us',
    olderLogins: [],
    graph: 'dod-graph.microsoft.us',
    initialDomain: 'onmicrosoft.us',
  },
  {
    id: '21vianet',
    name: CLOUD_NAMES['21vianet'],
    login: 'login.partner.microsoftonline.cn',
    olderLogins: ['login.chinacloudapi.cn'],
    graph: 'microsoftgraph.chinacloudapi.cn',
    initialDomain: 'partner.onmschina.cn',
  },
  {
    id: 'bleu',
    name: CLOUD_NAMES.bleu,
    login: 'login.sovcloud-identity.fr',
    olderLogins: [],
    graph: 'graph.svc.sovcloud.fr',
    initialDomain: null,
  },
  {
    id: 'delos',
    name: CLOUD_NAMES.delos,
    login: 'login.sovcloud-identity.de',
    olderLogins: [],
    graph: 'graph.svc.sovcloud.de',
    initialDomain: null,
  },
];

/**
 * Public client to sign in with where the customer registered none: Microsoft Graph Command Line Tools, which
 * exists in the global cloud and asks for named consent.
 */
export const DEFAULT_CLIENT_ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

/** Where a tenant is reached. */
export interface TenantEndpoints {
  /** `https://HOST/TENANT`. */
  readonly authority: string;
  /** `https://HOST/v1.0`. */
  readonly graph: string;
  /** For the list of hosts that the HTTP port may reach. */
  readonly hosts: readonly string[];
}

/** The endpoints of a tenant in a cloud. */
export function cloudEndpoints(id: CloudId, tenantId: string): TenantEndpoints {
  const cloud = CLOUDS.find((candidate) => candidate.id === id);
  if (cloud === undefined) throw new RangeError(`no such cloud: ${id}`);
  return {
    authority: `https://${cloud.login}/${tenantId}`,
    graph: `https://${cloud.graph}/v1.0`,
    hosts: [cloud.login, ...cloud.olderLogins, cloud.graph],
  };
}

/** The cloud that an initial domain such as `contoso.onmicrosoft.us` belongs to, where its name tells. */
export function cloudOfDomain(domain: string): CloudId | undefined {
  const name = domain.toLowerCase();
  return CLOUDS.find(
    ({ initialDomain }) => initialDomain !== null && name.endsWith(`.${initialDomain}`),
  )?.id;
}

/** All names of the authority that `host` belongs to; MSAL treats them as one. */
export function authorityAliases(host: string): readonly string[] {
  const cloud = CLOUDS.find(({ login, olderLogins }) => [login, ...olderLogins].includes(host));
  return cloud === undefined ? [host] : [cloud.login, ...cloud.olderLogins];
}

/** For people: where a directory is. */
export function describeGraph(graph: string): string {
  const { host } = new URL(graph);
  return `${host} · ${cloudName(host) ?? 'Microsoft Graph'}`;
}

/** The official name of the cloud whose Graph host this is. */
export function cloudName(graphHost: string): string | undefined {
  return CLOUDS.find(({ graph }) => graph === graphHost)?.name;
}
