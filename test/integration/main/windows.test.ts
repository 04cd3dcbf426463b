/** Two windows over main's own composition and router: each works on its own customer, and a lock covers both. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('electron', async () => ({
  ...(await import('./support/electron')),
  utilityProcess: {
    fork: (file: string, words: readonly string[]) => spawn(process.execPath, [file, ...words]),
  },
}));

import { CHANNEL_NAMES } from '../../../src/shared/ipc/channels';
import type { AppView } from '../../../src/shared/ipc/views';
import { CHANNELS_WHILE_LOCKED } from '../../../src/shared/ipc/window-channels';
import { openWindows, type TestWindow, type TestWindows } from './support/windows';

let data: string;
let app: TestWindows;
let first: TestWindow;
let second: TestWindow;

beforeEach(async () => {
  process.env['CROSSPREM_LATENCY'] = 'none';
  process.env['CROSSPREM_PRACTICE'] = 'direct';
  data = await mkdtemp(join(tmpdir(), 'crossprem-windows-'));
  app = openWindows(data);
  first = app.open();
  second = app.open();
});
afterEach(async () => {
  await app.dispose();
  await rm(data, { recursive: true, force: true });
});

const FABRIKAM = {
  name: 'Fabrikam Inc',
  tenantDomain: 'fabrikam.onmicrosoft.com',
  tenantId: '99999999-2222-4333-8444-555555555555',
  exchangeServer: 'ex77.fabrikam.example',
};

async function idle(window: TestWindow): Promise<NonNullable<AppView['open']>> {
  await vi.waitFor(async () => expect((await window.view()).open?.busy).toBeNull(), {
    timeout: 60_000,
    interval: 20,
  });
  const { open } = await window.view();
  if (open === null) throw new Error('no customer is open');
  return open;
}

/** The practice customer in the first window, read and planned. */
async function practiceInFirst(): Promise<NonNullable<AppView['open']>> {
  await first.call('customer.practice', { start: 'empty', seed: 7 });
  await first.call('read.start', {});
  return idle(first);
}

