/**
 * Looks at what the organisation publishes, as Teams sees it: without a credential, over HTTPS, at the customer's own
 * hosts. Null where there is no way to look from here. Sources: Microsoft's article on Teams and Exchange interaction
 * issues (AutoDiscover v2); the Exchange team's article on Teams calendars (pre-authentication is not supported).
 */
import * as v from 'valibot';
import { message } from '../model/message';
import type { WebAnswer } from '../web';
import type { ReadArguments, ReadDefinition } from './definition';
import { required } from './definition';

/** Redirects that Teams is sent over; its own probe says RedirectCount=5. */
const REDIRECTS = 5;

/** An address, also relative to another; null for text that is none. The oldest runtime has no URL.canParse. */
export function addressOf(text: string, from?: string): URL | null {
  try {
    return new URL(text, from);
  } catch {
    return null;
  }
}

/** The host of an https address in small letters; '' for anything else. */
export function hostOf(address: string): string {
  const url = addressOf(address);
  return url?.protocol === 'https:' && url.username === '' ? url.hostname.toLowerCase() : '';
}

/** True for a host within one of these domains. An address by number, or a name elsewhere, is nobody's own. */
export function isWithin(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

function webFacts(value: WebAnswer | null): Readonly<Record<string, string | number | null>> {
  if (value === null) return {};
  if (value.kind === 'no-answer') return { noAnswer: value.reason };
  return { status: value.status, challenges: value.challenges.join(', ') };
}

/** An address without a sign-in: what answers, and which ways to sign in it offers. */
export const publishedAddress: ReadDefinition<WebAnswer | null> = {
  id: 'published-address',
  target: 'workstation',
  aside: true,
  title: (args) => message('core.read.published-address', { address: args['url'] ?? '' }),
  query: (args) => {
    const url = required(args, 'url');
    return { kind: 'web', request: { url, hosts: [hostOf(url)], redirects: 0 } };
  },
  parse: (answer) => (answer.kind === 'web' ? answer.answer : null),
  facts: webFacts,
};

const body = v.object({
  Url: v.optional(v.string(), ''),
  ErrorCode: v.optional(v.string(), ''),
});

/** What AutoDiscover v2 said. `address` is empty where it named none. */
export interface AutodiscoverAnswer {
  readonly answer: WebAnswer;
  readonly address: string;
  readonly errorCode: string;
}

function autodiscoverUrl(args: ReadArguments): string {
  const mailbox = encodeURIComponent(required(args, 'mailbox'));
  const host = `autodiscover.${required(args, 'domain')}`;
  return `https://${host}/autodiscover/autodiscover.json?Email=${mailbox}&Protocol=EWS&RedirectCount=${REDIRECTS}`;
}

/** AutoDiscover v2: where Teams finds the Exchange Web Services of a mailbox. `hosts`: the customer's, with spaces between. */
export const autodiscoverV2: ReadDefinition<AutodiscoverAnswer | null> = {
  id: 'autodiscover-v2',
  target: 'workstation',
  aside: true,
  title: (args) => message('core.read.autodiscover-v2', { mailbox: args['mailbox'] ?? '' }),
  query: (args) => ({
    kind: 'web',
    request: {
      url: autodiscoverUrl(args),
      hosts: [`autodiscover.${required(args, 'domain')}`, ...(args['hosts'] ?? '').split(' ')],
      redirects: REDIRECTS,
    },
  }),
  parse: (answer) => {
    if (answer.kind !== 'web') return null;
    const found = answer.answer;
    const json = found.kind === 'answer' ? v.safeParse(body, parseJson(found.body)) : undefined;
    const { Url = '', ErrorCode = '' } = json?.success === true ? json.output : {};
    return { answer: found, address: Url, errorCode: ErrorCode };
  },
  facts: (value) => ({ ...webFacts(value?.answer ?? null), address: value?.address ?? null }),
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
