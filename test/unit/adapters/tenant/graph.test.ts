import { describe, expect, it } from 'vitest';
import { GraphDirectory } from '../../../../src/adapters/tenant/graph';
import type { HttpRequest, HttpResult } from '../../../../src/adapters/tenant/http';
import { withAllPages } from '../../../../src/adapters/tenant/paging';
import { Secrets } from '../../../../src/adapters/tenant/secrets';
import type { TokenSource } from '../../../../src/adapters/tenant/sign-in-state';
import { signInFailure } from '../../../../src/adapters/tenant/sign-in-errors';
import { appError } from '../../../../src/shared/errors';
import { fail, ok } from '../../../../src/shared/result';
import { TestClock, TestLog } from './fakes';

const GRAPH = 'https://graph.example/v1.0';
const options = { deadlineMs: 60_000, requestId: 'request-1' };
const read = { method: 'GET', url: '/domains' } as const;
const write = {
  method: 'PATCH',
  url: '/servicePrincipals/x',
  body: { keyCredentials: [] },
} as const;

const answer = (
  status: number,
  body: unknown = {},
  headers: Record<string, string> = {},
): HttpResult => ({
  kind: 'answer',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const silence = (
  reason: Extract<HttpResult, { kind: 'no-answer' }>['reason'],
  sent: boolean,
): HttpResult => ({ kind: 'no-answer', reason, sent, detail: `because ${reason}` });
const refusal = (status: number, code: string, headers = {}): HttpResult =>
  answer(status, { error: { code, message: 'no' } }, headers);

/** A directory over scripted answers; the last answer repeats. */
function directory(...script: HttpResult[]) {
  const sent: HttpRequest[] = [];
  const clock = new TestClock(true);
  const log = new TestLog();
  let issued = 1;
  const tokens: TokenSource = {
    token: () => Promise.resolve(ok(`token-${issued}`)),
    renew: () => {
      issued += 1;
      return Promise.resolve(ok(`token-${issued}`));
    },
  };
  const graph = new GraphDirectory({
    graph: GRAPH,
    http: (request) => {
      sent.push(request);
      return Promise.resolve(script[Math.min(sent.length, script.length) - 1]!);
    },
    tokens,
    secrets: new Secrets(),
    clock,
    log,
    description: 'test',
  });
  return { graph, sent, clock, log, tokens };
}

describe('answers', () => {
  it('returns success and 404, with an empty body as null', async () => {
    expect(await directory(answer(200, { value: [1] })).graph.send(read, options)).toEqual({
      kind: 'done',
      value: { status: 200, body: { value: [1] } },
      warnings: [],
    });
    const written = await directory(answer(204, '')).graph.send(write, options);
    expect(written).toMatchObject({ kind: 'done', value: { status: 204, body: null } });
    const absent = await directory(refusal(404, 'Request_ResourceNotFound')).graph.send(
      read,
      options,
    );
    expect(absent).toMatchObject({ kind: 'done', value: { status: 404 } });
  });

  it('sends token, id and body, and encodes the address', async () => {
    const { graph, sent } = directory(answer(200));
    await graph.send({ ...write, url: "/servicePrincipals?$filter=appId eq 'x'" }, options);
    expect(sent[0]).toMatchObject({
      method: 'PATCH',
      url: 'https://graph.example/v1.0/servicePrincipals?$filter=appId%20eq%20%27x%27',
      headers: {
        authorization: 'Bearer token-1',
        'client-request-id': 'request-1',
        'content-type': 'application/json',
      },
      body: '{"keyCredentials":[]}',
    });
  });

  it.each(['domains', '//evil.example/', '/../beta/me', '/me#x', '/%2e%2e/%2e%2e/x'])(
    'refuses the address %s unsent',
    async (url) => {
      const { graph, sent } = directory(answer(200));
      expect(await graph.send({ method: 'GET', url }, options)).toMatchObject({
        kind: 'failed',
        error: { code: 'HX-BUG' },
      });
      expect(sent).toEqual([]);
    },
  );

  it.each([
    [403, 'Authorization_RequestDenied', 'HX-403'],
    [400, 'KeyCredentialsInvalidEndDate', 'HX-GRAPH'],
    [409, 'Conflict', 'HX-GRAPH'],
    [500, 'InternalServerError', 'HX-GRAPH'],
    [302, '', 'HX-GRAPH'],
  ])('maps %i %s to %s at once', async (status, code, expected) => {
    const { graph, sent } = directory(refusal(status, code));
    const outcome = await graph.send(write, options);
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: { code: expected, args: { status, code }, correlationId: 'request-1' },
    });
    expect(sent.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });

  it('does not take a page for a directory', async () => {
    const page = answer(200, '<html>proxy</html>');
    expect(await directory(page).graph.send(read, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-GRAPH', args: { code: 'not-json' } },
    });
    expect(await directory(page).graph.send(write, options)).toMatchObject({
      kind: 'unknown',
      error: { code: 'HX-LOST' },
    });
  });
});

describe('401', () => {
  it('renews once and repeats, also a change', async () => {
    const { graph, sent } = directory(refusal(401, 'InvalidAuthenticationToken'), answer(204, ''));
    expect(await graph.send(write, options)).toMatchObject({ kind: 'done' });
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('gives up after one renewal', async () => {
    const { graph, sent } = directory(refusal(401, 'InvalidAuthenticationToken'));
    expect(await graph.send(read, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-SIGNIN', args: { reason: 'lapsed' } },
    });
    expect(sent).toHaveLength(2);
  });

  it('renews once with the claims of a challenge, and says that it wants a stronger sign-in', async () => {
    const claims = Buffer.from('{"access_token":{}}').toString('base64');
    const challenge = {
      'www-authenticate': `Bearer error="insufficient_claims", claims="${claims}"`,
    };
    const { graph, sent, tokens } = directory(
      refusal(401, 'InvalidAuthenticationToken', challenge),
    );
    const asked: (string | undefined)[] = [];
    tokens.renew = (_rejected, wanted) => {
      asked.push(wanted);
      return Promise.resolve(ok('token-2'));
    };
    expect(await graph.send(read, options)).toMatchObject({
      error: { code: 'HX-SIGNIN', args: { reason: 'step-up' } },
    });
    expect(asked).toEqual(['{"access_token":{}}']);
    expect(sent).toHaveLength(2);
  });

  it.each(['claims="e30', 'claims="###"', 'claims="bm90IGpzb24="'])(
    'takes a challenge without usable claims (%s) for a refused token',
    async (part) => {
      const header = { 'www-authenticate': `Bearer error="insufficient_claims", ${part}` };
      const { graph } = directory(refusal(401, 'x', header));
      expect(await graph.send(read, options)).toMatchObject({
        error: { args: { reason: 'lapsed' } },
      });
    },
  );

  it('waits for a sign-in service that is not reached', async () => {
    const { graph, clock, tokens } = directory(answer(200));
    const outage = appError('HX-REACH', { target: 'tenant' });
    let calls = 0;
    tokens.token = () => Promise.resolve((calls += 1) < 3 ? fail(outage) : ok('token-1'));
    expect(await graph.send(read, options)).toMatchObject({ kind: 'done' });
    expect(clock.sleeps).toEqual([1_000, 2_000]);
    tokens.token = () => Promise.resolve(fail(outage));
    expect(await graph.send(read, options)).toMatchObject({ error: { code: 'HX-REACH' } });
  });

  it('hands on why there is no token', async () => {
    const { graph, tokens, sent } = directory(answer(200));
    tokens.token = () => Promise.resolve(fail(signInFailure('needed')));
    expect(await graph.send(read, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-SIGNIN', args: { reason: 'needed' } },
    });
    expect(sent).toEqual([]);
  });
});

describe('throttling', () => {
  it('waits as long as it is told, by the Clock', async () => {
    const wait = (value: string, date = '') =>
      refusal(429, 'TooManyRequests', { 'retry-after': value, date });
    const { graph, clock } = directory(
      wait('2'),
      wait('Sat, 21 Nov 2026 09:00:07 GMT', 'Sat, 21 Nov 2026 09:00:02 GMT'),
      refusal(503, 'x'),
      answer(200),
    );
    expect(await graph.send(read, options)).toMatchObject({ kind: 'done' });
    expect(clock.sleeps).toEqual([2_000, 5_000, 4_000]);
  });

  // threat T5
  it.each(['0', '-1', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'is not asked without a pause by one that says %s for ever',
    async (value) => {
      const { graph, clock } = directory(refusal(429, 'x', { 'retry-after': value }));
      expect(await graph.send(read, options)).toMatchObject({ error: { code: 'HX-429' } });
      expect(clock.sleeps).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 16_000]);
    },
  );

  it('repeats a change that was throttled', async () => {
    const { graph, sent } = directory(refusal(503, 'x'), answer(204, ''));
    expect(await graph.send(write, options)).toMatchObject({ kind: 'done' });
    expect(sent).toHaveLength(2);
  });

  // fault tenant-429
  it('stops at the deadline and says how long it should have waited', async () => {
    const { graph, clock } = directory(refusal(429, 'x', { 'retry-after': '120' }));
    expect(await graph.send(read, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-429', args: { status: 429, seconds: 120 } },
    });
    expect(clock.sleeps).toEqual([]);
    const endless = directory(refusal(503, 'x'));
    expect(await endless.graph.send(read, options)).toMatchObject({ error: { code: 'HX-429' } });
    expect(endless.clock.sleeps).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 16_000]);
  });

  // fault tenant-5xx
  it('treats a gateway as silence for a change', async () => {
    const { graph, sent } = directory(refusal(504, 'x'));
    expect(await graph.send(write, options)).toMatchObject({
      kind: 'unknown',
      error: { code: 'HX-LOST' },
    });
    expect(sent).toHaveLength(1);
    const reading = directory(refusal(502, 'x'), answer(200));
    expect(await reading.graph.send(read, options)).toMatchObject({ kind: 'done' });
  });

  it('ends its waiting when the caller gives up', async () => {
    const { graph, clock } = directory(refusal(503, 'x'));
    clock.sleep = () => Promise.reject(new Error('aborted'));
    expect(await graph.send(read, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-429' },
    });
  });
});