describe('two windows', () => {
  // threat T11
  it('work on two customers, and what is one’s reaches the other in no message', async () => {
    await second.call('customer.create', FABRIKAM);
    const practice = await practiceInFirst();
    const fingerprint = practice.plan?.fingerprint ?? '';
    const consents = practice.plan?.consents.map((item) => item.tag) ?? [];
    await first.call('run.start', { fingerprint, consents });
    await idle(first);
    await first.call('customer.inputs', { values: { testMailbox: 'planted-canary@contoso.com' } });
    await first.view();
    await second.call('customer.tenant', {
      cloud: 'auto',
      login: '',
      graph: '',
      clientId: '12345678-aaaa-4bbb-8ccc-dddddddddddd',
      remember: false,
      appOnly: { clientId: '', certificateFile: 'kept', keyFile: 'kept' },
    });
    await second.view();

    // What the practice customer is made of, as its own window was told it.
    const own = JSON.stringify(first.messages);
    const told = JSON.stringify(second.messages);
    const secrets = [
      'planted-canary@contoso.com',
      fingerprint,
      practice.certificate?.thumbprint ?? '',
      practice.topology.exchange.servers[0]?.name ?? '',
      practice.tenantId,
      'New-MailUser',
    ];
    for (const secret of secrets) {
      expect(secret.length, secret).toBeGreaterThan(3);
      expect(own).toContain(secret);
      expect(told).not.toContain(secret);
    }
    expect(told).toContain('12345678-aaaa-4bbb-8ccc-dddddddddddd');
    expect(own).not.toContain('12345678-aaaa-4bbb-8ccc-dddddddddddd');
    expect(own).not.toContain('ex77.fabrikam.example');
    expect(second.events('log')).toEqual([]);
    expect(first.events('log').length).toBeGreaterThan(0);
  });

  it('share the list of customers, and say which are open in the other', async () => {
    await first.call('customer.create', FABRIKAM);
    await vi.waitFor(async () => {
      const view = await second.view();
      expect(view.customers.map((row) => row.id)).toEqual(['fabrikam-inc']);
      expect(view.frame.elsewhere).toEqual(['fabrikam-inc']);
    });
    expect((await first.view()).frame.elsewhere).toEqual([]);
    await first.call('customer.close', {});
    await vi.waitFor(async () => expect((await second.view()).frame.elsewhere).toEqual([]));
  });

  // threat T11
  // fault two-windows
  it('cannot have the same customer, the practice lab included, and leave what they have', async () => {
    await first.call('customer.create', FABRIKAM);
    await second.call('customer.practice', { start: 'empty', seed: 7 });
    const before = (await second.view()).open;
    expect(await second.answer('customer.open', { id: 'fabrikam-inc' })).toMatchObject({
      ok: false,
      error: { code: 'HX-WINDOW', args: { customer: 'fabrikam-inc', name: 'Fabrikam Inc' } },
    });
    expect((await second.view()).open?.id).toBe(before?.id);
    expect(await first.answer('customer.practice', { start: 'half', seed: 8 })).toMatchObject({
      ok: false,
      error: { code: 'HX-WINDOW', args: { customer: 'practice' } },
    });
    expect((await second.view()).open?.lab).toMatchObject({ start: 'empty', seed: 7 });
    expect(await second.answer('customer.forget', { id: 'fabrikam-inc' })).toMatchObject({
      ok: false,
      error: { code: 'HX-WINDOW' },
    });
    await second.call('window.show', { id: 'fabrikam-inc' });
    expect(first.fronts).toBe(1);
    expect((await first.view()).frame.asked).toBeNull();
    // With an address of that customer it goes there; one of another is no way into it.
    const show = (address: string) => second.call('window.show', { id: 'fabrikam-inc', address });
    await show('app://customer/practice/run/20261121-140200-0a1b2c3d');
    await show('app://settings');
    expect((await first.view()).frame.asked).toBeNull();
    await show('app://customer/fabrikam-inc/run/20261121-140200-0a1b2c3d');
    expect((await first.view()).frame.asked).toMatchObject({
      turn: 1,
      place: { kind: 'run', customer: 'fabrikam-inc', run: '20261121-140200-0a1b2c3d' },
    });
    // Free again when its window goes.
    await first.close();
    await second.call('customer.open', { id: 'fabrikam-inc' });
    expect((await second.view()).open?.id).toBe('fabrikam-inc');
  });

  it('start a drill beside a customer, in the practice lab of another window', async () => {
    await first.call('customer.create', FABRIKAM);
    // The second window's page is there: it has no customer, so it takes the drill.
    expect((await second.view()).open).toBeNull();
    await first.call('window.drill', { id: 'expired-certificate' });
    expect((await first.view()).open?.id).toBe('fabrikam-inc');
    const { open, frame } = await second.view();
    expect(open?.lab?.faults).toEqual(['expired-certificate']);
    expect(frame.asked?.place).toEqual({ kind: 'drill', drill: 'expired-certificate' });
    const begun = { id: 'expired-certificate', hinted: false, solved: false, seen: null };
    expect(await second.call('practice.progress', {})).toMatchObject({ drill: begun });
    // Again: where the lab is open already, and in no third window.
    await first.call('window.drill', { id: 'stale-plan' });
    expect((await second.view()).frame.asked).toMatchObject({ turn: (frame.asked?.turn ?? 0) + 1 });
    expect(app.all).toHaveLength(2);
  });

  it('open a customer in a window of its own, and show it where it is open already', async () => {
    await first.call('customer.create', FABRIKAM);
    await first.call('customer.close', {});
    await second.call('window.open', { customer: 'fabrikam-inc' });
    expect(app.all).toHaveLength(3);
    const third = app.all[2];
    expect((await third?.view())?.open?.id).toBe('fabrikam-inc');
    await second.call('window.open', { customer: 'fabrikam-inc' });
    expect(app.all).toHaveLength(3);
    expect(third?.fronts).toBe(1);
    for (let more = 0; more < 5; more += 1) await second.call('window.open', { customer: null });
    expect(await second.answer('window.open', { customer: null })).toMatchObject({
      error: { code: 'HX-WINDOWS' },
    });
  });

  // threat T1
  it('are not told apart by a call from a window that is none of ours', async () => {
    const refused = await app.callFrom(99, 'app.snapshot', {});
    expect(refused).toMatchObject({ ok: false, error: { code: 'HX-IPC' } });
  });
});

