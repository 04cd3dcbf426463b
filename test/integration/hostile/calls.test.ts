/**
 * Calls that a script in the window could make: each is refused or answered by main's own handlers, whatever it carries.
 * What such a call would reach outside of this process is taken down and refused (outside.ts).
 */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.mock('electron', async () =>
  (await import('./outside')).electron(await import('../main/support/electron')),
);
vi.mock('node:child_process', async (real) =>
  (await import('./outside')).childProcess(await real<object>()),
);
vi.mock('node:dns/promises', async (real) => (await import('./outside')).dns(await real<object>()));
vi.mock('node:net', async (real) => (await import('./outside')).connections(await real<object>()));
vi.mock('node:tls', async (real) => (await import('./outside')).connections(await real<object>()));
vi.mock('node:http', async (real) => (await import('./outside')).requests(await real()));
vi.mock('node:https', async (real) => (await import('./outside')).requests(await real()));
vi.mock('../../../src/adapters/powershell/discovery', async (real) =>
  (await import('./outside')).discovery(await real<object>()),
);

import { CLOUDS } from '../../../src/core/model/clouds';
import { ERROR_CODES } from '../../../src/shared/errors';
import { CHANNEL_NAMES } from '../../../src/shared/ipc/channels';
import type { Channel } from '../../../src/shared/ipc/contract';
import type { AppView } from '../../../src/shared/ipc/views';
import { openWindows, type TestWindow, type TestWindows } from '../main/support/windows';
import { hammer, jsonOf } from '../../support/hostile';
import { tried } from './outside';
import { SAMPLES, isAccepted, payload } from './payloads';

/** Channels whose accepted calls reach outside or leave the window otherwise; after each, all is put back. */
const REACHING: readonly RegExp[] = [
  /^(?:read|verify|sign-in|rehearsal)\.start$/,
  /^(?:sign-in\.out|window\.(?:open|drill)|app\.lock|doctor\.run|support\.(?:preview|save))$/,
  /^(?:keys\.(?:read|backup|restore|drop-expired)|practice\.(?:example|drill|keep))$/,
  /^customer\.(?:practice|connection|create|open|forget|close)$/,
];
const isReaching = (channel: Channel): boolean => REACHING.some((pattern) => pattern.test(channel));

const CONTOSO = {
  name: 'Contoso',
  tenantDomain: 'contoso.onmicrosoft.com',
  tenantId: '11111111-2222-4333-8444-555555555555',
  exchangeServer: 'ex01.contoso.example',
} as const;
/** Below the folder that every way out of the data folder would lead to. */
const DATA = ['one', 'two', 'three', 'data'];

let temporary: string | undefined;
let parent: string;
let data: string;
let app: TestWindows;
let window: TestWindow;
/** Hosts that main asked about in its own dialog. */
const asked = new Set<string>();
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'crossprem-calls-'));
  data = join(parent, ...DATA);
  await mkdir(data, { recursive: true });
  await mkdir(join(parent, 'temporary'));
  await mkdir(join(parent, 'chosen'));
  temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = join(parent, 'temporary');
  app = openWindows(data, {
    confirmHosts: ({ hosts }) => {
      for (const host of hosts) asked.add(host);
      return Promise.resolve(true);
    },
    // Whatever is saved goes where main's own dialog says.
    chooseFileToSave: () => Promise.resolve(join(parent, 'chosen', 'file')),
  });
  window = app.open();
  await window.call('customer.create', CONTOSO);
});
afterAll(async () => {
  await app.dispose();
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  await rm(parent, { recursive: true, force: true });
});

/** Waits for what a call began, and puts the window back to its customer. */
async function settled(hasSignIn: boolean): Promise<void> {
  await app.callFrom(window.id, 'app.unlock', {});
  // Not before it got as far as it gets.
  if (hasSignIn) await vi.waitFor(isBegun, WAIT);
  await app.callFrom(window.id, 'sign-in.cancel', {});
  await vi.waitFor(async () => expect(isIdle(await window.view())).toBe(true), WAIT);
  for (const other of app.all.filter(({ id }) => id !== window.id)) await other.close();
  const { open, customers } = await window.view();
  if (open?.name === CONTOSO.name) return;
  const own = customers.find(({ name }) => name === CONTOSO.name);
  if (own === undefined) await window.call('customer.create', CONTOSO);
  else await window.call('customer.open', { id: own.id });
}

const WAIT = { timeout: 60_000, interval: 5 };

async function isBegun(): Promise<void> {
  expect((await window.view()).open?.signIn.state).not.toBe('signed-out');
}

function isIdle({ open, doctor }: AppView): boolean {
  return !doctor.running && (open?.busy ?? null) === null;
}

/** Hosts that nobody has to be asked about: Microsoft's own, the usual feed, and this computer. */
const KNOWN = new Set([
  ...CLOUDS.flatMap(({ login, olderLogins, graph }) => [login, ...olderLogins, graph]),
  'localhost',
  '127.0.0.1',
]);

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
}

// threat T1
test('any payload on any channel is refused or answered, and nothing is written or reached elsewhere', async () => {
  const cases = fc
    .constantFrom(...CHANNEL_NAMES)
    .chain((channel) => payload(channel).map((input) => ({ channel, input })));
  const codes = new Map<string, number>();
  const send = async ({ channel, input }: { channel: Channel; input: unknown }): Promise<void> => {
    const answer = (await app.callFrom(window.id, channel, input)) as Answer;
    const code = answer.error?.code ?? 'answered';
    codes.set(code, (codes.get(code) ?? 0) + 1);
    const sent = `${channel} ${jsonOf(input).slice(0, 300)}`;
    expect(typeof answer.ok).toBe('boolean');
    if (!answer.ok) expect(ERROR_CODES).toContain(code);
    // A fault of our own is what a hostile call must not find.
    expect(code, sent).not.toBe('HX-BUG');
    if (isReaching(channel) && isAccepted(channel, input))
      await settled(channel === 'sign-in.start' && answer.ok);
    expect((await window.view()).open?.error?.code, sent).not.toBe('HX-BUG');
  };
  await hammer('calls', cases, send);
  // What each channel takes, once for certain: a sample sends few of them.
  for (const channel of CHANNEL_NAMES) await send({ channel, input: SAMPLES.get(channel) });
  await send({ channel: 'sign-in.start', input: { method: 'device-code' } });
  expect(codes.get('HX-IPC') ?? 0).toBeGreaterThan(50);
  const reached = tried.filter(
    ({ what }) => !['program', 'folder', 'browser', 'lab'].includes(what),
  );
  for (const { where } of reached) expect([...KNOWN, ...asked]).toContain(where);
  // The calls came as far as the world outside.
  expect(new Set(tried.map(({ what }) => what))).toEqual(
    new Set(['program', 'lab', 'name', 'page', 'browser', 'folder', 'connection']),
  );
  await nothingElsewhere();
  expect((await window.view()).open?.name).toBe('Contoso');
}, 600_000);

async function nothingElsewhere(): Promise<void> {
  expect((await readdir(parent)).sort()).toEqual(['chosen', 'one', 'temporary']);
  expect(await readdir(join(parent, 'temporary'))).toEqual([]);
  expect(['', 'file']).toContain((await readdir(join(parent, 'chosen'))).join());
  for (const [index, name] of DATA.slice(1).entries())
    expect(await readdir(join(parent, ...DATA.slice(0, index + 1)))).toEqual([name]);
  const customers = await readdir(join(data, 'customers'));
  for (const name of customers) expect(name).toMatch(/^(?:\.list\.json|[a-z0-9][a-z0-9-]{0,63})$/);
}
