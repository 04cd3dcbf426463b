/**
 * Addresses that hybrid objects name, by cloud. Sources: the OAuth page of Exchange for the global cloud and for US
 * Government; other clouds have no published token address, so nothing is planned there.
 */
import type { TenantOrganization } from '../reads/tenant';

/** A cloud as far as step 1 cares. null: not published, or not to be told from the domain alone. */
export interface HybridCloud {
  /** Metadata of the two token issuers, for a domain or tenant id. */
  readonly metadata: Readonly<Record<AuthServerType, (tenant: string) => string>>;
  /** AutoDiscover of Exchange Online, for the connector. */
  readonly discovery: string | null;
  /** Exchange Web Services of Exchange Online. */
  readonly webServices: string | null;
}

/** Types of auth servers that a tenant needs. */
export type AuthServerType = 'MicrosoftACS' | 'AzureAD';

const GLOBAL: HybridCloud = {
  metadata: {
    MicrosoftACS: (tenant) =>
      `https://accounts.accesscontrol.windows.net/${tenant}/metadata/json/1`,
    AzureAD: (tenant) =>
      `https://login.windows.net/${tenant}/federationmetadata/2007-06/federationmetadata.xml`,
  },
  discovery: 'https://outlook.office365.com/autodiscover/autodiscover.svc',
  webServices: 'https://outlook.office365.com/ews/exchange.asmx',
};

/** GCC High and DoD share their domains and sign-in; their Exchange Online addresses differ, so none is assumed. */
const US_GOVERNMENT: HybridCloud = {
  metadata: {
    MicrosoftACS: (tenant) => `https://login.microsoftonline.us/${tenant}/metadata/json/1`,
    AzureAD: (tenant) =>
      `https://login.microsoftonline.us/${tenant}/federationmetadata/2007-06/federationmetadata.xml`,
  },
  discovery: null,
  webServices: null,
};

/** The cloud of a tenant, told by the end of its initial domain; null where nothing is published for it. */
export function hybridCloudOf(tenant: TenantOrganization): HybridCloud | null {
  const names = [tenant.initialDomain, ...tenant.verifiedDomains];
  if (names.some((name) => name.endsWith('.onmicrosoft.com'))) return GLOBAL;
  if (names.some((name) => name.endsWith('.onmicrosoft.us'))) return US_GOVERNMENT;
  return null;
}

const COEXISTENCE = /\.mail\.(onmicrosoft\.(com|us)|partner\.onmschina\.cn)$/;

/**
 * The domain that addresses of cloud mailboxes end in: the coexistence domain, or the initial domain of a tenant that
 * has none yet. '' where neither is known.
 */
export function tenantMailDomain(tenant: TenantOrganization): string {
  const [coexistence] = tenant.verifiedDomains.filter((name) => COEXISTENCE.test(name)).sort();
  return coexistence ?? tenant.initialDomain;
}

/** True for a domain of the service itself, not of the organisation. */
export function isServiceDomain(name: string): boolean {
  return /\.(onmicrosoft\.(com|us)|partner\.onmschina\.cn)$/.test(name.toLowerCase());
}
