/** Exchange Online's tokens over the lab's authority: one sign-in, silently where that goes, from a person where it must. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXCHANGE_ONLINE } from '../../../src/lab/tenant/resources';
import { TENANT_ID } from '../../unit/lab-tenant/fake-world';
import type { TestLab } from '../../unit/lab-tenant/start-lab';
import { startLab } from '../../unit/lab-tenant/start-lab';
import type { TenantOptions, TestTenant } from './support/tenants';
import { openTenant } from './support/tenants';

let lab: TestLab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.close());

const OTHER_CLIENT = 'fb78d390-0c51-40cd-8e17-fdbfab77341b';

function open(clientId = lab.clientId, more: Partial<TenantOptions> = {}): TestTenant {
  return openTenant(lab, { online: { resource: EXCHANGE_ONLINE, clientId }, ...more });
}

/** The token, read by the lab as Exchange Online would. */
async function taken(tenant: TestTenant, mayAsk = true) {
  const token = await tenant.online?.token(mayAsk);
  return token?.ok === true ? lab.readToken(token.value.accessToken, EXCHANGE_ONLINE) : token;
}

describe('a token for Exchange Online', () => {
  it('is not asked for while nobody is signed in to the tenant', async () => {
    const tenant = open();
    expect(await taken(tenant)).toMatchObject({ error: { args: { reason: 'needed' } } });
    expect(tenant.opened).toEqual([]);
  });

  it('comes from the account that is signed in; the person only consents, once', async () => {
    const tenant = open();
    await tenant.signIn.withBrowser();
    expect(await taken(tenant, false)).toMatchObject({ error: { args: { reason: 'consent' } } });
    expect(tenant.opened).toHaveLength(1);
    expect(await taken(tenant)).toMatchObject({ tid: TENANT_ID, aud: EXCHANGE_ONLINE });
    expect(tenant.opened).toHaveLength(2);
    const { state } = tenant.signIn;
    const account = state.state === 'signed-in' ? state.account : '';
    expect(tenant.opened[1]?.searchParams.get('login_hint')).toBe(account);
    expect(tenant.opened[1]?.searchParams.get('client_id')).toBe(lab.clientId);
    expect(await taken(tenant)).toMatchObject({ tid: TENANT_ID });
    expect(tenant.opened).toHaveLength(2);
    const token = await tenant.online?.token();
    expect(token).toMatchObject({ ok: true, value: { account, delegated: false } });
  });

  it('is asked for by Exchange Online’s own application where the sign-in’s may not', async () => {
    const tenant = open(OTHER_CLIENT);
    await tenant.signIn.withBrowser();
    expect(await taken(tenant, false)).toMatchObject({ error: { args: { reason: 'needed' } } });
    expect(await taken(tenant)).toMatchObject({ tid: TENANT_ID });
    expect(tenant.opened[1]?.searchParams.get('client_id')).toBe(OTHER_CLIENT);
    const { state } = tenant.signIn;
    expect(tenant.opened[1]?.searchParams.get('login_hint')).toBe(
      state.state === 'signed-in' ? state.account : '',
    );
  });

  it('that a person did not give is asked for again only when the person starts something', async () => {
    let isRefusing = false;
    const { createPracticeBrowser } = await import('../../../src/adapters/tenant');
    const browser = createPracticeBrowser(lab.http);
    const openBrowser = (address: string): Promise<void> =>
      isRefusing ? Promise.reject(new Error('no browser')) : browser(address);
    const tenant = open(lab.clientId, { openBrowser });
    await tenant.signIn.withBrowser();
    isRefusing = true;
    for (let count = 0; count < 3; count += 1)
      expect(await taken(tenant)).toMatchObject({ error: { args: { reason: 'browser' } } });
    expect(tenant.opened).toHaveLength(2);
    // The sign-in to the tenant is as it was.
    expect(tenant.signIn.state.state).toBe('signed-in');
    isRefusing = false;
    tenant.online?.askAgain();
    expect(await taken(tenant)).toMatchObject({ tid: TENANT_ID });
  });

  it('shows in the one sign-in while it waits for the person, and ends with it', async () => {
    const tenant = open();
    await tenant.signIn.withBrowser();
    const states: string[] = [];
    tenant.signIn.subscribe(({ state }) => states.push(state));
    await taken(tenant);
    expect(states).toContain('waiting');
    expect(states.at(-1)).toBe('signed-in');
    await tenant.signIn.signOut();
    expect(await taken(tenant)).toMatchObject({ error: { args: { reason: 'needed' } } });
  });
});
