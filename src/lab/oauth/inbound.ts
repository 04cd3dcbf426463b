/** Test-OAuthConnectivity in Exchange Online: its call to the servers of the organisation. */
import { APPLICATIONS } from '../../shared/applications';
import { EWS_UNSET, EXCHANGE_AGENT, allowsAgent } from '../exchange/cmdlets/ews-access';
import type { View } from '../exchange/directory';
import { PRACTICE } from '../exchange/errors';
import { fold } from '../exchange/names';
import type { Session } from '../exchange/session';
import type { PartnerApplicationData, VirtualDirectoryData } from '../exchange/state';
import { ACS_ISSUER, parseUrl } from './metadata';
import { AMBIGUOUS_USER } from './outbound';
import { FORBIDDEN, UNAUTHORISED, challenge, failure, information, refused } from './verdict';
import type { OAuthCall, Verdict } from './verdict';

const BUILDER = 'OAuthTokenBuilder:GetAppToken';

/** Runs the test. `session` looks at the organisation as its servers do; `address` is the cloud mailbox's. */
export function testInbound(
  session: Session,
  call: OAuthCall,
  address: string | undefined,
): Verdict {
  const start = [information('OAuthCredentials:Authenticate', 'entering')];
  const url = parseUrl(call.targetUri);
  if (url === undefined || !publishedHosts(session).includes(url.hostname))
    return failure(
      start,
      `System.Net.WebException: The remote name could not be resolved: '${url?.hostname ?? call.targetUri}'`,
    );
  if (session.has('not-published'))
    return failure(start, 'System.Net.WebException: Unable to connect to the remote server');
  const trace = [...start, challenge(call.targetUri)];
  const refusal = tokenRefusal(session, url.hostname);
  if (refusal !== undefined) {
    const text = `Unable to get token from Auth Server. Error code: 'invalid_resource'. Description: '${refusal}'`;
    return failure([...trace, `Error:${text}`], UNAUTHORISED);
  }
  const asked = [
    ...trace,
    information(
      BUILDER,
      `trying to get the apptoken for resource '${APPLICATIONS.exchangeOnline}/${url.hostname}'`,
    ),
  ];
  return (
    directoryRefusal(session, call, url.hostname, asked) ??
    issuerRefusal(session, asked) ??
    applicationRefusal(session, call, asked) ??
    userRefusal(session, call, address, asked) ?? {
      result: 'Success',
      trace: asked,
      response: '',
      exception: '',
    }
  );
}

/** Host names of the organisation that resolve on the Internet. */
function publishedHosts(session: Session): string[] {
  const directories = session.directory
    .list('virtualDirectory')
    .flatMap(({ data }) => hostsOf(data));
  const autodiscover = session.directory
    .list('acceptedDomain')
    .filter(({ data }) => data.domainType === 'Authoritative' && !data.isCoexistence)
    .map(({ data }) => `autodiscover.${data.domainName}`);
  return [...directories, ...autodiscover];
}

function hostsOf(data: VirtualDirectoryData): string[] {
  return [data.internalUrl, data.externalUrl].flatMap((text) => {
    const host = text === null ? undefined : parseUrl(text)?.hostname;
    return host === undefined ? [] : [host];
  });
}

/** The token service gives a token only for a host that is a name of Exchange Online's principal. */
function tokenRefusal(session: Session, host: string): string | undefined {
  const { tenant } = session.world;
  const principal = tenant.servicePrincipals.find(
    (item) => item.appId === APPLICATIONS.exchangeOnline,
  );
  const names = (principal?.servicePrincipalNames ?? []).map((name) =>
    fold(name).replace(/\/$/, ''),
  );
  if (principal?.accountEnabled === true && names.includes(`https://${host}`)) return undefined;
  if (principal?.accountEnabled === false)
    return `AADSTS7000112: Application '${APPLICATIONS.exchangeOnline}'(${principal.displayName}) is disabled.`;
  return (
    `AADSTS500011: The resource principal named https://${host} was not found in the tenant named ${tenant.displayName}. ` +
    'This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.'
  );
}

