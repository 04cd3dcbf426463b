import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ session: {} }));

import { judge } from '../../../../src/adapters/tenant/graph-answer';
import { silenceError } from '../../../../src/adapters/tenant/no-answer';
import { Secrets } from '../../../../src/adapters/tenant/secrets';
import { mapSignInError } from '../../../../src/adapters/tenant/sign-in-errors';
import { appError } from '../../../../src/shared/errors';
import { TenantSession } from '../../../../src/main/app/tenant-session';
import type { ProxyChoice } from '../../../../src/shared/settings';

const REQUEST = {
  method: 'GET',
  url: 'https://graph.microsoft.com/v1.0/organization',
  headers: {},
  timeoutMs: 1_000,
} as const;

function build(first: ProxyChoice) {
  let choice = first;
  const setProxy = vi.fn(() => Promise.resolve());
  const fetch = vi.fn<() => Promise<Response>>(() => Promise.resolve(new Response('{}')));
  const resolveProxy = vi.fn(() => Promise.resolve('DIRECT'));
  const tenant = new TenantSession(
    () => choice,
    () => ({ setProxy, fetch, resolveProxy }),
  );
  const set = (next: ProxyChoice) => void (choice = next);
  return { tenant, set, setProxy, fetch, resolveProxy };
}

describe('the tenant’s session', () => {
  it('takes the proxy that is set before the first request, and another one from then on', async () => {
    const { tenant, set, setProxy, fetch } = build({ kind: 'system' });
    const send = tenant.http(['graph.microsoft.com']);
    expect(setProxy).not.toHaveBeenCalled();
    expect(await send(REQUEST)).toMatchObject({ kind: 'answer', status: 200 });
    await send(REQUEST);
    expect(setProxy.mock.calls).toEqual([[{ mode: 'system' }]]);
    set({ kind: 'address', address: 'proxy.contoso.com:8080' });
    await send(REQUEST);
    set({ kind: 'none' });
    await tenant.proxyOf(REQUEST.url);
    expect(setProxy.mock.calls.slice(1)).toEqual([
      [{ mode: 'fixed_servers', proxyRules: 'proxy.contoso.com:8080' }],
      [{ mode: 'direct' }],
    ]);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('sends nothing past a proxy that could not be set', async () => {
    const { tenant, setProxy, fetch } = build({ kind: 'address', address: 'proxy:1' });
    setProxy.mockRejectedValueOnce(new Error('ERR_INVALID'));
    const answer = await tenant.http(['graph.microsoft.com'])(REQUEST);
    expect(answer).toMatchObject({ kind: 'no-answer', reason: 'connect', sent: false });
    expect(fetch).not.toHaveBeenCalled();
  });

  // fault proxy-login
  it.each([
    ['net::ERR_PROXY_AUTH_REQUESTED', 'proxy-sign-in', 'auth'],
    ['net::ERR_PROXY_AUTH_UNSUPPORTED', 'proxy-sign-in', 'auth'],
    ['net::ERR_UNEXPECTED_PROXY_AUTH', 'proxy-sign-in', 'auth'],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy', 'refused'],
    ['net::ERR_PROXY_CERTIFICATE_INVALID', 'proxy', 'refused'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy-unreachable', 'unreachable'],
  ])('says of %s that the proxy is the cause, and which', async (words, reason, cause) => {
    const { tenant, fetch, resolveProxy } = build({ kind: 'system' });
    fetch.mockRejectedValue(new Error(words));
    resolveProxy.mockResolvedValue('PROXY proxy.contoso.com:8080; DIRECT');
    const answer = await tenant.http(['graph.microsoft.com'])(REQUEST);
    const proxy = { host: 'proxy.contoso.com', port: 8080 };
    expect(answer).toEqual({ kind: 'no-answer', reason, sent: false, detail: words, proxy });
    if (answer.kind === 'answer') throw new Error('an answer');
    const said = appError('HX-PROXY', { ...proxy, cause }, words);
    expect(silenceError('graph.microsoft.com', answer)).toEqual(said);
    const exchange = {
      host: 'graph.microsoft.com',
      isWrite: true,
      request: 'PATCH',
      now: new Date(),
    };
    const next = judge(answer, exchange);
    expect(next.next === 'return' ? next.outcome : next).toMatchObject(
      next.next === 'return' ? { kind: 'failed', error: said } : { otherwise: said },
    );
    const trace = {
      failure: { host: 'login.microsoftonline.com', reason: answer.reason, detail: words, proxy },
    };
    expect(mapSignInError(new Error('x'), trace, new Secrets())).toEqual(said);
  });

  // fault proxy-login
  it('takes an answer that only a proxy gives as the proxy’s', async () => {
    const { tenant, fetch, resolveProxy } = build({ kind: 'system' });
    fetch.mockResolvedValue(new Response('sign in', { status: 407 }));
    resolveProxy.mockResolvedValue('HTTPS [fe80::1]:443');
    expect(await tenant.http(['graph.microsoft.com'])(REQUEST)).toMatchObject({
      reason: 'proxy-sign-in',
      sent: false,
      proxy: { host: '[fe80::1]', port: 443 },
    });
    // Where nobody knows which, the host that was not reached is named.
    fetch.mockResolvedValue(new Response('', { status: 407 }));
    resolveProxy.mockResolvedValue('DIRECT');
    const answer = await tenant.http(['graph.microsoft.com'])(REQUEST);
    if (answer.kind === 'answer') throw new Error('an answer');
    expect(silenceError('graph.microsoft.com', answer).code).toBe('HX-REACH');
  });
});
