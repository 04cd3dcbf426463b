import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResult } from '../../../../src/adapters/tenant/http';
import { ReadBatcher } from '../../../../src/adapters/tenant/read-batcher';
import { TestLog } from './fakes';

const GRAPH = 'https://graph.example/v1.0';

const read = (path: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: `${GRAPH}${path}`,
  headers: { authorization: 'Bearer one', 'client-request-id': `id-of-${path}` },
  timeoutMs: 30_000,
  ...more,
});
const answer = (status: number, body: unknown, headers = {}): HttpResult => ({
  kind: 'answer',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

interface Batch {
  readonly requests: readonly { readonly id: string; readonly url: string }[];
}
const batchOf = (request: HttpRequest | undefined): Batch =>
  JSON.parse(request?.body ?? '') as Batch;

/** A batcher over a service that answers batches as `respond` says, and single reads with their path. */
function batcher(respond: (body: Batch) => HttpResult) {
  const sent: HttpRequest[] = [];
  const log = new TestLog();
  const http = (request: HttpRequest): Promise<HttpResult> => {
    sent.push(request);
    const { pathname } = new URL(request.url);
    return Promise.resolve(
      request.method === 'POST' ? respond(batchOf(request)) : answer(200, { pathname }),
    );
  };
  return { reads: new ReadBatcher({ graph: GRAPH, http, log }), sent, log };
}

const echo = (body: Batch): HttpResult =>
  answer(200, {
    // Answers come in any order.
    responses: body.requests
      .map(({ id, url }) => ({ id, status: 200, headers: { 'X-Own': id }, body: { url } }))
      .reverse(),
  });

describe('reads of one turn', () => {
  it('go as one batch and get their own answers', async () => {
    const { reads, sent, log } = batcher(echo);
    const results = await Promise.all(
      ['/a', '/b?$select=id', '/c'].map((p) => reads.send(read(p))),
    );
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: `${GRAPH}/$batch`,
      headers: { authorization: 'Bearer one' },
      timeoutMs: 30_000,
    });
    expect(batchOf(sent[0]).requests[1]).toEqual({
      id: '1',
      method: 'GET',
      url: '/b?$select=id',
      headers: { 'client-request-id': 'id-of-/b?$select=id' },
    });
    expect(results.map((result) => result.kind === 'answer' && result.body)).toEqual([
      '{"url":"/a"}',
      '{"url":"/b?$select=id"}',
      '{"url":"/c"}',
    ]);
    expect(results[2]).toMatchObject({ headers: { 'x-own': '2' } });
    expect(log.lines).toMatchObject([
      {
        event: 'graph.batch',
        fields: { requests: ['id-of-/a', 'id-of-/b?$select=id', 'id-of-/c'], status: 200 },
      },
    ]);
  });

  it('go alone where there is one, and apart where tokens differ', async () => {
    const { reads, sent } = batcher(echo);
    await reads.send(read('/a'));
    const other = { headers: { authorization: 'Bearer two' } };
    await Promise.all([reads.send(read('/a')), reads.send(read('/b', other))]);
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });

  it('are at most twenty a batch', async () => {
    const { reads, sent } = batcher(echo);
    await Promise.all(Array.from({ length: 43 }, (_x, i) => reads.send(read(`/n${i}`))));
    expect(sent.map((request) => batchOf(request).requests.length)).toEqual([20, 20, 3]);
  });

  it('are throttled and refused one by one, with the batch’s date', async () => {
    const { reads } = batcher(() =>
      answer(
        200,
        {
          responses: [
            { id: '0', status: 429, headers: { 'Retry-After': '7' } },
            { id: '1', status: 404, body: { error: { code: 'x' } } },
          ],
        },
        { date: 'Sat, 21 Nov 2026 09:00:02 GMT' },
      ),
    );
    const results = await Promise.all(['/a', '/b', '/c'].map((p) => reads.send(read(p))));
    expect(results[0]).toMatchObject({
      status: 429,
      headers: { 'retry-after': '7', date: 'Sat, 21 Nov 2026 09:00:02 GMT' },
      body: '',
    });
    expect(results[1]).toMatchObject({ status: 404, body: '{"error":{"code":"x"}}' });
    expect(results[2]).toMatchObject({ kind: 'no-answer', reason: 'closed' });
  });

  it.each([401, 429, 500, 503])('share what the whole batch is told: %i', async (status) => {
    const { reads, sent } = batcher(() => answer(status, {}));
    const results = await Promise.all(['/a', '/b'].map((path) => reads.send(read(path))));
    expect(results).toMatchObject([{ status }, { status }]);
    expect(sent).toHaveLength(1);
  });

  it.each([
    [403, '{}'],
    [404, '{}'],
    [200, '<html>proxy</html>'],
  ])('go one by one from then on where batches are not taken (%i %s)', async (status, body) => {
    const { reads, sent } = batcher(() => answer(status, body));
    const both = () => Promise.all(['/a', '/b'].map((path) => reads.send(read(path))));
    expect(await both()).toMatchObject([{ status: 200 }, { status: 200 }]);
    await both();
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET', 'GET']);
  });

  it('are given up when everybody in the batch gave up, and not before', async () => {
    let finish = (_result: HttpResult): void => undefined;
    const log = new TestLog();
    const http = () => new Promise<HttpResult>((resolve) => (finish = resolve));
    const reads = new ReadBatcher({ graph: GRAPH, http, log });
    const [one, two] = [new AbortController(), new AbortController()];
    const both = Promise.all([
      reads.send(read('/a', { signal: one.signal })),
      reads.send(read('/b', { signal: two.signal })),
    ]);
    await new Promise((resolve) => setImmediate(resolve));
    one.abort();
    two.abort();
    expect(await both).toMatchObject([{ reason: 'cancelled' }, { reason: 'cancelled' }]);
    finish(answer(200, {}));
  });
});
