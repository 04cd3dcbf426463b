import { request } from 'node:http';
import type { ICachePlugin } from '@azure/msal-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpRequest, HttpSend, SignInState } from '../../../src/adapters/tenant';
import {
  createPracticeBrowser,
  createTenant,
  enterPracticeCode,
} from '../../../src/adapters/tenant';
import { TestClock, TestLog } from '../../unit/adapters/tenant/fakes';
import { ADMIN, TENANT_DOMAIN, TENANT_ID } from '../../unit/lab-tenant/fake-world';
import type { TestLab } from '../../unit/lab-tenant/start-lab';
import { startLab } from '../../unit/lab-tenant/start-lab';

const options = { deadlineMs: 10_000, requestId: 'request-1' };
const read = { method: 'GET', url: '/organization?$select=id' } as const;

let lab: TestLab;
let sent: HttpRequest[];
let clock: TestClock;
let log: TestLog;

beforeEach(async () => {
  lab = await startLab();
  sent = [];
  clock = new TestClock();
  log = new TestLog();
});
afterEach(async () => {
  vi.useRealTimers();
  await lab.close();
});

const recording: HttpSend = (wanted) => {
  sent.push(wanted);
  return lab.http(wanted);
};

type Options = Parameters<typeof createTenant>[0];
const tenant = (more: Partial<Options> = {}) =>
  createTenant({
    authority: lab.authority,
    graph: lab.graph,
    clientId: lab.clientId,
    tenantId: TENANT_ID,
    tenantDomain: TENANT_DOMAIN,
    http: recording,
    clock,
    log,
    openBrowser: createPracticeBrowser(lab.http),
    ...more,
  });
const never = (): Promise<void> => new Promise(() => undefined);
const graphCalls = (): HttpRequest[] => sent.filter(({ url }) => url.includes('/v1.0/'));
const tokenCalls = (): HttpRequest[] => sent.filter(({ url }) => url.includes('/token'));

/** Resolves when the sign-in reaches a state. */
function reaches(
  signIn: {
    readonly state: SignInState;
    subscribe(listener: (state: SignInState) => void): () => void;
  },
  wanted: SignInState['state'],
): Promise<SignInState> {
  return new Promise((resolve) => {
    const stop = signIn.subscribe((state) => {
      if (state.state !== wanted) return;
      stop();
      resolve(state);
    });
  });
}

/** True when something listens at the redirect address of a sign-in. */
function listens(authorizeUrl: string): Promise<boolean> {
  const redirect = new URL(new URL(authorizeUrl).searchParams.get('redirect_uri')!);
  return new Promise((resolve) => {
    const probe = request({ host: '127.0.0.1', port: redirect.port, path: '/', agent: false });
    probe.on('response', () => resolve(true));
    probe.on('error', () => resolve(false));
    probe.end();
  });
}

