/** Microsoft's clouds: where each is reached, and what tells them apart. */

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
  /** Its name in Microsoft Graph PowerShell, as Get-MgEnvironment lists it. */
  readonly environment: string;
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
    environment: 'Global',
  },
  {
    id: 'gcc-high',
    name: CLOUD_NAMES['gcc-high'],
    login: 'login.microsoftonline.us',
    olderLogins: [],
    graph: 'graph.microsoft.us',
    initialDomain: 'onmicrosoft.us',
    environment: 'USGov',
  },
  {
    id: 'dod',
    name: CLOUD_NAMES.dod,
    login: 'login.microsoftonline.us',
    olderLogins: [],
    graph: 'dod-graph.microsoft.us',
    initialDomain: 'onmicrosoft.us',
    environment: 'USGovDoD',
  },
  {
    id: '21vianet',
    name: CLOUD_NAMES['21vianet'],
    login: 'login.partner.microsoftonline.cn',
    olderLogins: ['login.chinacloudapi.cn'],
    graph: 'microsoftgraph.chinacloudapi.cn',
    initialDomain: 'partner.onmschina.cn',
    environment: 'China',
  },
  {
    id: 'bleu',
    name: CLOUD_NAMES.bleu,
    login: 'login.sovcloud-identity.fr',
    olderLogins: [],
    graph: 'graph.svc.sovcloud.fr',
    initialDomain: null,
    environment: 'BleuCloud',
  },
  {
    id: 'delos',
    name: CLOUD_NAMES.delos,
    login: 'login.sovcloud-identity.de',
    olderLogins: [],
    graph: 'graph.svc.sovcloud.de',
    initialDomain: null,
    environment: 'DelosCloud',
  },
];

/** The cloud that an initial domain such as `contoso.onmicrosoft.us` belongs to, where its name tells. */
export function cloudOfDomain(domain: string): CloudId | undefined {
  const name = domain.toLowerCase();
  return CLOUDS.find(
    ({ initialDomain }) => initialDomain !== null && name.endsWith(`.${initialDomain}`),
  )?.id;
}

/** What scripts say of a cloud. */
export interface ScriptCloud {
  /** For Connect-MgGraph. */
  readonly environment: string;
  /** `https://HOST/v1.0`. */
  readonly graphRoot: string;
}

/** The cloud that scripts for a tenant sign in to: the global one where the domain does not tell. */
export function scriptCloud(tenantDomain: string): ScriptCloud {
  const id = cloudOfDomain(tenantDomain) ?? 'global';
  const cloud = CLOUDS.find((candidate) => candidate.id === id);
  if (cloud === undefined) throw new RangeError(`no such cloud: ${id}`);
  return { environment: cloud.environment, graphRoot: `https://${cloud.graph}/v1.0` };
}
