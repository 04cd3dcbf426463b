/**
 * HTTPS through Chromium: the system's proxies and root certificates apply. For sign-in and Graph of real customers;
 * the practice lab has a client of its own, which trusts the lab's certificate authority and nothing else.
 */
import type { Session } from 'electron';
import { MAXIMUM_ANSWER_BYTES, type HttpFailure } from '../../adapters/tenant/http';
import type { HttpRequest, HttpResult, HttpSend } from '../../adapters/tenant';

/** Sends through a session, to the given hosts only. */
export function createSessionHttp(
  session: Pick<Session, 'fetch'>,
  hosts: readonly string[],
): HttpSend {
  const allowed = new Set(hosts);
  return async (request) => {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' || !allowed.has(url.host)) {
      return noAnswer('refused-host', false, `not on the list of hosts: ${url.host}`);
    }
    if (request.signal?.aborted === true) return noAnswer('cancelled', false, 'cancelled');
    return exchange(session, request);
  };
}

function noAnswer(reason: HttpFailure, sent: boolean, detail: string): HttpResult {
  return { kind: 'no-answer', reason, sent, detail };
}

async function exchange(
  session: Pick<Session, 'fetch'>,
  request: HttpRequest,
): Promise<HttpResult> {
  const abort = new AbortController();
  let reason: HttpFailure | undefined;
  const end = (why: HttpFailure): void => {
    reason ??= why;
    abort.abort();
  };
  const timer = setTimeout(() => end('timeout'), request.timeoutMs);
  const onAbort = (): void => end('cancelled');
  request.signal?.addEventListener('abort', onAbort);
  try {
    const response = await session.fetch(request.url, {
      method: request.method,
      headers: { accept: 'application/json', ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      credentials: 'omit',
      redirect: 'error',
      signal: abort.signal,
    });
    // No server of Microsoft's answers so: the proxy spoke in its place.
    if (response.status === PROXY_STATUS)
      return noAnswer('proxy-sign-in', false, `HTTP ${String(PROXY_STATUS)}`);
    const body = await readBody(response, () => end('too-large'));
    const headers = Object.fromEntries(response.headers.entries());
    return { kind: 'answer', status: response.status, headers, body };
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : String(fault);
    const failure = reason === undefined ? failureOf(detail) : { reason, sent: true };
    return noAnswer(failure.reason, failure.sent, detail);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
  }
}

/** Reads the body up to the limit. */
async function readBody(response: Response, tooLarge: () => void): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  let chunk: { readonly done: boolean; readonly value?: unknown } | undefined =
    await reader?.read();
  while (chunk?.value instanceof Uint8Array) {
    size += chunk.value.byteLength;
    if (size > MAXIMUM_ANSWER_BYTES) tooLarge();
    parts.push(chunk.value);
    chunk = await reader?.read();
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Chromium's names of errors that happen before a request leaves. */
const BEFORE_SENDING =
  /ERR_(NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED|CONNECTION_TIMED_OUT|MANDATORY_PROXY_CONFIGURATION_FAILED|PAC_\w+|BLOCKED_BY_CLIENT)/;
/** A tunnel that a proxy does not open, whatever it answers; and a proxy that is not there at all. */
const PROXY = /ERR_(TUNNEL_CONNECTION_FAILED|HTTPS_PROXY_TUNNEL_RESPONSE\w*|PROXY_\w+)/;
const PROXY_SIGN_IN = /ERR_(PROXY_AUTH_\w+|UNEXPECTED_PROXY_AUTH)/;
const PROXY_GONE = /ERR_(PROXY_CONNECTION_FAILED|SOCKS_CONNECTION_\w+)/;
const PROXY_STATUS = 407;
const TLS = /ERR_(CERT_\w+|SSL_\w+|BAD_SSL_CLIENT_AUTH_CERT)/;

/** What kind of failure Chromium tells of. Whatever is not plainly before sending may have been sent. */
function failureOf(detail: string): { readonly reason: HttpFailure; readonly sent: boolean } {
  if (PROXY_SIGN_IN.test(detail)) return { reason: 'proxy-sign-in', sent: false };
  if (PROXY_GONE.test(detail)) return { reason: 'proxy-unreachable', sent: false };
  if (PROXY.test(detail)) return { reason: 'proxy', sent: false };
  if (TLS.test(detail)) return { reason: 'tls', sent: false };
  if (BEFORE_SENDING.test(detail)) return { reason: 'connect', sent: false };
  return { reason: /redirect/i.test(detail) ? 'redirect' : 'closed', sent: true };
}
