/** What the tenant's adapter takes of the clouds. */
import { CLOUDS } from '../../core/model/clouds';
import type { CloudId } from '../../shared/clouds';

/**
 * Public client to sign in with where the customer registered none: Microsoft Graph Command Line Tools, which
 * exists in the global cloud and asks for named consent.
 */
export const DEFAULT_CLIENT_ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

/**
 * Public client of Exchange Online's own PowerShell, the one that Connect-ExchangeOnline signs in with: the application
 * above may not ask for Exchange Online's tokens.
 */
export const EXCHANGE_ONLINE_CLIENT_ID = 'fb78d390-0c51-40cd-8e17-fdbfab77341b';

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