describe('system browser', () => {
  it('goes through its states and reads with the token', async () => {
    const { directory, signIn } = tenant();
    const states: string[] = [];
    signIn.subscribe(({ state }) => states.push(state));
    const end = await signIn.withBrowser();
    expect(end).toMatchObject({ state: 'signed-in', account: ADMIN, tenantId: TENANT_ID });
    expect(states).toEqual(['opening-browser', 'waiting', 'signed-in']);
    expect(await directory.send(read, options)).toMatchObject({
      kind: 'done',
      value: { status: 200 },
    });
    expect(lab.world.calls.at(-1)).toMatchObject({ requestId: 'request-1' });
  });

  // threat T7
  it('asks with PKCE, form_post, account choice and named scopes, and nobody but the authority', async () => {
    let address = '';
    const { signIn } = tenant({
      openBrowser: (url) => {
        address = url;
        return createPracticeBrowser(lab.http)(url);
      },
    });
    await signIn.withBrowser();
    const query = new URL(address).searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('response_mode')).toBe('form_post');
    expect(query.get('prompt')).toBe('select_account');
    expect(query.get('scope')?.split(' ')).toEqual([
      `${lab.origin}/User.Read`,
      `${lab.origin}/Application.Read.All`,
      'openid',
      'profile',
      'offline_access',
    ]);
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
      `/${TENANT_ID}/v2.0/.well-known/openid-configuration`,
      `/${TENANT_ID}/oauth2/v2.0/token`,
    ]);
    expect(sent.every(({ url }) => new URL(url).origin === lab.origin)).toBe(true);
  });

  it('can be cancelled; its listener ends', async () => {
    const { directory, signIn } = tenant({ openBrowser: never });
    const waiting = reaches(signIn, 'waiting');
    const end = signIn.withBrowser();
    const state = await waiting;
    const authorizeUrl = state.state === 'waiting' ? state.authorizeUrl : '';
    expect(await listens(authorizeUrl)).toBe(true);
    signIn.cancel();
    expect(await end).toMatchObject({
      error: { code: 'HX-SIGNIN', args: { reason: 'cancelled' } },
    });
    await expect.poll(() => listens(authorizeUrl)).toBe(false);
    expect(await directory.send(read, options)).toMatchObject({
      error: { args: { reason: 'needed' } },
    });
  });

  it('ends after 90 seconds by the Clock', async () => {
    const { signIn } = tenant({ openBrowser: never });
    const waiting = reaches(signIn, 'waiting');
    const end = signIn.withBrowser();
    const state = await waiting;
    expect(state).toMatchObject({ deadline: '2026-11-21T09:01:30.000Z' });
    expect(clock.sleeps).toEqual([90_000]);
    clock.advance(90_000);
    expect(await end).toMatchObject({ error: { args: { reason: 'timeout' } } });
    const authorizeUrl = state.state === 'waiting' ? state.authorizeUrl : '';
    await expect.poll(() => listens(authorizeUrl)).toBe(false);
  });

  it('says when no browser opens, and can be started again', async () => {
    let works = false;
    const { signIn } = tenant({
      openBrowser: (url) =>
        works ? createPracticeBrowser(lab.http)(url) : Promise.reject(new Error('no display')),
    });
    expect(await signIn.withBrowser()).toMatchObject({
      error: { args: { reason: 'browser' }, detail: 'no display' },
    });
    works = true;
    expect(await signIn.withBrowser()).toMatchObject({ state: 'signed-in' });
  });

  it('is one attempt for all who ask at once', async () => {
    const { signIn } = tenant();
    const [first, second] = await Promise.all([signIn.withBrowser(), signIn.withBrowser()]);
    expect(first).toBe(second);
    expect(tokenCalls()).toHaveLength(1);
  });

  it('drops a token that arrives after the cancel', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow: HttpSend = async (wanted) => {
      if (wanted.url.includes('/token')) await held;
      return await recording(wanted);
    };
    const { directory, signIn } = tenant({ http: slow });
    const end = signIn.withBrowser();
    await reaches(signIn, 'waiting');
    await new Promise((resolve) => setTimeout(resolve, 200));
    signIn.cancel();
    expect(await end).toMatchObject({ state: 'failed' });
    release();
    await expect.poll(() => tokenCalls().length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(signIn.state).toMatchObject({ state: 'failed' });
    expect(await directory.send(read, options)).toMatchObject({
      error: { args: { reason: 'needed' } },
    });
    expect(graphCalls()).toEqual([]);
  });

  it('says when the authority is not reached', async () => {
    const { signIn } = tenant({
      http: () =>
        Promise.resolve({ kind: 'no-answer', reason: 'connect', sent: false, detail: 'refused' }),
    });
    expect(await signIn.withBrowser()).toMatchObject({
      error: { code: 'HX-REACH', args: { target: 'tenant', reason: 'connect' } },
    });
  });

  // threat T7
  it('opens no page elsewhere, whatever the metadata says', async () => {
    const opened: string[] = [];
    const elsewhere: HttpSend = async (wanted) => {
      const result = await recording(wanted);
      if (result.kind === 'no-answer' || !wanted.url.includes('openid-configuration'))
        return result;
      const metadata = JSON.parse(result.body);
      const endpoint = 'https://evil.example/authorize';
      return { ...result, body: JSON.stringify({ ...metadata, authorization_endpoint: endpoint }) };
    };
    const { signIn } = tenant({
      http: elsewhere,
      openBrowser: (url) => {
        opened.push(url);
        return Promise.resolve();
      },
    });
    expect(await signIn.withBrowser()).toMatchObject({ error: { args: { reason: 'other' } } });
    expect(opened).toEqual([]);
  });

  it('keeps its own time where the Clock is virtual', async () => {
    const virtual = new TestClock(true);
    const { directory } = tenant({
      clock: virtual,
      signInClock: clock,
      autoSignIn: { way: 'browser', attempts: 'any' },
    });
    lab.world.fault('graph-429');
    expect(await directory.send(read, options)).toMatchObject({ kind: 'done' });
    expect(virtual.sleeps).toEqual([2_000, 2_000, 2_000]);
    expect(clock.sleeps).toEqual([90_000]);
  });

  it('says when the tenant is not known', async () => {
    const { signIn } = tenant({ authority: `${lab.origin}/nowhere.example` });
    expect(await signIn.withBrowser()).toMatchObject({
      error: { args: { reason: 'unknown-tenant' } },
    });
  });
});