/** What the virtual directory says before anything looks at the token. One server of several is enough to fail. */
function directoryRefusal(
  session: Session,
  call: OAuthCall,
  host: string,
  trace: readonly string[],
): Verdict | undefined {
  const kind = call.service === 'AutoD' ? 'Autodiscover' : 'EWS';
  const directories = session.directory
    .list('virtualDirectory')
    .map((view) => view.data)
    .filter((data) => data.kind === kind);
  if (directories.some((data) => !data.authenticationMethods.includes('OAuth'))) {
    return refused(
      trace,
      `reason="The token profile 'S2SAppActAs' is not applicable for the current protocol";error_category="invalid_token".`,
    );
  }
  const known = directories.flatMap(hostsOf);
  if (kind === 'EWS' && !known.includes(host)) {
    return refused(
      trace,
      `The hostname component of the audience claim value 'https://${host}' is invalid; error_category="invalid_resource"`,
    );
  }
  return undefined;
}

/** Exchange trusts the token when it knows its issuer for this tenant, and the issuer's present keys. */
function issuerRefusal(session: Session, trace: readonly string[]): Verdict | undefined {
  const tenant = session.world.tenant.id;
  const issuers = session.directory
    .list('authServer')
    .map((view) => view.data)
    .filter((data) => data.enabled && data.type === 'MicrosoftACS' && data.realm === tenant);
  if (issuers.length === 0) {
    return refused(
      trace,
      `diagnostics: 2000009;reason="The issuer of the token is unknown. Issuer was '${ACS_ISSUER}@${tenant}'.";error_category="invalid_issuer".`,
    );
  }
  if (issuers.some((data) => data.hasCurrentKeys)) return undefined;
  return refused(
    trace,
    'diagnostics: 2000000; reason="The token has an invalid signature.";error_category="invalid_signature".',
  );
}

/** Exchange Online as a partner of this organisation: there, enabled, with an account that may do something. */
function applicationRefusal(
  session: Session,
  call: OAuthCall,
  trace: readonly string[],
): Verdict | undefined {
  const partner = session.directory
    .list('partnerApplication')
    .map((view) => view.data)
    .find((data) => isCloudExchange(data) && data.enabled);
  if (partner === undefined)
    return refused(trace, `${PRACTICE} Exchange Online is not an enabled partner application.`);
  if (call.service !== 'EWS') return undefined;
  const assignments = session.directory.list('roleAssignment');
  const hasRoles =
    partner.linkedAccount !== null &&
    session.directory.byGuid('account', partner.linkedAccount) !== undefined &&
    assignments.some(({ data }) => data.assignee === partner.linkedAccount && data.enabled);
  if (hasRoles) return undefined;
  return failure(
    trace,
    'System.Web.Services.Protocols.SoapException: The application is missing a linked account for RBAC roles, ' +
      'or the linked account has no RBAC role assignments, or the calling users account is logon disabled.',
  );
}

function isCloudExchange(data: PartnerApplicationData): boolean {
  return (
    data.applicationIdentifier === APPLICATIONS.exchangeOnline &&
    data.realm === '' &&
    data.authMetadataUrl === '' &&
    data.useAuthServer
  );
}

/** The user the token names has to be here too, and may be kept out of Exchange Web Services. */
function userRefusal(
  session: Session,
  call: OAuthCall,
  address: string | undefined,
  trace: readonly string[],
): Verdict | undefined {
  const organisation = session.directory.list('organisation')[0]?.data.ews ?? EWS_UNSET;
  if (call.service === 'EWS' && !allowsAgent(organisation, EXCHANGE_AGENT))
    return failure(
      trace,
      FORBIDDEN,
      `${PRACTICE} Exchange Web Services are not open to this caller.`,
    );
  if (address === undefined) return undefined;
  const account = session.directory.list('account').find((view) => hasAddress(view, address));
  if (account === undefined) {
    return refused(
      trace,
      'The user specified by the user-context in the token does not exist. error_category="invalid_user". 401: Unauthorized.',
    );
  }
  return session.has('test-user-ambiguous') ? refused(trace, AMBIGUOUS_USER) : undefined;
}

function hasAddress(view: View<'account'>, address: string): boolean {
  return view.data.emailAddresses.some(
    (item) => fold(item.replace(/^smtp:/i, '')) === fold(address),
  );
}
