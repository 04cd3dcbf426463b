import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Log } from '../../core/ports';
import { answerFields } from './http-log';
import type { HttpRequest, HttpResult, HttpSend } from './http';

/** Most requests of one batch (learn.microsoft.com/graph/json-batching). */
const MOST_PARTS = 20;

const batchAnswer = v.object({
  responses: v.array(
    v.object({
      id: v.string(),
      status: v.number(),
      headers: v.nullish(v.record(v.string(), v.string()), {}),
      body: v.optional(v.unknown()),
    }),
  ),
});
type PartAnswer = v.InferOutput<typeof batchAnswer>['responses'][number];
type Answer = Extract<HttpResult, { kind: 'answer' }>;

/** A read that waits for others of the same turn. */
interface Waiting {
  readonly request: HttpRequest;
  readonly settle: (result: HttpResult) => void;
}

/**
 * Sends reads that are asked for in the same turn as one batch. Each gets the answer it would have got by itself,
 * with its own status and Retry-After, so nothing above knows of it. Where the service or something on the way does
 * not take batches, reads go one by one from then on.
 */
export class ReadBatcher {
  readonly #options: { readonly graph: string; readonly http: HttpSend; readonly log: Log };
  #waiting: Waiting[] = [];
  #isRefused = false;

  constructor(options: { readonly graph: string; readonly http: HttpSend; readonly log: Log }) {
    this.#options = options;
  }

  /** Sends one read, alone or with others. */
  send(request: HttpRequest): Promise<HttpResult> {
    if (this.#isRefused) return this.#options.http(request);
    return new Promise((settle) => {
      // The whole turn is waited for: requests that begin together reach here some promises apart.
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ request, settle });
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const byToken = new Map<string, Waiting[]>();
    for (const item of waiting) {
      const token = item.request.headers['authorization'] ?? '';
      byToken.set(token, [...(byToken.get(token) ?? []), item]);
    }
    for (const group of byToken.values()) {
      for (let start = 0; start < group.length; start += MOST_PARTS) {
        void this.#sendGroup(group.slice(start, start + MOST_PARTS));
      }
    }
  }

  async #sendGroup(group: readonly Waiting[]): Promise<void> {
    const results = group.length === 1 ? undefined : await this.#sendBatch(group);
    const { http } = this.#options;
    await Promise.all(
      group.map(async ({ request, settle }, index) => {
        settle(results?.[index] ?? (await http(request)));
      }),
    );
  }

  /** The answers in order; nothing where the batch itself was not taken. */
  async #sendBatch(group: readonly Waiting[]): Promise<readonly HttpResult[] | undefined> {
    const { graph, http, log } = this.#options;
    const requestId = randomUUID();
    const request = batchRequest(graph, group, requestId);
    const result = await raceAborts(group, http(request));
    log.info('graph.batch', {
      target: new URL(graph).host,
      request: requestId,
      requests: group.flatMap((item) => item.request.headers['client-request-id'] ?? []),
      ...answerFields(result),
    });
    if (result.kind === 'no-answer') return group.map(() => result);
    const parts = result.status === 200 ? readParts(result.body) : undefined;
    if (parts !== undefined) return group.map((_item, index) => partResult(parts, index, result));
    // A refused token, throttling and outages are the same for each part; anything else is about batches.
    if (result.status === 401 || result.status === 429 || result.status >= 500) {
      return group.map(() => result);
    }
    this.#isRefused = true;
    return undefined;
  }
}

function batchRequest(graph: string, group: readonly Waiting[], requestId: string): HttpRequest {
  const prefix = new URL(graph).pathname.replace(/\/$/, '');
  const requests = group.map(({ request }, index) => {
    const url = new URL(request.url);
    const id = request.headers['client-request-id'];
    return {
      id: String(index),
      method: 'GET',
      url: `${url.pathname.slice(prefix.length)}${url.search}`,
      ...(id === undefined ? {} : { headers: { 'client-request-id': id } }),
    };
  });
  return {
    method: 'POST',
    url: `${graph.replace(/\/$/, '')}/$batch`,
    headers: {
      authorization: group[0]?.request.headers['authorization'] ?? '',
      'client-request-id': requestId,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ requests }),
    timeoutMs: Math.min(...group.map(({ request }) => request.timeoutMs)),
  };
}

/** A batch is given up only when everybody in it has given up. */
async function raceAborts(
  group: readonly Waiting[],
  sending: Promise<HttpResult>,
): Promise<HttpResult> {
  const signals = group.map(({ request }) => request.signal);
  if (signals.includes(undefined)) return await sending;
  const aborted = Promise.all(
    signals.map(
      (signal) =>
        new Promise<void>((resolve) => {
          if (signal?.aborted === true) resolve();
          else signal?.addEventListener('abort', () => resolve(), { once: true });
        }),
    ),
  );
  const cancelled = aborted.then((): HttpResult => {
    return { kind: 'no-answer', reason: 'cancelled', sent: true, detail: 'cancelled' };
  });
  return await Promise.race([sending, cancelled]);
}

function readParts(body: string): readonly PartAnswer[] | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), batchAnswer), body);
  return parsed.success ? parsed.output.responses : undefined;
}

/** One part as an answer of its own. Dates of a Retry-After are the batch's server's. */
function partResult(parts: readonly PartAnswer[], index: number, batch: Answer): HttpResult {
  const part = parts.find(({ id }) => id === String(index));
  if (part === undefined) {
    const detail = 'the batch left the request unanswered';
    return { kind: 'no-answer', reason: 'closed', sent: true, detail };
  }
  const { date } = batch.headers;
  const own = Object.entries(part.headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  return {
    kind: 'answer',
    status: part.status,
    headers: { ...(date === undefined ? {} : { date }), ...Object.fromEntries(own) },
    body: part.body === undefined || part.body === null ? '' : JSON.stringify(part.body),
  };
}