describe('silence', () => {
  it.each(['timeout', 'closed', 'cancelled', 'too-large', 'redirect'] as const)(
    'never repeats a change after it was sent (%s)',
    async (reason) => {
      const { graph, sent } = directory(silence(reason, true));
      const outcome = await graph.send(write, options);
      expect(outcome).toMatchObject({
        kind: 'unknown',
        error: { code: 'HX-LOST', args: { target: 'tenant', host: 'graph.example' } },
      });
      expect(sent).toHaveLength(1);
    },
  );

  it('sends a change again that could not leave', async () => {
    const { graph, sent, clock } = directory(silence('connect', false), answer(204, ''));
    expect(await graph.send(write, options)).toMatchObject({ kind: 'done' });
    expect(sent).toHaveLength(2);
    expect(clock.sleeps).toEqual([1_000]);
  });

  it.each(['tls', 'refused-host'] as const)(
    'fails a change that was not sent (%s)',
    async (reason) => {
      const { graph, sent } = directory(silence(reason, false));
      expect(await graph.send(write, options)).toMatchObject({
        kind: 'failed',
        error: { code: 'HX-REACH', args: { target: 'tenant', reason } },
      });
      expect(sent).toHaveLength(1);
    },
  );

  it('repeats a read with growing waits, then says it was not reached', async () => {
    const recovering = directory(silence('connect', false), silence('closed', true), answer(200));
    expect(await recovering.graph.send(read, options)).toMatchObject({ kind: 'done' });
    expect(recovering.clock.sleeps).toEqual([1_000, 2_000]);
    const { graph } = directory(silence('timeout', true));
    expect(await graph.send(read, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-REACH', args: { reason: 'timeout' }, detail: 'because timeout' },
    });
  });

  it('does not repeat a read that was cancelled', async () => {
    const { graph, sent } = directory(silence('cancelled', true));
    expect(await graph.send(read, options)).toMatchObject({ error: { code: 'HX-REACH' } });
    expect(sent).toHaveLength(1);
  });
});

