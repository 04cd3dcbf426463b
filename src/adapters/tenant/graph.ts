import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { GraphRequest } from '../../core/model/command';
import type {
  CallOptions,
  Clock,
  Directory,
  DirectoryAnswer,
  Log,
  Outcome,
} from '../../core/ports';
import type { Next } from './graph-answer';
import { judge } from './graph-answer';
import type { HttpRequest, HttpSend } from './http';
import { graphUrl } from './graph-url';
import type { Secrets } from './secrets';
import type { TokenSource } from './sign-in-state';

/** Settings of the Graph client. */
export interface GraphOptions {
  /** `https://HOST/v1.0`. */
  readonly graph: string;
  readonly http: HttpSend;
  readonly tokens: TokenSource;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Log;
  /** For people: where this directory is. */
  readonly description: string;
}

/** No single read takes longer; one that hangs is asked again within the deadline. */
const READ_MS = 30_000;
/** A change is given more time, because giving it up leaves its outcome unknown. */
const CHANGE_MS = 100_000;
/** First and longest wait between two tries without Retry-After. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 16_000;

/** Microsoft Graph over HTTPS, by the rules of the Directory port. */
export class GraphDirectory implements Directory {
  readonly description: string;
  readonly #options: GraphOptions;

  constructor(options: GraphOptions) {
    this.#options = options;
    this.description = options.description;
  }

  async send(request: GraphRequest, options: CallOptions): Promise<Outcome<DirectoryAnswer>> {
    const outcome = await this.#sendWithin(request, options);
    return outcome.kind === 'done'
      ? outcome
      : { ...outcome, error: this.#clean(outcome.error, options) };
  }

  async #sendWithin(
    request: GraphRequest,
    options: CallOptions,
  ): Promise<Outcome<DirectoryAnswer>> {
    const { clock, graph, tokens } = this.#options;
    const url = graphUrl(graph, request.url);
    if (url === undefined) {
      return {
        kind: 'failed',
        error: appError('HX-BUG', {}, `not a Graph address: ${request.url}`),
      };
    }
    let token = await tokens.token();
    // A person who signs in first does not use up the request's time.
    const end = clock.monotonic() + options.deadlineMs;
    let renewed = false;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      if (!token.ok) return { kind: 'failed', error: token.error };
      const next = await this.#exchange(
        request,
        url,
        token.value,
        end - clock.monotonic(),
        options,
      );
      if (next.next === 'return') return next.outcome;
      if (next.next === 'renew') {
        if (renewed) return { kind: 'failed', error: next.otherwise };
        renewed = true;
        token = await tokens.renew(token.value);
        continue;
      }
      const pause = next.afterMs ?? wait;
      const gaveUp = clock.monotonic() + pause >= end || !(await this.#pause(pause, options));
      if (gaveUp) return { kind: 'failed', error: next.otherwise };
    }
  }

  /** One request and its reading; logged without token and body. */
  async #exchange(
    request: GraphRequest,
    url: URL,
    token: string,
    leftMs: number,
    options: CallOptions,
  ): Promise<Next> {
    const { clock, http, log } = this.#options;
    const started = clock.monotonic();
    const result = await http(httpRequest(request, url, token, leftMs, options));
    log.info('graph.request', {
      request: `${request.method} ${url.pathname}`,
      requestId: options.requestId,
      result: result.kind === 'answer' ? result.status : result.reason,
      durationMs: Math.round(clock.monotonic() - started),
    });
    return judge(result, {
      host: url.host,
      isWrite: request.method !== 'GET',
      request: `${request.method} ${url.pathname}`,
      now: clock.now(),
    });
  }

  /** Waits by the Clock; false when the caller gave up meanwhile. */
  async #pause(milliseconds: number, options: CallOptions): Promise<boolean> {
    try {
      await this.#options.clock.sleep(milliseconds, options.signal);
    } catch {
      return false;
    }
    return options.signal?.aborted !== true;
  }

  #clean(error: AppError, options: CallOptions): AppError {
    const { detail } = error;
    return {
      ...error,
      ...(detail === undefined ? {} : { detail: this.#options.secrets.redact(detail) }),
      correlationId: options.requestId,
    };
  }
}

function httpRequest(
  request: GraphRequest,
  url: URL,
  token: string,
  leftMs: number,
  options: CallOptions,
): HttpRequest {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  return {
    method: request.method,
    url: url.href,
    headers: {
      authorization: `Bearer ${token}`,
      'client-request-id': options.requestId,
      'return-client-request-id': 'true',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    timeoutMs: Math.max(1, Math.min(leftMs, request.method === 'GET' ? READ_MS : CHANGE_MS)),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
}
