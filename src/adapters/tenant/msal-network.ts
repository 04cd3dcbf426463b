import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import * as v from 'valibot';
import type { HttpFailure, HttpSend, ProxyPlace } from './http';
import type { Secrets } from './secrets';

/** What the network said last; MSAL keeps only part of it. */
export interface NetworkTrace {
  failure?: {
    readonly host: string;
    readonly reason: HttpFailure;
    readonly detail: string;
    readonly proxy?: ProxyPlace;
  };
  oauth?: { readonly error: string; readonly description: string; readonly suberror: string };
}

/** An answer of the authority as far as this module reads it. */
const answerBody = v.looseObject({
  error: v.optional(v.string()),
  error_description: v.optional(v.string(), ''),
  suberror: v.optional(v.string(), ''),
});
/** Fields of an answer that are secrets. */
const SECRET_FIELDS = ['access_token', 'refresh_token', 'id_token', 'client_info', 'device_code'];
/** Fields of a request that are secrets. */
const SECRET_PARAMETERS = [
  'code',
  'code_verifier',
  'refresh_token',
  'device_code',
  'client_assertion',
];

const TIMEOUT_MS = 30_000;

/**
 * MSAL's network over the product's HTTP port. MSAL's request thus uses the same proxy, roots and list of hosts as
 * Graph, and every token that passes is known to the redaction.
 */
export function createMsalNetwork(
  http: HttpSend,
  secrets: Secrets,
  trace: NetworkTrace,
): INetworkModule {
  const send = async <T>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkRequestOptions | undefined,
    timeoutMs: number,
  ): Promise<NetworkResponse<T>> => {
    delete trace.failure;
    delete trace.oauth;
    const body = options?.body;
    if (body !== undefined) rememberRequest(body, secrets);
    const result = await http({
      method,
      url,
      headers: options?.headers ?? {},
      timeoutMs,
      ...(method === 'POST' ? { body: body ?? '' } : {}),
    });
    if (result.kind === 'no-answer') {
      const { kind: _kind, sent: _sent, ...failure } = result;
      const { reason } = failure;
      trace.failure = { host: new URL(url).host, ...failure };
      throw new Error(`no answer: ${reason}`);
    }
    if (result.status === 429 || result.status >= 500) {
      // Said here, because MSAL's own words for it do not tell a busy service from a refusal.
      const detail = `HTTP ${result.status}`;
      trace.failure = { host: new URL(url).host, reason: 'closed', detail };
      throw new Error(`no answer: ${detail}`);
    }
    const answer = parse(result.body);
    rememberAnswer(answer, secrets, trace);
    // MSAL chooses T and checks the content itself; this port only knows that it is an object.
    return { status: result.status, headers: { ...result.headers }, body: answer as T };
  };
  return {
    sendGetRequestAsync: (url, options, timeout) =>
      send('GET', url, options, timeout ?? TIMEOUT_MS),
    sendPostRequestAsync: (url, options) => send('POST', url, options, TIMEOUT_MS),
  };
}

function parse(text: string): object {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('the answer is no object');
  return value;
}

function rememberRequest(body: string, secrets: Secrets): void {
  const fields = new URLSearchParams(body);
  for (const name of SECRET_PARAMETERS) secrets.add(fields.get(name) ?? '');
}

function rememberAnswer(answer: object, secrets: Secrets, trace: NetworkTrace): void {
  const parsed = v.safeParse(answerBody, answer);
  if (!parsed.success) return;
  for (const name of SECRET_FIELDS) {
    const value = parsed.output[name];
    if (typeof value === 'string') secrets.add(value);
  }
  const { error, error_description: description, suberror } = parsed.output;
  if (error !== undefined) trace.oauth = { error, description, suberror };
}