describe('pages', () => {
  const next = (link: string) => answer(200, { value: [1, 2], '@odata.nextLink': link });

  it('puts them together', async () => {
    const { graph, sent } = directory(
      next(`${GRAPH}/domains?$skiptoken=2`),
      answer(200, { value: [3] }),
    );
    const outcome = await withAllPages(graph, GRAPH).send(read, options);
    expect(outcome).toMatchObject({ kind: 'done', value: { body: { value: [1, 2, 3] } } });
    expect(sent[1]!.url).toBe(`${GRAPH}/domains?$skiptoken=2`);
  });

  it.each(['https://evil.example/v1.0/domains', 'https://graph.example/beta/domains', 'no url'])(
    'does not follow %s',
    async (link) => {
      const { graph, sent } = directory(next(link));
      const outcome = await withAllPages(graph, GRAPH).send(read, options);
      expect(outcome).toMatchObject({ kind: 'failed', error: { args: { code: 'next-link' } } });
      expect(sent).toHaveLength(1);
    },
  );

  it('stops where links never end, and hands on failures', async () => {
    const { graph, sent } = directory(next(`${GRAPH}/domains?x`));
    expect(await withAllPages(graph, GRAPH).send(read, options)).toMatchObject({ kind: 'failed' });
    expect(sent).toHaveLength(100);
    const failing = directory(next(`${GRAPH}/domains?x`), refusal(403, 'no'));
    expect(await withAllPages(failing.graph, GRAPH).send(read, options)).toMatchObject({
      error: { code: 'HX-403' },
    });
    const single = directory(answer(200, { id: 1 }));
    expect(await withAllPages(single.graph, GRAPH).send(read, options)).toMatchObject({
      kind: 'done',
    });
    expect(await withAllPages(single.graph, GRAPH).send(write, options)).toMatchObject({
      kind: 'done',
    });
  });
});

