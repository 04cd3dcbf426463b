import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabFault } from '../../../src/shared/lab';
import { enterPracticeCode } from '../../../src/adapters/tenant';
import { ADMIN } from '../../unit/lab-tenant/fake-world';
import type { TestLab } from '../../unit/lab-tenant/start-lab';
import { startLab } from '../../unit/lab-tenant/start-lab';
import { openTenant } from './support/tenants';

const options = { deadlineMs: 30_000, requestId: 'request-1' };
const read = { method: 'GET', url: '/organization?$select=id' } as const;
const write = {
  method: 'POST',
  url: '/servicePrincipals',
  body: { appId: '00000004-0000-0ff1-ce00-000000000000' },
} as const;

let lab: TestLab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(async () => lab.close());

describe('why a sign-in fails', () => {
  it.each<[LabFault, string, string]>([
    ['conditional-access', 'conditional-access', 'AADSTS53003'],
    ['other-cloud', 'wrong-cloud', 'AADSTS90038'],
    ['sign-in-refused', 'consent', 'AADSTS65001'],
  ])('%s in the browser is %s', async (fault, reason, words) => {
    lab.world.fault(fault);
    const { signIn } = openTenant(lab);
    const state = await signIn.withBrowser();
    expect(state).toMatchObject({ error: { code: 'HX-SIGNIN', args: { reason } } });
    expect(JSON.stringify(state)).toContain(words);
  });

  it.each<[LabFault, string]>([
    ['device-code-blocked', 'device-code-blocked'],
    ['conditional-access', 'conditional-access'],
  ])('%s with a code is %s', async (fault, reason) => {
    lab.world.fault(fault);
    const { signIn } = openTenant(lab);
    signIn.subscribe((state) => {
      if (state.state !== 'device-code') return;
      void enterPracticeCode(lab.http, state.verificationUri, state.userCode);
    });
    expect(await signIn.withDeviceCode()).toMatchObject({ error: { args: { reason } } });
  });

  it.each<[LabFault, string]>([
    ['conditional-access', 'conditional-access'],
    ['mfa-required', 'mfa'],
    ['session-revoked', 'revoked'],
    ['claims-challenge', 'step-up'],
  ])('%s during a run is %s, and the next sign-in mends it where it can', async (fault, reason) => {
    const { directory, signIn, opened } = openTenant(lab);
    await signIn.withBrowser();
    lab.world.fault(fault);
    if (fault === 'mfa-required' || fault === 'conditional-access') lab.world.fault('graph-401');
    expect(await directory.send(read, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-SIGNIN', args: { reason } },
    });
    expect(signIn.state).toMatchObject({ state: 'failed', error: { args: { reason } } });
    lab.world.fault('graph-401', false);
    if (fault === 'conditional-access') return;
    expect(await signIn.withBrowser()).toMatchObject({ state: 'signed-in' });
    expect(await directory.send(read, options)).toMatchObject({ kind: 'done' });
    const claims = opened.at(-1)?.searchParams.get('claims') ?? '';
    expect(claims.includes('acrs')).toBe(fault === 'claims-challenge');
  });
});

