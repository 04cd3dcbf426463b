/** What the authentication metadata documents of the cloud say: who issues tokens, for which tenant, and where. */
import { guidOf } from '../deterministic';
import type { AuthServerType } from '../exchange/state';
import type { WorldState } from '../world';

/** Identifier of Microsoft's access control service, the issuer of its tokens. */
export const ACS_ISSUER = '00000001-0000-0000-c000-000000000000';

/** What a document says. */
export interface AuthMetadata {
  readonly type: AuthServerType;
  readonly realm: string;
  readonly issuerIdentifier: string;
  readonly tokenIssuingEndpoint: string;
  readonly authorizationEndpoint: string;
}

/** A document, or the end of the web exception's text. */
export type Fetched =
  | { readonly ok: true; readonly metadata: AuthMetadata }
  | { readonly ok: false; readonly reason: string };

const ACS_HOST = 'accounts.accesscontrol.windows.net';
const ENTRA_HOSTS = ['login.windows.net', 'login.microsoftonline.com'];
const ACS_PATH = /^\/([^/]+)\/metadata\/json\/1$/i;
const ENTRA_PATH = /^\/([^/]+)\/federationmetadata\/2007-06\/federationmetadata\.xml$/i;

/** Id of the second tenant that the organisation may serve. */
export function secondTenantId(seed: number): string {
  return guidOf(seed, 'second tenant');
}

/** Domain names of the second tenant. */
export const SECOND_TENANT_DOMAINS = ['fabrikam.onmicrosoft.com', 'fabrikam.mail.onmicrosoft.com'];

/** Id of the tenant that a GUID or a domain name stands for; undefined where nobody has that name. */
function tenantNamed(world: WorldState, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const { id, domains } = world.tenant;
  if (wanted === id || domains.some((domain) => domain.id.toLowerCase() === wanted)) return id;
  const second = secondTenantId(world.seed);
  return wanted === second || SECOND_TENANT_DOMAINS.includes(wanted) ? second : undefined;
}

/**
 * Fetches the document at an address. Faults of the way there act here. `anyCertificate` is -TrustAnySSLCertificate.
 * Addresses of other clouds and of other products have no document in the lab.
 */
export function fetchMetadata(
  world: WorldState,
  address: string,
  anyCertificate: boolean,
): Fetched {
  const url = parseUrl(address);
  if (url === undefined)
    return failed('Invalid URI: The format of the URI could not be determined.');
  const isEntra = ENTRA_HOSTS.includes(url.host);
  if (!isEntra && url.host !== ACS_HOST)
    return failed(`The remote name could not be resolved: '${url.hostname}'`);
  const blocked = wayBlocked(world, anyCertificate);
  if (blocked !== undefined) return failed(blocked);
  const named = (isEntra ? ENTRA_PATH : ACS_PATH).exec(url.pathname)?.[1];
  if (url.protocol !== 'https:' || named === undefined)
    return failed('The remote server returned an error: (404) Not Found.');
  const tenant = tenantNamed(world, decodeURIComponent(named));
  if (tenant === undefined)
    return failed('The remote server returned an error: (400) Bad Request.');
  return { ok: true, metadata: isEntra ? entra(tenant) : accessControl(tenant) };
}

/** What a proxy on the way to the cloud's sign-in hosts does to a request; undefined: nothing. */
export function wayBlocked(world: WorldState, anyCertificate: boolean): string | undefined {
  if (world.faults.includes('proxy-blocks-sign-in'))
    return 'The remote server returned an error: (403) Forbidden.';
  if (world.faults.includes('tls-inspection') && !anyCertificate)
    return 'The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.';
  return undefined;
}

/** What the document of a type says for a tenant. */
export function documentOf(type: 'MicrosoftACS' | 'AzureAD', tenant: string): AuthMetadata {
  return type === 'MicrosoftACS' ? accessControl(tenant) : entra(tenant);
}

function accessControl(tenant: string): AuthMetadata {
  return {
    type: 'MicrosoftACS',
    realm: tenant,
    issuerIdentifier: ACS_ISSUER,
    tokenIssuingEndpoint: `https://${ACS_HOST}/${tenant}/tokens/OAuth/2`,
    authorizationEndpoint: '',
  };
}

function entra(tenant: string): AuthMetadata {
  return {
    type: 'AzureAD',
    realm: tenant,
    issuerIdentifier: `https://sts.windows.net/${tenant}/`,
    tokenIssuingEndpoint: `https://login.windows.net/${tenant}/oauth2/token`,
    authorizationEndpoint: `https://login.windows.net/${tenant}/oauth2/authorize`,
  };
}

function failed(reason: string): Fetched {
  return { ok: false, reason };
}

/** An absolute address; undefined for any other text. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
