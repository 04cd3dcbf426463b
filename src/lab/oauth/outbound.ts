/** Test-OAuthConnectivity on an Exchange server: its own call to Exchange Online. */
import { APPLICATIONS } from '../../shared/applications';
import { authConfigNow, certificatesOn } from '../exchange/cmdlets/auth';
import { EXCHANGE_AGENT, allowsAgent } from '../exchange/cmdlets/ews-access';
import type { View } from '../exchange/directory';
import { PRACTICE } from '../exchange/errors';
import { fold } from '../exchange/names';
import { usesDedicatedApplication } from '../exchange/overrides';
import { sessionServer } from '../exchange/session';
import type { Session } from '../exchange/session';
import type { AuthServerData } from '../exchange/state';
import { ACS_ISSUER, parseUrl, wayBlocked } from './metadata';
import { FULL_ACCESS_AS_APP, issueToken } from './token-service';
import { FORBIDDEN, UNAUTHORISED, challenge, failure, information, refused } from './verdict';
import type { OAuthCall, Verdict } from './verdict';

/** Hosts of Exchange Online in the worldwide cloud. */
const CLOUD_HOSTS = ['outlook.office365.com', 'outlook.office.com', 'autodiscover-s.outlook.com'];
/** Since then Exchange Online takes no EWS call of the shared principal (Exchange team blog; documentation). */
const SHARED_PRINCIPAL_ENDS = Date.UTC(2025, 9, 31);

const BUILDER = 'OAuthTokenBuilder:GetAppToken';

/** Runs the test. `mailbox` is the mailbox here whose user the token names; undefined: Exchange itself. */
export function testOutbound(
  session: Session,
  call: OAuthCall,
  mailbox: View<'account'> | undefined,
): Verdict {
  const start = [information('OAuthCredentials:Authenticate', 'entering')];
  const blocked = notReached(session, call);
  if (blocked !== undefined) return failure(start, blocked);
  const trace = [
    ...start,
    challenge(call.targetUri),
    information(BUILDER, 'start building the apptoken'),
    information(BUILDER, 'checking enabled auth servers'),
  ];
  const isDedicated = usesDedicatedApplication(session, sessionServer(session.organisation));
  const server = chosenServer(session, isDedicated, mailbox);
  if (server === undefined) return noServer(trace, isDedicated);
  return asApplication(session, call, mailbox, server, isDedicated, [
    ...trace,
    information(BUILDER, `trusted_issuer includes the auth server '${server.name}'`),
  ]);
}

/** Why the call does not get to Exchange Online. */
function notReached(session: Session, call: OAuthCall): string | undefined {
  const url = parseUrl(call.targetUri);
  if (url === undefined || !CLOUD_HOSTS.includes(url.hostname))
    return `System.Net.WebException: The remote name could not be resolved: '${url?.hostname ?? call.targetUri}'`;
  if (session.has('tls-too-old')) {
    return (
      'System.Net.WebException: The underlying connection was closed: An unexpected error occurred on a send. ' +
      '---> System.IO.IOException: Unable to read data from the transport connection: ' +
      'An existing connection was forcibly closed by the remote host.'
    );
  }
  const blocked = wayBlocked(session.world, false);
  if (blocked === undefined) return undefined;
  return `System.Net.WebException: ${blocked}  at System.Net.HttpWebRequest.GetRequestStream(TransportContext& context)`;
}

/**
 * The auth server that is asked. The dedicated application has its id on one of Microsoft Entra; otherwise it is the
 * access control service. Among several, one that names the mailbox's domain goes first (inferred).
 */
function chosenServer(
  session: Session,
  isDedicated: boolean,
  mailbox: View<'account'> | undefined,
): AuthServerData | undefined {
  const type = isDedicated ? 'AzureAD' : 'MicrosoftACS';
  const fitting = session.directory
    .list('authServer')
    .map((view) => view.data)
    .filter((data) => data.enabled && data.type === type)
    .filter((data) => !isDedicated || data.applicationIdentifier !== '');
  const domain = fold(primaryDomain(mailbox));
  const named = fitting.find((data) => data.domainNames.some((name) => fold(name) === domain));
  return named ?? fitting[0];
}

function primaryDomain(mailbox: View<'account'> | undefined): string {
  const primary = mailbox?.data.emailAddresses.find((item) => item.startsWith('SMTP:')) ?? '';
  return primary.slice(primary.lastIndexOf('@') + 1);
}

