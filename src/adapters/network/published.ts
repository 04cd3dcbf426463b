/**
 * Looks at addresses that a customer publishes: HTTPS without any credential, to named hosts only, and at most a few
 * redirects, each of which has to lead to one of these hosts.
 */
import type { Web, WebAnswer, WebRequest } from '../../core/web';
import type { CallOptions } from '../../core/ports';
import { addressOf } from '../../core/reads/published';
import type { HttpResult, HttpSend } from '../tenant';
import type { HttpFailure } from '../tenant/http';

/** Longest text that is looked at: what AutoDiscover v2 answers is some hundred characters. */
const LONGEST_BODY = 64 * 1024;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * An empty Bearer makes Exchange say whether it takes tokens; it holds no credential. The client names itself as
 * Microsoft's article says, because some gates tell clients apart by that.
 */
const HEADERS = { authorization: 'Bearer', 'user-agent': 'Teams' };

/** The looks, through the client that reaches these hosts and no others. */
export function publishedWeb(http: (hosts: readonly string[]) => HttpSend): Web {
  return {
    look: async (request, options) => {
      try {
        return await follow(http(request.hosts), request, options);
      } catch (thrown) {
        return { kind: 'no-answer', reason: 'connect', detail: String(thrown) };
      }
    },
  };
}

async function follow(
  send: HttpSend,
  { url: first, hosts, redirects }: WebRequest,
  { deadlineMs, signal }: CallOptions,
): Promise<WebAnswer> {
  let url = first;
  for (let left = redirects; ; left -= 1) {
    const answer = await send({
      method: 'GET',
      url,
      headers: HEADERS,
      timeoutMs: deadlineMs,
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.kind === 'no-answer') return noAnswer(answer.reason, answer.detail);
    const to = redirectOf(answer, url);
    const next = left > 0 && to !== null && isAllowed(to, hosts) ? to : null;
    if (next === null) return answerOf(answer, url, to);
    url = next;
  }
}

type Answered = Extract<HttpResult, { kind: 'answer' }>;

function redirectOf({ status, headers }: Answered, from: string): string | null {
  const location = headers['location'];
  if (!REDIRECTS.includes(status) || location === undefined) return null;
  return addressOf(location, from)?.href ?? null;
}

function isAllowed(address: string, hosts: readonly string[]): boolean {
  const { protocol, host, username, password } = new URL(address);
  return protocol === 'https:' && username === '' && password === '' && hosts.includes(host);
}

function answerOf({ status, headers, body }: Answered, url: string, to: string | null): WebAnswer {
  const challenges = schemesOf(headers['www-authenticate'] ?? '');
  // A redirect's query may name accounts and sessions; where it leads is enough.
  const location = to === null ? null : new URL(to).origin;
  return { kind: 'answer', url, status, challenges, location, body: body.slice(0, LONGEST_BODY) };
}

/** The schemes of a WWW-Authenticate header, whose parameters have commas of their own. */
function schemesOf(header: string): readonly string[] {
  const bare = header.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const names = bare.split(',').flatMap((part) => {
    const name = /^\s*([A-Za-z][A-Za-z0-9-]{0,31})(?:\s+|\s*$)/.exec(part)?.[1];
    return name === undefined ? [] : [name];
  });
  return [...new Set(names)].slice(0, 8);
}

function noAnswer(reason: HttpFailure, detail: string): WebAnswer {
  switch (reason) {
    case 'tls':
    case 'timeout':
    case 'closed':
    case 'redirect':
      return { kind: 'no-answer', reason, detail };
    case 'connect':
    case 'proxy':
    case 'proxy-unreachable':
    case 'proxy-sign-in':
    case 'refused-host':
    case 'cancelled':
      return { kind: 'no-answer', reason: 'connect', detail };
    case 'too-large':
      return { kind: 'no-answer', reason: 'closed', detail };
  }
}
