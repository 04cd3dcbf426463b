import { expect, it } from 'vitest';
import type { HttpResult } from '../../../src/adapters/tenant';
import { directHttp } from '../../../src/cli/direct-http';

const REQUEST = {
  method: 'GET',
  url: 'https://graph.microsoft.com/',
  headers: {},
  timeoutMs: 1,
} as const;
const failed = (reason: 'connect' | 'tls'): HttpResult => ({
  kind: 'no-answer',
  reason,
  sent: false,
  detail: 'ECONNREFUSED',
});
const ask = (environment: Readonly<Record<string, string>>, answer: HttpResult) =>
  directHttp(['graph.microsoft.com'], environment, () => Promise.resolve(answer))(REQUEST);

it('says that no proxy is taken where one is set and nothing was reached', async () => {
  expect(await ask({}, failed('connect'))).toEqual(failed('connect'));
  expect(await ask({ HTTPS_PROXY: '' }, failed('connect'))).toEqual(failed('connect'));
  expect(await ask({ HTTPS_PROXY: 'http://p:1' }, failed('tls'))).toEqual(failed('tls'));
  expect(await ask({ https_proxy: 'http://p:1' }, failed('connect'))).toMatchObject({
    reason: 'connect',
    sent: false,
    detail:
      'ECONNREFUSED (https_proxy is set; the command line connects directly, without a proxy)',
  });
});