function noServer(trace: readonly string[], isDedicated: boolean): Verdict {
  // What a server says when the override is on and no auth server has the application's id is not known.
  const text = isDedicated
    ? `${PRACTICE} No enabled auth server has an application identifier.`
    : `The trusted issuers contained the following entries '${ACS_ISSUER}@*'. None of them are configured locally.`;
  return failure(
    [...trace, `Error:${text}`],
    'System.Net.WebException: The request was aborted: The request was canceled. ---> ' +
      'Microsoft.Exchange.Security.OAuth.OAuthTokenRequestFailedException',
  );
}

function asApplication(
  session: Session,
  call: OAuthCall,
  mailbox: View<'account'> | undefined,
  server: AuthServerData,
  isDedicated: boolean,
  trace: readonly string[],
): Verdict {
  const thumbprint = authConfigNow(session)?.current;
  const certificate = certificatesOn(session, sessionServer(session.organisation)).find(
    (item) => item.thumbprint === thumbprint,
  );
  if (certificate === undefined) {
    return failure(
      trace,
      'Microsoft.Exchange.Security.OAuth.OAuthTokenRequestFailedException: Missing signing certificate.',
    );
  }
  const appId = isDedicated ? server.applicationIdentifier : APPLICATIONS.exchangeOnline;
  const asked = [
    ...trace,
    information(
      BUILDER,
      `trying to get the apptoken from the auth server '${server.name}' for resource ` +
        `'${APPLICATIONS.exchangeOnline}/${new URL(call.targetUri).hostname}@${server.realm}'`,
    ),
  ];
  const { realm, type } = server;
  const isAccessControl = type === 'MicrosoftACS';
  const issued = issueToken(session.world, { realm, appId, certificate, isAccessControl });
  if (!issued.ok) {
    const text = `Unable to get token from Auth Server. Error code: 'invalid_client'. Description: '${issued.text}'`;
    return failure([...asked, `Error:${text}`], UNAUTHORISED);
  }
  const got = [...asked, information(BUILDER, `finish building apptoken L:${appId}-AS:${realm}`)];
  return answered(session, call, mailbox, { appId, roles: issued.roles }, got);
}

/** What Exchange Online does with the token. Its refusals of applications are not published word for word. */
function answered(
  session: Session,
  call: OAuthCall,
  mailbox: View<'account'> | undefined,
  token: { readonly appId: string; readonly roles: readonly string[] },
  trace: readonly string[],
): Verdict {
  const forbidden = (why: string): Verdict => failure(trace, FORBIDDEN, `${PRACTICE} ${why}`);
  const isShared = token.appId === APPLICATIONS.exchangeOnline;
  if (call.service === 'EWS' && isShared && session.now >= SHARED_PRINCIPAL_ENDS)
    return forbidden('Calls of the shared service principal to Exchange Web Services are blocked.');
  if (!token.roles.includes(FULL_ACCESS_AS_APP))
    return forbidden('The token contains no permissions, or permissions can not be understood.');
  if (call.service === 'EWS' && !ewsAllows(session, token.appId))
    return forbidden('The organization does not let this application use Exchange Web Services.');
  const user = mailbox === undefined ? undefined : userProblem(session, mailbox);
  if (user !== undefined) return refused(trace, user);
  return {
    result: 'Success',
    trace,
    response: mailbox === undefined ? '' : 'The SMTP address has no mailbox associated with it.',
    exception: '',
  };
}

/** EwsEnabled and EwsAllowedAppIDs of Exchange Online; the list acts only while EwsEnabled is True. */
function ewsAllows(session: Session, appId: string): boolean {
  const { ews, ewsAllowedAppIds } = session.world.online.organisation;
  if (!allowsAgent(ews, EXCHANGE_AGENT)) return false;
  const list = ewsAllowedAppIds.split(',').map((id) => fold(id.trim()));
  return ews.enabled !== true || ewsAllowedAppIds.trim() === '' || list.includes(fold(appId));
}

/** Why Exchange Online does not find the mailbox's user: only synchronised users are there. */
function userProblem(session: Session, mailbox: View<'account'>): string | undefined {
  const names = [mailbox.data.userPrincipalName, ...mailbox.data.emailAddresses].map((text) =>
    fold(text.replace(/^smtp:/i, '')),
  );
  const known = session.world.tenant.users.some((user) =>
    names.includes(fold(user.userPrincipalName)),
  );
  if (!known)
    return 'The user specified by the user-context in the token does not exist. error_category="invalid_user". 401: Unauthorized.';
  if (session.has('test-user-ambiguous')) return AMBIGUOUS_USER;
  return undefined;
}

/** Diagnostics for a user that several objects stand for. */
export const AMBIGUOUS_USER =
  'diagnostics: 2000005;reason="The user specified by the user-context in the token is ambiguous.";error_category="invalid_user"';
