/** Microsoft's clouds: where each is reached, and what tells them apart. */

import type { CloudChoice, CloudId } from '../../shared/clouds';
import { CLOUD_NAMES } from '../../shared/clouds';
import type { TenantAccess } from './tenant-access';

/** Exchange Online's own PowerShell in a cloud. */
export interface ExchangeOnlineCloud {
  /** Resource that its access tokens are for, `https://HOST`. */
  readonly resource: string;
  /** For `Connect-ExchangeOnline -ExchangeEnvironmentName`. */
  readonly environment: string;
}

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
  /** Null where no way to Exchange Online's PowerShell is documented. */
  readonly exchangeOnline: ExchangeOnlineCloud | null;
}

/**
 * Microsoft's clouds. Hosts: learn.microsoft.com/graph/deployments and CSS-Exchange
 * Shared/AzureFunctions/Get-CloudServiceEndpoint.ps1 (Bleu and Delos since February 2026). Exchange Online: the page of
 * Connect-ExchangeOnline, whose connection addresses and environments are these.
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
    exchangeOnline: { resource: 'https://outlook.office365.com', environment: 'O365Default' },
  },
  {
    id: 'gcc-high',
    name: CLOUD_NAMES['gcc-high'],
    login: 'login.microsoftonline.us',
    olderLogins: [],
    graph: 'graph.microsoft.us',
    initialDomain: 'onmicrosoft.us',
    environment: 'USGov',
    exchangeOnline: { resource: 'https://outlook.office365.us', environment: 'O365USGovGCCHigh' },
  },
  {
    id: 'dod',
    name: CLOUD_NAMES.dod,
    login: 'login.microsoftonline.us',
    olderLogins: [],
    graph: 'dod-graph.microsoft.us',
    initialDomain: 'onmicrosoft.us',
    environment: 'USGovDoD',
    exchangeOnline: { resource: 'https://webmail.apps.mil', environment: 'O365USGovDoD' },
  },
  {
    id: '21vianet',
    name: CLOUD_NAMES['21vianet'],
    login: 'login.partner.microsoftonline.cn',
    olderLogins: ['login.chinacloudapi.cn'],
    graph: 'microsoftgraph.chinacloudapi.cn',
    initialDomain: 'partner.onmschina.cn',
    environment: 'China',
    exchangeOnline: { resource: 'https://partner.outlook.cn', environment: 'O365China' },
  },
  {
    id: 'bleu',
    name: CLOUD_NAMES.bleu,
    login: 'login.sovcloud-identity.fr',
    olderLogins: [],
    graph: 'graph.svc.sovcloud.fr',
    initialDomain: null,
    environment: 'BleuCloud',
    exchangeOnline: null,
  },
  {
    id: 'delos',
    name: CLOUD_NAMES.delos,
    login: 'login.sovcloud-identity.de',
    olderLogins: [],
    graph: 'graph.svc.sovcloud.de',
    initialDomain: null,
    environment: 'DelosCloud',
    exchangeOnline: null,
  },
];

/** The cloud that an initial domain such as `contoso.onmicrosoft.us` belongs to, where its name tells. */
export function cloudOfDomain(domain: string): CloudId | undefined {
  const name = domain.toLowerCase();
  return CLOUDS.find(
    ({ initialDomain }) => initialDomain !== null && name.endsWith(`.${initialDomain}`),
  )?.id;
}

/** Where a customer's tenant is, as its file says. */
export interface TenantPlace {
  /** Initial domain, e.g. `contoso.onmicrosoft.com`. */
  readonly tenantDomain: string;
  readonly tenantAccess?: TenantAccess;
}

/** The cloud of a tenant: the one that was chosen, else the one that its domain tells, else the global one. */
export function cloudOf({ tenantAccess, tenantDomain }: TenantPlace): CloudChoice {
  return tenantAccess?.cloud ?? cloudOfDomain(tenantDomain) ?? 'global';
}

/** Exchange Online's PowerShell of a tenant; null where none is known for its cloud. */
export function exchangeOnlineOf(place: TenantPlace): ExchangeOnlineCloud | null {
  const cloud = cloudOf(place);
  return CLOUDS.find(({ id }) => id === cloud)?.exchangeOnline ?? null;
}

/** The command that connects a window to Exchange Online in a tenant's cloud. */
export function connectOnline(place: TenantPlace): string {
  const environment = exchangeOnlineOf(place)?.environment;
  const command = 'Connect-ExchangeOnline';
  return environment === undefined ? command : `${command} -ExchangeEnvironmentName ${environment}`;
}

/** What scripts say of a cloud. */
export interface ScriptCloud {
  /** For Connect-MgGraph. */
  readonly environment: string;
  /** `https://HOST/v1.0`. */
  readonly graphRoot: string;
  /** https origins that Add-MgEnvironment is given first; null for a cloud that the module knows. */
  readonly added: { readonly login: string; readonly graph: string } | null;
}

/** The cloud that scripts for a tenant sign in to. */
export function scriptCloud(place: TenantPlace): ScriptCloud {
  const { login, graph } = place.tenantAccess ?? {};
  if (login !== undefined && graph !== undefined) {
    const environment = `Crossprem-${new URL(login).host}`;
    return { environment, graphRoot: `${graph}/v1.0`, added: { login, graph } };
  }
  const id = cloudOf(place);
  const cloud = CLOUDS.find((candidate) => candidate.id === id);
  if (cloud === undefined) throw new RangeError(`no such cloud: ${id}`);
  const { environment, graph: host } = cloud;
  return { environment, graphRoot: `https://${host}/v1.0`, added: null };
}
