import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ session: {} }));

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
  const fetch = vi.fn(() => Promise.resolve(new Response('{}')));
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
});
