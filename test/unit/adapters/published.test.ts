import { describe, expect, test } from 'vitest';
import { publishedWeb } from '../../../src/adapters/network/published';
import type { HttpRequest, HttpResult } from '../../../src/adapters/tenant';
import type { WebAnswer } from '../../../src/core/web';

const URL = 'https://mail.contoso.com/ews/exchange.asmx';
const OPTIONS = { deadlineMs: 1_000, requestId: 'r' };

function answer(status: number, headers: Record<string, string> = {}, body = ''): HttpResult {
  return { kind: 'answer', status, headers, body };
}

async function look(
  answers: readonly HttpResult[],
  redirects = 0,
): Promise<{ found: WebAnswer; asked: readonly HttpRequest[]; hosts: readonly string[] }> {
  const asked: HttpRequest[] = [];
  let hosts: readonly string[] = [];
  const web = publishedWeb((allowed) => {
    hosts = allowed;
    return (request) => {
      asked.push(request);
      const next = answers[asked.length - 1];
      if (next === undefined) throw new Error('asked too often');
      return Promise.resolve(next);
    };
  });
  const request = { url: URL, hosts: ['mail.contoso.com'], redirects };
  return { found: await web.look(request, OPTIONS), asked, hosts };
}

describe('a look at a published address', () => {
  test('tells the schemes apart from their parameters and carries no credential', async () => {
    const challenge =
      'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="a@*, b", token_types="x y",Basic Realm="",NTLM, Negotiate';
    const { found, asked, hosts } = await look([answer(401, { 'www-authenticate': challenge })]);
    expect(found).toMatchObject({
      status: 401,
      challenges: ['Bearer', 'Basic', 'NTLM', 'Negotiate'],
    });
    expect(asked[0]?.headers['authorization']).toBe('Bearer');
    expect(hosts).toEqual(['mail.contoso.com']);
  });

  test('a redirect is the answer where none is followed, without its query', async () => {
    const location = 'https://gate.contoso.com/my.policy?session=secret';
    const { found, asked } = await look([answer(302, { location })]);
    expect(found).toMatchObject({ status: 302, location: 'https://gate.contoso.com' });
    expect(asked).toHaveLength(1);
  });

  test.each([
    'http://mail.contoso.com/x',
    'https://evil.example/x',
    'https://u:p@mail.contoso.com/x',
    'https://mail.contoso.com:8443/x',
    'https://mail.contoso.com.evil.example/',
  ])('is not led to %s', async (location) => {
    const { found, asked } = await look([answer(302, { location })], 5);
    expect(asked).toHaveLength(1);
    expect(found).toMatchObject({ status: 302 });
  });

  test('follows a few redirects and no more', async () => {
    const to = answer(302, { location: '/next' });
    const { asked, found } = await look([to, to, to], 2);
    expect(asked.map((item) => item.url)).toEqual([
      URL,
      'https://mail.contoso.com/next',
      'https://mail.contoso.com/next',
    ]);
    expect(found).toMatchObject({ kind: 'answer', status: 302 });
  });

  test('keeps 64 KB of a body', async () => {
    const { found } = await look([answer(200, {}, 'x'.repeat(100_000))]);
    expect(found).toMatchObject({ body: 'x'.repeat(65_536) });
  });

  test('whatever goes wrong is an answer', async () => {
    expect((await look([])).found).toMatchObject({ kind: 'no-answer', reason: 'connect' });
    const tls = { kind: 'no-answer', reason: 'tls', sent: false, detail: 'x' } as const;
    expect((await look([tls])).found).toEqual({ kind: 'no-answer', reason: 'tls', detail: 'x' });
  });
});