describe('a refused change', () => {
  const roles = (...names: string[]) =>
    answer(200, {
      value: names.map((displayName) => ({
        displayName,
        roleTemplateId: displayName === 'Global Administrator' ? GLOBAL_ADMINISTRATOR : 'other',
      })),
    });
  const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
  const refused = refusal(403, 'Authorization_RequestDenied');

  it('is told with the active roles where the one that counts is missing', async () => {
    const { graph, sent } = directory(refused, roles('Global Reader', 'Exchange Administrator'));
    expect(await graph.send(write, options)).toMatchObject({
      error: { code: 'HX-PIM', args: { roles: 'Global Reader, Exchange Administrator' } },
    });
    expect(sent[1]!.url).toContain('/me/transitiveMemberOf/microsoft.graph.directoryRole');
    expect(await directory(refused, roles()).graph.send(write, options)).toMatchObject({
      error: { code: 'HX-PIM', args: { roles: '-' } },
    });
  });

  it('stays what it is where that role is active, or the roles cannot be read', async () => {
    for (const said of [roles('Global Administrator'), refused, silence('closed', true)]) {
      expect(await directory(refused, said).graph.send(write, options)).toMatchObject({
        error: { code: 'HX-403' },
      });
    }
  });
});

it('logs each exchange without token or body', async () => {
  const { graph, log } = directory(refusal(503, 'x'), answer(204, ''));
  await graph.send(write, options);
  expect(log.lines.map(({ fields }) => fields['status'])).toEqual([503, 204]);
  expect(JSON.stringify(log.lines)).not.toContain('token-1');
  expect(log.lines[0]!.fields['request']).toBe('request-1');
});
