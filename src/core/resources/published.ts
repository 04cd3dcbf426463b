/**
 * What the organisation publishes, looked at as Teams looks: EWS and AutoDiscover must be there without a sign-in of
 * something in front, and AutoDiscover v2 must name the organisation's own EWS. Not being reached from this computer
 * proves nothing, because publishing may be open to Microsoft's addresses only. Sources: the Exchange team's article
 * on Teams calendars; Microsoft's articles on Teams with on-premises mailboxes.
 */
import type { Finding } from '../model/action';
import { message } from '../model/message';
import type { MessageRef } from '../model/message';
import type { Comparison } from '../model/plan';
import type { ReadRequest } from '../model/observation';
import { readRequest } from '../reads/definition';
import { acceptedDomains } from '../reads/organisation';
import type { AutodiscoverAnswer } from '../reads/published';
import { autodiscoverV2, hostOf, isWithin, publishedAddress } from '../reads/published';
import { webServicesDirectories } from '../reads/web-services';
import type { WebAnswer } from '../web';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, planned, stateOf, valueOf } from './context';
import { lookPinned } from './oauth-common';
import { withoutMailbox } from './test-mailbox';

const BEARER = '401 Bearer';
const PRE_AUTHENTICATION = { id: 'pre-authentication', step: 'prepare' as const };
const AUTODISCOVER = { id: 'autodiscover-v2', step: 'prepare' as const };

/** The organisation's own domains. Nothing is asked anywhere else. */
function ownDomains(context: PlanContext): readonly string[] {
  const accepted = valueOf(look(context, acceptedDomains)) ?? [];
  return accepted.map((item) => item.DomainName.toLowerCase());
}

/** The external addresses of EWS at own hosts, each once, in small letters. */
function webServices(context: PlanContext): readonly string[] {
  const directories = valueOf(lookPinned(context, webServicesDirectories)) ?? [];
  const own = ownDomains(context);
  const addresses = directories.map((item) => item.ExternalUrl.toLowerCase());
  return [...new Set(addresses)].filter((item) => isWithin(hostOf(item), own)).sort();
}

function published(context: PlanContext): readonly string[] {
  const domain = context.inputs.verifiedDomain.toLowerCase();
  if (!isWithin(domain, ownDomains(context))) return webServices(context);
  return [...webServices(context), `https://autodiscover.${domain}/autodiscover/autodiscover.svc`];
}

/** Exchange itself answers where Teams calls, and offers to take a token. */
export const preAuthenticationResource: Resource = {
  ...PRE_AUTHENTICATION,
  reads: (context) => published(context).map((url) => readRequest(publishedAddress, { url })),
  plan: planPublished,
};

function planPublished(context: PlanContext): ResourcePlan {
  const title = message('core.resource.pre-authentication');
  const looks = published(context).flatMap((url) => {
    const answer = valueOf(look(context, publishedAddress, { url }));
    return answer === undefined || answer === null ? [] : [{ url, answer }];
  });
  if (looks.length === 0) return withoutMailbox(PRE_AUTHENTICATION, title, BEARER);
  const rows = looks.map(({ url, answer }) => rowOf(url, answer));
  const wrong = rows.filter((row) => row.verdict === 'differs');
  return {
    resource: stated(PRE_AUTHENTICATION, title, rows, [
      ...wrong.map((row) =>
        message('core.by-hand.pre-authentication', { address: row.property, found: row.found }),
      ),
    ]),
    actions: [],
    findings: [
      ...wrong.map((row) =>
        found(PRE_AUTHENTICATION, 'HX-PREAUTH', { address: row.property, found: row.found }),
      ),
      ...looks.flatMap(({ url, answer }) => notLooked(PRE_AUTHENTICATION, url, answer)),
    ],
  };
}

