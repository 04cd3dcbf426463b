/**
 * What stands between the pool's storage service and a mailbox. The order of the checks, and which of them the real
 * service makes, are inferred; so is everything marked as practice text.
 */
import { X509Certificate } from 'node:crypto';
import { APPLICATIONS } from '../../shared/applications';
import { PRACTICE } from '../exchange/errors';
import { fold } from '../exchange/names';
import type { View } from '../exchange/directory';
import { settledDirectory } from '../fault-directory';
import { parseUrl } from '../oauth/metadata';
import { reach } from '../web/hosts';
import type { WorldState } from '../world';
import { certificateOf, issuerOn } from './issuer';
import type { SkypeSession } from './session';
import type { SkypeCertificateState } from './state';

/** Virtual milliseconds after which a server knows a change of a partner application without a restart of IIS. */
const CACHE_MS = 15 * 60_000;

const UNAUTHORISED = `${PRACTICE} The remote server returned an error: (401) Unauthorized.`;

/** What keeps a front end from a user's mailbox, as the cmdlet says it; undefined: nothing. */
export function storageProblem(
  session: SkypeSession,
  computer: string,
  sip: string,
): string | undefined {
  const address = fold(sip).replace(/^sip:/, '');
  const user = session.skype.users.find((item) => fold(item.sipAddress) === `sip:${address}`);
  if (user === undefined) return `${PRACTICE} There is no user with the SIP address "${sip}".`;
  return (
    autodiscoverProblem(session, address) ??
    partnerProblem(session) ??
    tokenProblem(session, computer) ??
    mailboxProblem(session, address)
  );
}

/** Published text of event 32053; the cmdlet is expected to say the same. */
function autodiscoverFailed(address: string, url: string, reason: string): string {
  return (
    'ExchangeAutodiscoverException: code=ErrorEwsAutodiscover, reason=GetUserSettings failed, ' +
    `smtpAddress=${address}, Autodiscover Uri=${url}, Autodiscover WebProxy=<NULL> ---> ` +
    `Microsoft.Exchange.WebServices.Data.ServiceRequestException: The request failed. ${reason}`
  );
}

function autodiscoverProblem({ skype, world }: SkypeSession, address: string): string | undefined {
  const { exchangeAutodiscoverUrl: text } = skype.oauth;
  const url = parseUrl(text);
  if (url === undefined)
    return autodiscoverFailed(address, '<NULL>', `${PRACTICE} There is no AutoDiscover address.`);
  const reached = reach(world, url.hostname);
  if (reached.kind === 'no-name')
    return autodiscoverFailed(
      address,
      text,
      `The remote name could not be resolved: '${url.hostname}'`,
    );
  if (reached.kind !== 'exchange')
    return autodiscoverFailed(address, text, 'Unable to connect to the remote server');
  // A service that answers XML to a SOAP request has no body for it: the text published as code 574.
  return url.pathname.toLowerCase().endsWith('.svc')
    ? undefined
    : autodiscoverFailed(
        address,
        text,
        "Client found response content type of '', but expected 'text/xml'.",
      );
}

/** The pool makes tokens for partners only that it knows itself. */
function partnerProblem({ skype }: SkypeSession): string | undefined {
  const isKnown = skype.partners.some(
    (item) =>
      item.enabled &&
      !item.usesOAuthServer &&
      item.applicationIdentifier === APPLICATIONS.exchangeOnline,
  );
  return isKnown ? undefined : `${PRACTICE} The pool has no partner application for Exchange.`;
}

function tokenProblem(session: SkypeSession, computer: string): string | undefined {
  const { skype, now, world } = session;
  const own = certificateOf(skype, issuerOn(skype, computer, now).current);
  if (own === undefined)
    return `${PRACTICE} No certificate is assigned to OAuthTokenIssuer on ${computer}.`;
  return isAccepted(world, own) ? undefined : UNAUTHORISED;
}

/** True when the Exchange servers take a token that was signed with this certificate. */
function isAccepted(world: WorldState, certificate: SkypeCertificateState): boolean {
  const parsed = new X509Certificate(Buffer.from(certificate.raw, 'base64'));
  if (Date.parse(parsed.validTo) < world.now) return false;
  const directory = settledDirectory(world);
  const takeOAuth = directory
    .list('virtualDirectory')
    .every((view) => view.data.authenticationMethods.includes('OAuth'));
  return (
    takeOAuth &&
    directory
      .list('partnerApplication')
      .some((view) => isTrusted(world, view, certificate) && isLoaded(world, view))
  );
}

function isTrusted(
  world: WorldState,
  { data }: View<'partnerApplication'>,
  certificate: SkypeCertificateState,
): boolean {
  const directory = settledDirectory(world);
  const role = directory.list('role').find((view) => view.data.name === 'UserApplication');
  const mayAct = directory
    .list('roleAssignment')
    .some((view) => view.data.role === role?.guid && view.data.assignee === data.linkedAccount);
  return (
    data.enabled &&
    mayAct &&
    data.applicationIdentifier === world.skype?.oauth.serviceName &&
    fold(data.realm) === fold(world.skype.oauth.realm) &&
    (data.certificateStrings ?? []).includes(certificate.raw)
  );
}

/** Servers keep what they know of partner applications until IIS starts again, or for a while. */
function isLoaded(world: WorldState, { changed }: View<'partnerApplication'>): boolean {
  if (world.now >= changed + CACHE_MS) return true;
  const running = world.organisation.iis.filter((item) => item.running);
  return running.length > 0 && running.every((item) => item.startedAt >= changed);
}

/** Only a mailbox of this organisation can take the item. */
function mailboxProblem({ world, skype }: SkypeSession, address: string): string | undefined {
  const isMailbox = settledDirectory(world)
    .list('account')
    .some(
      (view) =>
        /^(User|Room)Mailbox$/.test(view.data.type) &&
        view.data.emailAddresses.some((item) => fold(item) === `smtp:${address}`),
    );
  return isMailbox
    ? undefined
    : autodiscoverFailed(
        address,
        skype.oauth.exchangeAutodiscoverUrl,
        `${PRACTICE} The address has no mailbox here.`,
      );
}