describe('device code', () => {
  it('shows the code and signs in when it was entered', async () => {
    const { signIn } = tenant();
    const shown = reaches(signIn, 'device-code');
    const end = signIn.withDeviceCode();
    const state = await shown;
    if (state.state !== 'device-code') throw new Error('no code');
    expect(state.message).toContain(state.userCode);
    expect(state.deadline).toBe('2026-11-21T09:15:00.000Z');
    await enterPracticeCode(lab.http, state.verificationUri, state.userCode);
    expect(await end).toMatchObject({ state: 'signed-in', account: ADMIN });
  });

  it('can be cancelled, expires, and gives way to the browser', async () => {
    const { signIn } = tenant();
    const shown = reaches(signIn, 'device-code');
    const first = signIn.withDeviceCode();
    await shown;
    signIn.cancel();
    expect(await first).toMatchObject({ error: { args: { reason: 'cancelled' } } });
    const again = reaches(signIn, 'device-code');
    const second = signIn.withDeviceCode();
    await again;
    clock.advance(900_000);
    expect(await second).toMatchObject({ error: { args: { reason: 'expired' } } });
    const shownAgain = reaches(signIn, 'device-code');
    const third = signIn.withDeviceCode();
    await shownAgain;
    expect(await signIn.withBrowser()).toMatchObject({ state: 'signed-in' });
    expect(await third).toMatchObject({ error: { args: { reason: 'cancelled' } } });
    expect(signIn.state).toMatchObject({ state: 'signed-in' });
  });

  it('says that consent is missing', async () => {
    lab.world.fault('sign-in-refused');
    const { signIn } = tenant();
    const shown = reaches(signIn, 'device-code');
    const end = signIn.withDeviceCode();
    const state = await shown;
    if (state.state !== 'device-code') throw new Error('no code');
    await enterPracticeCode(lab.http, state.verificationUri, state.userCode);
    const result = await end;
    expect(result).toMatchObject({ error: { code: 'HX-SIGNIN', args: { reason: 'consent' } } });
    expect(JSON.stringify(result)).toContain('AADSTS65001');
  });
});

describe('whose token it is', () => {
  it('drops the token of another tenant before anything is read', async () => {
    lab.world.fault('wrong-tenant');
    const { directory, signIn } = tenant();
    expect(await signIn.withBrowser()).toMatchObject({
      state: 'failed',
      error: {
        code: 'HX-TEN',
        args: { found: 'fabrikam.onmicrosoft.com', expected: TENANT_DOMAIN, expectedId: TENANT_ID },
      },
    });
    expect(await directory.send(read, options)).toMatchObject({
      error: { args: { reason: 'needed' } },
    });
    expect(graphCalls()).toEqual([]);
    expect(lab.world.calls).toEqual([]);
  });

  it('says so to a read that signs in by itself', async () => {
    lab.world.fault('wrong-tenant');
    const { directory } = tenant({ autoSignIn: { way: 'browser', attempts: 'any' } });
    expect(await directory.send(read, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-TEN' },
    });
    expect(graphCalls()).toEqual([]);
  });

  it('says that consent is missing, in the authority’s words', async () => {
    lab.world.fault('sign-in-refused');
    const { signIn } = tenant();
    const state = await signIn.withBrowser();
    expect(state).toMatchObject({ error: { code: 'HX-SIGNIN', args: { reason: 'consent' } } });
    expect(JSON.stringify(state)).toContain('AADSTS65001');
  });
});

