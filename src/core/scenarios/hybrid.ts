/**
 * Addresses that hybrid objects name, by cloud. Sources: the OAuth page of Exchange for the token issuers of the global
 * cloud and of US Government; CSS-Exchange Get-CloudServiceEndpoint for AutoDiscover and Exchange Online of the others.
 * What has no published address is left to a person.
 */
import type { CloudChoice, CloudId } from '../../shared/clouds';
import type { TenantOrganization } from '../reads/tenant';

/** A cloud as far as step 1 cares. null: not published, or not to be told from the domain alone. */
export interface HybridCloud {
  /** Metadata of the two token issuers, for a domain or tenant id. */
  readonly metadata: Readonly<Record<AuthServerType, ((tenant: string) => string) | null>>;
  /** AutoDiscover of Exchange Online, for the connector. */
  readonly discovery: string | null;
  /** Exchange Web Services of Exchange Online. */
  readonly webServices: string | null;
  /** Where SIP of the cloud is reached, in small letters, and how a client finds it there. */
  readonly sip: { readonly proxy: string; readonly autodiscover: string } | null;
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
  sip: {
    proxy: 'sipfed.online.lync.com',
    autodiscover: 'https://webdir.online.lync.com/Autodiscover/AutodiscoverService.svc/root',
  },
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
  sip: null,
};

/** Its token issuers have no published address. */
const VIANET: HybridCloud = {
  metadata: { MicrosoftACS: null, AzureAD: null },
  discovery: 'https://autodiscover-s.partner.outlook.cn/autodiscover/autodiscover.svc',
  webServices: 'https://partner.outlook.cn/ews/exchange.asmx',
  sip: null,
};

const BY_CLOUD: Readonly<Record<CloudId, HybridCloud | null>> = {
  global: GLOBAL,
  'gcc-high': {
    ...US_GOVERNMENT,
    discovery: 'https://autodiscover-s.office365.us/autodiscover/autodiscover.svc',
    webServices: 'https://outlook.office365.us/ews/exchange.asmx',
  },
  dod: {
    ...US_GOVERNMENT,
    discovery: 'https://autodiscover-s-dod.office365.us/autodiscover/autodiscover.svc',
    webServices: 'https://outlook-dod.office365.us/ews/exchange.asmx',
  },
  '21vianet': VIANET,
  bleu: null,
  delos: null,
};

/**
 * The cloud of a tenant: the one that was chosen for the customer, else what the end of its initial domain tells; null
 * where nothing is published for it.
 */
export function hybridCloudOf(
  tenant: TenantOrganization,
  chosen: CloudChoice | null,
): HybridCloud | null {
  if (chosen === 'custom') return null;
  if (chosen !== null) return BY_CLOUD[chosen];
  const names = [tenant.initialDomain, ...tenant.verifiedDomains];
  if (names.some((name) => name.endsWith('.onmicrosoft.com'))) return GLOBAL;
  if (names.some((name) => name.endsWith('.onmicrosoft.us'))) return US_GOVERNMENT;
  if (names.some((name) => name.endsWith('.partner.onmschina.cn'))) return VIANET;
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
