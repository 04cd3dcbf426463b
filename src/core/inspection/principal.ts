/**
 * Names of issuers and audiences as Access Control Service, Exchange and Skype for Business write them:
 * `<application>@<realm>`, `<application>/<host>@<realm>`, sometimes with a slash in front (article 001), and
 * addresses such as `https://sts.windows.net/<tenant>/`.
 */
import { APPLICATIONS, applicationName } from '../../shared/applications';

/** A name, taken apart. Each part in small letters; null where it has none. */
export interface Principal {
  /** GUID. */
  readonly applicationId: string | null;
  readonly host: string | null;
  /** A tenant's GUID, or a domain on-premises; `*` in a challenge means any. */
  readonly realm: string | null;
}

/** Principal id of Access Control Service and its successor: the issuer of application tokens. */
const TOKEN_SERVICE = '00000001-0000-0000-c000-000000000000';
const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const NAMED = new RegExp(`^/?(${GUID})(?:/([^@\\s]{0,300}))?(?:@(\\S{1,300}))?$`, 'i');
const IS_GUID = new RegExp(`^${GUID}$`, 'i');
const TENANT_IN_PATH = new RegExp(`^/(${GUID})(?:/|$)`, 'i');
/** Hosts under which Entra issues tokens, in every cloud. */
const ENTRA_HOSTS = [
  'sts.windows.net',
  'login.windows.net',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'sts.chinacloudapi.cn',
];
/** Well-known applications beside those that this product sets up. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  [TOKEN_SERVICE]: 'Microsoft token service (ACS)',
  '00000003-0000-0ff1-ce00-000000000000': 'SharePoint Online',
  '00000003-0000-0000-c000-000000000000': 'Microsoft Graph',
  '00000002-0000-0000-c000-000000000000': 'Azure AD Graph',
};

/** Takes a name apart; everything is null where it has none of the known forms. */
export function parsePrincipal(text: string): Principal {
  const named = NAMED.exec(text.trim());
  if (named !== null)
    return { applicationId: small(named[1]), host: small(named[2]), realm: small(named[3]) };
  const address = addressOf(text);
  if (address === undefined) return { applicationId: null, host: null, realm: null };
  const tenant = TENANT_IN_PATH.exec(address.pathname);
  return { applicationId: null, host: address.hostname.toLowerCase(), realm: small(tenant?.[1]) };
}

function small(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text.toLowerCase();
}

/** An http or https address; undefined for anything else. */
export function addressOf(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text) || text.length > 8_192) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Who issued: Microsoft's token service, Entra, an application of its own, or somebody else. */
export function issuerKind(issuer: Principal): 'service' | 'entra' | 'application' | 'other' {
  if (issuer.applicationId === TOKEN_SERVICE) return 'service';
  if (issuer.applicationId !== null) return 'application';
  return issuer.host !== null && ENTRA_HOSTS.includes(issuer.host) ? 'entra' : 'other';
}

/**
 * The product behind an application id. Exchange Server and Skype for Business Server use the ids of their services;
 * a realm that is no tenant's GUID says that the server is meant.
 */
export function productOf({ applicationId, realm }: Principal): string {
  const id = applicationId ?? '';
  const onPremises = realm !== null && !IS_GUID.test(realm) && realm !== '*';
  if (onPremises && id === APPLICATIONS.exchangeOnline) return 'Exchange Server';
  if (onPremises && id === APPLICATIONS.skypeForBusinessOnline) return 'Skype for Business Server';
  return (Object.hasOwn(OTHER_NAMES, id) ? OTHER_NAMES[id] : undefined) ?? applicationName(id);
}

/** True when the text is a GUID. */
export function isGuid(text: string): boolean {
  return IS_GUID.test(text);
}