describe('tokens over time', () => {
  it('are used again, renewed silently near their end and after a 401', async () => {
    const { directory, signIn } = tenant();
    await signIn.withBrowser();
    await directory.send(read, options);
    await directory.send(read, options);
    expect(tokenCalls()).toHaveLength(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 57 * 60_000 });
    const outcomes = await Promise.all([
      directory.send(read, options),
      directory.send(read, options),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(tokenCalls()).toHaveLength(2);
    lab.world.fault('graph-401');
    expect(await directory.send(read, options)).toMatchObject({
      error: { args: { reason: 'lapsed' } },
    });
    expect(tokenCalls()).toHaveLength(3);
  });

  it('end when the renewal is refused', async () => {
    const { directory, signIn } = tenant();
    await signIn.withBrowser();
    lab.world.fault('graph-401');
    lab.world.fault('sign-in-refused');
    expect(await directory.send(read, options)).toMatchObject({
      error: { args: { reason: 'consent' } },
    });
    expect(signIn.state).toMatchObject({ state: 'failed' });
  });

  it('are forgotten at sign-out', async () => {
    const { directory, signIn } = tenant();
    await signIn.withBrowser();
    await signIn.signOut();
    expect(signIn.state).toEqual({ state: 'signed-out' });
    expect(await directory.send(read, options)).toMatchObject({
      error: { args: { reason: 'needed' } },
    });
    await signIn.withBrowser();
    lab.world.fault('graph-401');
    const refused = directory.send(read, options);
    await signIn.signOut();
    expect(await refused).toMatchObject({ error: { code: 'HX-SIGNIN' } });
    expect(signIn.state).toEqual({ state: 'signed-out' });
    lab.world.fault('graph-401', false);
    const waiting = tenant({ openBrowser: never }).signIn;
    const end = waiting.withBrowser();
    await reaches(waiting, 'waiting');
    await waiting.signOut();
    expect(await end).toMatchObject({ error: { args: { reason: 'cancelled' } } });
    expect(waiting.state).toEqual({ state: 'signed-out' });
  });

  it('live on in a cache plug-in, and are removed from it', async () => {
    let stored = '';
    const cachePlugin: ICachePlugin = {
      beforeCacheAccess: (context) => {
        context.tokenCache.deserialize(stored);
        return Promise.resolve();
      },
      afterCacheAccess: (context) => {
        if (context.cacheHasChanged) stored = context.tokenCache.serialize();
        return Promise.resolve();
      },
    };
    await tenant({ cachePlugin }).signIn.withBrowser();
    expect(stored).toContain('RefreshToken');
    const later = tenant({ cachePlugin, openBrowser: never });
    expect(await later.signIn.restore()).toMatchObject({ state: 'signed-in', account: ADMIN });
    expect(await later.directory.send(read, options)).toMatchObject({ kind: 'done' });
    await later.signIn.signOut();
    expect(stored).not.toContain('eyJ');
    expect(await tenant({ cachePlugin, openBrowser: never }).signIn.restore()).toEqual({
      state: 'signed-out',
    });
  });

  it('are not asked for where nobody signed in', async () => {
    const { directory, signIn } = tenant({ openBrowser: never });
    expect(await directory.send(read, options)).toMatchObject({
      error: { args: { reason: 'needed' } },
    });
    expect(signIn.state).toEqual({ state: 'signed-out' });
    expect(sent).toEqual([]);
  });
});

describe('practice', () => {
  it('signs in by itself, once for parallel reads', async () => {
    const { directory, signIn } = tenant({ autoSignIn: { way: 'browser', attempts: 'any' } });
    const outcomes = await Promise.all([1, 2, 3].map(() => directory.send(read, options)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
    expect(tokenCalls()).toHaveLength(1);
    expect(signIn.state).toMatchObject({ state: 'signed-in' });
    expect(directory.description).toBe(`${new URL(lab.graph).host} · Microsoft Graph`);
  });
});

describe('secrets', () => {
  it('appear in no state, error or log line', async () => {
    const secrets = new Set<string>();
    const listening: HttpSend = async (wanted) => {
      const result = await recording(wanted);
      const body = new URLSearchParams(wanted.body ?? '');
      for (const name of ['code', 'code_verifier', 'refresh_token'])
        secrets.add(body.get(name) ?? '');
      if (result.kind === 'answer' && wanted.url.includes('/token')) {
        const answer = JSON.parse(result.body);
        for (const name of ['access_token', 'refresh_token', 'id_token'])
          secrets.add(String(answer[name] ?? ''));
      }
      return result;
    };
    // A directory that repeats the token it was given, as a bad proxy might.
    const parrot: HttpSend = async (wanted) => {
      if (!wanted.url.includes('/v1.0/')) return await listening(wanted);
      const message = `refused ${wanted.headers['authorization'] ?? ''} ${[...secrets].join(' ')}`;
      const body = JSON.stringify({ error: { code: 'x', message } });
      return { kind: 'answer', status: 400, headers: {}, body };
    };
    const { directory, signIn } = tenant({ http: parrot });
    const states: SignInState[] = [];
    signIn.subscribe((state) => states.push(state));
    await signIn.withBrowser();
    const outcome = await directory.send(read, options);
    secrets.delete('');
    expect(secrets.size).toBeGreaterThanOrEqual(5);
    const everything = JSON.stringify([states, outcome, log.lines]);
    for (const secret of secrets) expect(everything).not.toContain(secret);
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'HX-GRAPH' } });
  });
});
