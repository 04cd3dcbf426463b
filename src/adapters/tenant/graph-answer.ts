import type { AppError, ErrorCode } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { DirectoryAnswer, Outcome } from '../../core/ports';
import type { HttpResult } from './http';
import { graphError, parseJson } from './json-body';
import { silenceError } from './no-answer';
import { signInFailure } from './sign-in-errors';

/** What to do after one exchange with Graph. */
export type Next =
  | { readonly next: 'return'; readonly outcome: Outcome<DirectoryAnswer> }
  /** The token was refused: renew it once, with the claims that the service asked for, and ask again. */
  | { readonly next: 'renew'; readonly claims?: string; readonly otherwise: AppError }
  /** Ask again after a while, or give up with `otherwise` when the deadline is nearer. */
  | { readonly next: 'wait'; readonly afterMs: number | undefined; readonly otherwise: AppError };

/** One exchange, as the rules need it. */
export interface Exchange {
  readonly host: string;
  readonly isWrite: boolean;
  /** Method and path, for people. */
  readonly request: string;
  readonly now: Date;
}

type Answer = Extract<HttpResult, { kind: 'answer' }>;
type NoAnswer = Extract<HttpResult, { kind: 'no-answer' }>;

/** Failures that another try cannot change. */
const FINAL = new Set<NoAnswer['reason']>([
  'refused-host',
  'proxy',
  'proxy-sign-in',
  'cancelled',
  'redirect',
  'too-large',
]);

/** Failures before sending that pass by themselves. */
const PASSING = new Set<NoAnswer['reason']>(['connect', 'proxy-unreachable', 'timeout']);

/** Reads one result by the rules of the Directory port. */
export function judge(result: HttpResult, exchange: Exchange): Next {
  return result.kind === 'answer' ? judgeAnswer(result, exchange) : judgeSilence(result, exchange);
}

function finished(outcome: Outcome<DirectoryAnswer>): Next {
  return { next: 'return', outcome };
}

function failed(error: AppError): Next {
  return finished({ kind: 'failed', error });
}

function unknown(exchange: Exchange, detail: string): Next {
  const args = { target: 'tenant', host: exchange.host };
  return finished({ kind: 'unknown', error: appError('HX-LOST', args, detail) });
}

/**
 * No complete answer. A read is asked again; a change that may have arrived is never repeated, its outcome is
 * unknown; a change that certainly did not arrive is sent again where no connection was to be had, else it has failed.
 */
function judgeSilence(result: NoAnswer, exchange: Exchange): Next {
  const { reason, detail, sent } = result;
  if (exchange.isWrite && sent) return unknown(exchange, detail);
  const error = silenceError(exchange.host, result);
  // A change that certainly did not arrive may be sent again once the way is clear.
  if (FINAL.has(reason) || (exchange.isWrite && !PASSING.has(reason))) return failed(error);
  return { next: 'wait', afterMs: undefined, otherwise: error };
}

function judgeAnswer(answer: Answer, exchange: Exchange): Next {
  const { status } = answer;
  const body = parseJson(answer.body);
  const { code, text } = graphError(body);
  if ((status >= 200 && status < 300) || status === 404)
    return judgeContent(status, body, exchange);
  switch (status) {
    case 401: {
      const claims = challengedClaims(answer.headers['www-authenticate'] ?? '');
      if (claims === undefined) return { next: 'renew', otherwise: signInFailure('lapsed', text) };
      return { next: 'renew', claims, otherwise: signInFailure('step-up', text) };
    }
    case 403:
      return failed(appError('HX-403', { status, code, request: exchange.request }, text));
    case 429:
    case 503:
      return { ...throttled(answer, exchange, text), next: 'wait' };
    case 502:
    case 504:
      // A gateway spoke, not the directory: what became of a change is not known.
      if (exchange.isWrite) return unknown(exchange, `HTTP ${status} ${text}`.trim());
      return { ...throttled(answer, exchange, text), next: 'wait' };
    default:
      return failed(appError(refusalOf(code), { status, code, request: exchange.request }, text));
  }
}

/**
 * Refusals of a key list that have a cause of their own. Codes as published in threads; the app management policy and
 * the app instance property lock themselves are documented by Graph (tenantAppManagementPolicy,
 * servicePrincipalLockConfiguration).
 */
function refusalOf(code: string): ErrorCode {
  if (code.endsWith('AsPerAppPolicy')) return 'HX-KEYPOLICY';
  return code.startsWith('CannotUpdateLockedServicePrincipalProperty') ? 'HX-KEYLOCK' : 'HX-GRAPH';
}

function judgeContent(
  status: number,
  body: DirectoryAnswer['body'] | undefined,
  exchange: Exchange,
): Next {
  if (body !== undefined) {
    return finished({ kind: 'done', value: { status, body }, warnings: [] });
  }
  // Success in a form that Graph never has: something between answered.
  if (exchange.isWrite) return unknown(exchange, `HTTP ${status} without JSON`);
  const args = { status, code: 'not-json', request: exchange.request };
  return failed(appError('HX-GRAPH', args));
}

function throttled(
  answer: Answer,
  exchange: Exchange,
  text: string,
): { readonly afterMs: number | undefined; readonly otherwise: AppError } {
  const afterMs = retryAfter(answer.headers, exchange.now);
  const args = { status: answer.status, seconds: Math.max(1, Math.ceil((afterMs ?? 0) / 1000)) };
  return { afterMs, otherwise: appError('HX-429', args, text) };
}

/**
 * The claims of a challenge (learn.microsoft.com/entra/identity-platform/claims-challenge): base64 of JSON. Nothing
 * where there are none or they are not JSON.
 */
function challengedClaims(header: string): string | undefined {
  if (!/error="insufficient_claims"/.test(header)) return undefined;
  const [, encoded = ''] = /claims="([\w+/=-]+)"/.exec(header) ?? [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return typeof parseJson(text) === 'object' && encoded !== '' ? text : undefined;
}

/** Retry-After in milliseconds: seconds, or a date against the server's own clock (RFC 9110, section 10.2.3). */
function retryAfter(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const served = Date.parse(headers['date'] ?? '');
  return Math.max(0, until - (Number.isNaN(served) ? now.getTime() : served));
}