/** Negotiate or NTLM alone come from Exchange too: what a directory lacks is told server by server elsewhere. */
function rowOf(url: string, answer: WebAnswer): Comparison {
  if (answer.kind === 'no-answer')
    return answer.reason === 'redirect'
      ? compared(url, BEARER, '302', false)
      : compare(url, BEARER, undefined);
  const { status, challenges, location } = answer;
  const shown = [String(status), challenges.join(', '), location ?? ''].filter(
    (item) => item !== '',
  );
  const has = (scheme: string): boolean => challenges.some((item) => item.toLowerCase() === scheme);
  if (status === 401 && !has('bearer') && (has('negotiate') || has('ntlm')))
    return { property: url, expected: BEARER, found: shown.join(' '), verdict: 'could-not-check' };
  // An overloaded or stopped server is no gate in front.
  if (status >= 500)
    return { property: url, expected: BEARER, found: shown.join(' '), verdict: 'could-not-check' };
  return compared(url, BEARER, shown.join(' '), status === 401 && has('bearer'));
}

/** AutoDiscover v2 leads Teams to the organisation's own EWS. */
export const autodiscoverV2Resource: Resource = {
  ...AUTODISCOVER,
  reads: (context) => autodiscoverReads(context),
  plan: planAutodiscover,
};

function autodiscoverReads(context: PlanContext): readonly ReadRequest[] {
  const args = autodiscoverArguments(context);
  return args === undefined ? [] : [readRequest(autodiscoverV2, args)];
}

/** The mailbox's own domain is asked, where it is the organisation's; redirects may lead to hosts of EWS. */
function autodiscoverArguments(
  context: PlanContext,
): { readonly mailbox: string; readonly domain: string; readonly hosts: string } | undefined {
  const mailbox = context.inputs.testMailbox;
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1).toLowerCase();
  if (mailbox === '' || !ownDomains(context).includes(domain)) return undefined;
  const hosts = [...new Set(webServices(context).map(hostOf))].join(' ');
  return hosts === '' ? undefined : { mailbox, domain, hosts };
}

function planAutodiscover(context: PlanContext): ResourcePlan {
  const title = message('core.resource.autodiscover-v2');
  const args = autodiscoverArguments(context);
  const answered = args === undefined ? undefined : valueOf(look(context, autodiscoverV2, args));
  if (args === undefined || answered === undefined || answered === null)
    return withoutMailbox(AUTODISCOVER, title, 'EWS');
  const expected = webServices(context);
  const row = addressRow(answered, expected);
  const isWrong = row.verdict === 'differs';
  const byHand = isWrong
    ? [message('core.by-hand.autodiscover-v2', { found: row.found, expected: row.expected })]
    : [];
  return {
    resource: stated(AUTODISCOVER, title, [row], byHand),
    actions: [],
    findings: isWrong
      ? [found(AUTODISCOVER, 'HX-AUTODV2', { found: row.found, expected: row.expected })]
      : notLooked(AUTODISCOVER, `autodiscover.${args.domain}`, answered.answer),
  };
}

function addressRow(
  { answer, address, errorCode }: AutodiscoverAnswer,
  wanted: readonly string[],
): Comparison {
  const expected = wanted.join(', ');
  if (answer.kind === 'no-answer' || answer.status >= 500)
    return compare('EWS', expected, undefined);
  if (answer.status === 200 && address !== '')
    return compared('EWS', expected, address, wanted.includes(address.toLowerCase()));
  const shown = [String(answer.status), errorCode, answer.location ?? ''];
  return compared('EWS', expected, shown.filter((item) => item !== '').join(' '), false);
}

function stated(
  self: { readonly id: string; readonly step: 'prepare' },
  title: MessageRef,
  rows: readonly Comparison[],
  byHand: readonly MessageRef[],
): ResourcePlan['resource'] {
  return planned(self, title, byHand.length > 0 ? 'by-hand' : stateOf(rows), rows, { byHand });
}

function found(
  self: { readonly id: string; readonly step: 'prepare' },
  code: Finding['code'],
  args: Finding['args'],
  severity: Finding['severity'] = 'warning',
): Finding {
  return { code, args, severity, step: self.step, resource: self.id };
}

/** That nothing answered here is said, with the system's own words, and is no fault of the organisation. */
function notLooked(
  self: { readonly id: string; readonly step: 'prepare' },
  address: string,
  answer: WebAnswer,
): Finding[] {
  if (answer.kind !== 'no-answer' || answer.reason === 'redirect') return [];
  const code = answer.reason === 'tls' ? 'HX-WEBTLS' : 'HX-NOLOOK';
  return [{ ...found(self, code, { address }, 'info'), detail: answer.detail }];
}