describe('behind the lock', () => {
  // threat T4
  it('no window is told anything of a customer, and nothing but unlocking is accepted', async () => {
    const practice = await practiceInFirst();
    expect(practice.signIn.state).toBe('signed-in');
    await second.call('customer.create', FABRIKAM);
    const other = { kind: 'customer', id: 'fabrikam-inc' } as const;
    expect(await first.answer('inspect.text', { text: 'a.b.c', compare: other })).toMatchObject({
      value: { compared: { customer: 'Fabrikam Inc' } },
    });
    first.messages.length = 0;
    second.messages.length = 0;
    await second.call('app.lock', {});
    for (const window of [first, second]) {
      const view = await window.view();
      expect(view).toMatchObject({ open: null, customers: [], frame: { elsewhere: [] } });
      expect(view.frame.locked).toEqual({ running: false });
      const told = JSON.stringify(window.messages);
      for (const name of ['Fabrikam', 'fabrikam', practice.tenantId, practice.tenantDomain])
        expect(told).not.toContain(name);
    }
    const shut = CHANNEL_NAMES.filter((name) => !CHANNELS_WHILE_LOCKED.includes(name));
    expect(shut.length).toBe(CHANNEL_NAMES.length - 5);
    expect(await first.answer('read.start', {})).toMatchObject({ error: { code: 'HX-IDLE' } });
    expect(await first.answer('log.lines', { after: 0 })).toMatchObject({
      error: { code: 'HX-IDLE' },
    });
    expect(await first.answer('inspect.compare', { compare: other })).toMatchObject({
      error: { code: 'HX-IDLE' },
    });
    expect(await first.answer('window.open', { customer: null })).toMatchObject({
      error: { code: 'HX-IDLE' },
    });

    // Language and theme are the lock screen's own; nothing else is set behind it.
    await first.call('app.preferences', { language: 'en', theme: 'dark' });
    for (const change of [{ updateFeed: '' }, { theme: 'light', idleLockMinutes: 0 }] as const)
      expect(await first.answer('app.preferences', change)).toMatchObject({
        error: { code: 'HX-IDLE' },
      });

    await first.call('app.unlock', {});
    const open = await idle(first);
    // The plan is still there; what was inspected and whoever signed in are not.
    expect(await first.answer('inspect.compare', { compare: other })).toEqual({
      ok: true,
      value: null,
    });
    expect(open.plan?.fingerprint).toBe(practice.plan?.fingerprint);
    await vi.waitFor(async () =>
      expect((await first.view()).open?.signIn).toEqual({ state: 'signed-out' }),
    );
    expect((await second.view()).open?.id).toBe('fabrikam-inc');
    await first.call('read.start', {});
    expect((await idle(first)).signIn.state).toBe('signed-in');
  });

  it('a run goes on to its end, and its sign-in is dropped then', async () => {
    const practice = await practiceInFirst();
    const fingerprint = practice.plan?.fingerprint ?? '';
    const consents = practice.plan?.consents.map((item) => item.tag) ?? [];
    await first.call('run.start', { fingerprint, consents });
    await first.call('run.pause', {});
    await vi.waitFor(async () => expect((await first.view()).open?.run?.state).toBe('paused'));
    await first.call('app.lock', {});
    expect((await first.view()).frame.locked).toEqual({ running: true });
    expect((await second.view()).frame.locked).toEqual({ running: false });
    const lines = first.events('log').length;
    app.pane(first).built?.desk.plans.resume();
    await vi.waitFor(
      async () => expect((await first.view()).frame.locked).toEqual({ running: false }),
      { timeout: 60_000 },
    );
    expect(first.events('log')).toHaveLength(lines);
    await first.call('app.unlock', {});
    const open = await idle(first);
    expect(open.run?.state).toBe('done');
    await vi.waitFor(async () =>
      expect((await first.view()).open?.signIn).toEqual({ state: 'signed-out' }),
    );
  });

  // threat T2, T4
  it('an agreement that was given to main’s question starts nothing', async () => {
    const practice = await practiceInFirst();
    app.whenAsked(() => app.lock());
    await first.answer('run.start', {
      fingerprint: practice.plan?.fingerprint ?? '',
      consents: [],
    });
    await first.call('app.unlock', {});
    expect((await idle(first)).run).toBeNull();
  });
});