describe('permissions', () => {
  it('are those to read, until a change needs more', async () => {
    const { directory, signIn, opened } = openTenant(lab);
    await signIn.withBrowser();
    expect(opened[0]!.searchParams.get('scope')).not.toContain('ReadWrite');
    expect(await directory.send(write, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-SIGNIN', args: { reason: 'more-rights' } },
    });
    expect(signIn.state).toMatchObject({ state: 'signed-in' });
    expect(await directory.prepare?.([write])).toEqual({ ok: true, value: null });
    expect(opened).toHaveLength(2);
    const asked = opened[1]!.searchParams;
    expect(asked.get('scope')).toContain('Application.ReadWrite.All');
    expect(asked.get('login_hint')).toBe(ADMIN);
    expect(asked.get('prompt')).toBeNull();
    expect(await directory.send(write, options)).not.toMatchObject({
      error: { code: 'HX-SIGNIN' },
    });
    await directory.prepare?.([write]);
    expect(opened).toHaveLength(2);
  });

  it('come without a question where they were consented to before', async () => {
    const first = openTenant(lab);
    await first.signIn.withBrowser();
    await first.directory.prepare?.([write]);
    const second = openTenant(lab);
    await second.signIn.withBrowser();
    expect(await second.directory.prepare?.([write])).toMatchObject({ ok: true });
    expect(second.opened).toHaveLength(1);
  });

  it('that are not given leave the sign-in as it was', async () => {
    lab.world.fault('admin-consent-required');
    const { directory, signIn } = openTenant(lab);
    await signIn.withBrowser();
    expect(await directory.prepare?.([write])).toMatchObject({
      error: { code: 'HX-SIGNIN', args: { reason: 'admin-consent' } },
    });
    expect(signIn.state).toMatchObject({ state: 'signed-in', account: ADMIN });
    expect(await directory.send(read, options)).toMatchObject({ kind: 'done' });
  });

  it('are not taken from another account or tenant', async () => {
    const { directory, signIn } = openTenant(lab);
    await signIn.withBrowser();
    lab.world.fault('wrong-tenant');
    expect(await directory.prepare?.([write])).toMatchObject({ error: { code: 'HX-TEN' } });
    lab.world.fault('wrong-tenant', false);
    lab.world.state.tenant.users.shift();
    expect(await directory.prepare?.([write])).toMatchObject({
      error: { code: 'HX-SIGNIN', args: { reason: 'wrong-account' } },
    });
    expect(signIn.state).toMatchObject({ state: 'signed-in', account: ADMIN });
  });

  it('can be cancelled while they are asked for', async () => {
    const { directory, signIn } = openTenant(lab);
    await signIn.withBrowser();
    const stop = signIn.subscribe(({ state }) => {
      if (state === 'opening-browser') signIn.cancel();
    });
    expect(await directory.prepare?.([write])).toMatchObject({
      error: { args: { reason: 'cancelled' } },
    });
    stop();
    expect(signIn.state).toMatchObject({ state: 'signed-in' });
  });

  it('are nobody’s while nobody is signed in', async () => {
    const { directory, opened } = openTenant(lab);
    expect(await directory.prepare?.([write])).toMatchObject({
      error: { args: { reason: 'needed' } },
    });
    expect(opened).toEqual([]);
  });
});

describe('a change that the directory refuses', () => {
  it('names the roles where the one that counts is only eligible', async () => {
    const { directory, signIn } = openTenant(lab);
    await signIn.withBrowser();
    await directory.prepare?.([write]);
    lab.world.fault('role-not-active');
    expect(await directory.send(write, options)).toMatchObject({
      error: { code: 'HX-PIM', args: { roles: '-' }, correlationId: 'request-1' },
    });
    lab.world.fault('role-not-active', false);
    lab.world.fault('graph-403');
    expect(await directory.send(write, options)).toMatchObject({ error: { code: 'HX-403' } });
  });
});

it('sends nothing that the table does not name', async () => {
  const { directory, signIn, sent } = openTenant(lab);
  await signIn.withBrowser();
  const before = sent.length;
  expect(await directory.send({ method: 'GET', url: '/users?$select=id' }, options)).toMatchObject({
    error: { code: 'HX-BUG', correlationId: 'request-1' },
  });
  expect(sent).toHaveLength(before);
});

it('reads several things at once in one round trip', async () => {
  const { directory, signIn, sent } = openTenant(lab);
  await signIn.withBrowser();
  const ids = lab.world.state.tenant.servicePrincipals.map(({ appId }) => appId);
  const before = sent.length;
  const outcomes = await Promise.all(
    ids.map((id) => {
      const url = `/servicePrincipals(appId='${id}')?$select=id,appId,keyCredentials`;
      return directory.send({ method: 'GET', url }, { ...options, requestId: `of-${id}` });
    }),
  );
  expect(sent).toHaveLength(before + 1);
  const found = outcomes.map((item) => (item.kind === 'done' ? item.value.body : undefined));
  expect(found).toMatchObject(ids.map((appId) => ({ appId })));
  expect(lab.world.calls.map(({ requestId }) => requestId)).toEqual(ids.map((id) => `of-${id}`));
});
