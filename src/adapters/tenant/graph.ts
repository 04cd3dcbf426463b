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
import { graphRule } from '../../core/commands/graph-table';
import { withActiveRoles } from './active-roles';
import type { Next } from './graph-answer';
import { judge } from './graph-answer';
import { answerFields } from './http-log';
import type { HttpRequest, HttpSend } from './http';
import { graphUrl } from './graph-url';
import { ReadBatcher } from './read-batcher';
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
  readonly #reads: ReadBatcher;

  constructor(options: GraphOptions) {
    this.#options = options;
    this.#reads = new ReadBatcher(options);
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
    const permission = graphRule(request)?.permission;
    let token = await tokens.token(permission);
    // A person who signs in first does not use up the request's time.
    const end = clock.monotonic() + options.deadlineMs;
    let renewed = false;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      if (!token.ok) {
        // A sign-in service that is not reached may be back within the request's time.
        const { error } = token;
        if (error.code !== 'HX-REACH' || !(await this.#mayWait(wait, end, options))) {
          return { kind: 'failed', error };
        }
        token = await tokens.token(permission);
        continue;
      }
      const next = await this.#exchange(
        request,
        url,
        token.value,
        end - clock.monotonic(),
        options,
      );
      if (next.next === 'return') return await this.#explained(next.outcome, request, token.value);
      if (next.next === 'renew') {
        if (renewed) return { kind: 'failed', error: next.otherwise };
        renewed = true;
        token = await tokens.renew(token.value, next.claims);
        continue;
      }
      // A service that always says "at once", or names a moment that is past, is not asked without a pause.
      const pause = next.afterMs === undefined || next.afterMs === 0 ? wait : next.afterMs;
      if (!(await this.#mayWait(pause, end, options))) {
        return { kind: 'failed', error: next.otherwise };
      }
    }
  }

  /** Waits where that fits into the time; false where it does not, or the caller gave up. */
  async #mayWait(milliseconds: number, end: number, options: CallOptions): Promise<boolean> {
    const fits = this.#options.clock.monotonic() + milliseconds < end;
    return fits && (await this.#pause(milliseconds, options));
  }

  /** A refused change is told with the roles that are active, because an eligible one counts only once it is. */
  async #explained(
    outcome: Outcome<DirectoryAnswer>,
    request: GraphRequest,
    token: string,
  ): Promise<Outcome<DirectoryAnswer>> {
    const isRefused = outcome.kind === 'failed' && outcome.error.code === 'HX-403';
    if (!isRefused || request.method === 'GET') return outcome;
    const { graph, http } = this.#options;
    return { kind: 'failed', error: await withActiveRoles(outcome.error, { graph, http, token }) };
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
    const sending = httpRequest(request, url, token, leftMs, options);
    const result = await (request.method === 'GET' ? this.#reads.send(sending) : http(sending));
    log.info('graph.request', {
      call: `${request.method} ${url.pathname}`,
      target: url.host,
      request: options.requestId,
      ...answerFields(result),
      milliseconds: Math.round(clock.monotonic() - started),
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
