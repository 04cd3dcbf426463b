/** A script in the window that knows the product: every way out of the page, and every way around a person's agreement. */
import { createSocket, type Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { AppView } from '../../src/shared/ipc/views';
import { callBridge } from './support/bridge';
import { answerDialogs, askedQuestions, launch, type RunningApp } from './support/launch';

let app: RunningApp;
let tcp: Server;
let udp: Socket;
const heard: string[] = [];
// One window for all.
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  tcp = createServer((socket) => {
    heard.push('tcp');
    socket.destroy();
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  udp = createSocket('udp4').on('message', () => heard.push('udp'));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  app = await launch();
});
test.afterAll(async () => {
  await app.close();
  tcp.close();
  udp.close();
});

const call = (channel: string, ...input: readonly unknown[]) => callBridge(app, channel, ...input);
const portOf = (server: Server | Socket): number => (server.address() as { port: number }).port;

/** The view, once nothing is under way. */
async function idle(): Promise<NonNullable<AppView['open']>> {
  await expect(async () => {
    const answer = (await call('app.snapshot', {})) as { value: AppView };
    expect(answer.value.open?.busy).toBeNull();
  }).toPass({ timeout: 30_000, intervals: [50] });
  const answer = (await call('app.snapshot', {})) as { value: AppView };
  if (answer.value.open === null) throw new Error('no customer is open');
  return answer.value.open;
}

// threat T1
test('no way out of the page reaches a name, a port or a server', async () => {
  const file = join(app.data, 'net.json');
  await app.electron.evaluate(
    ({ session }, path) => session.defaultSession.netLog.startLogging(path),
    file,
  );
  await app.page.evaluate(
    async ({ stream, packets }) => {
      const attempt = (work: () => unknown): void => {
        try {
          void Promise.resolve(work()).catch(() => undefined);
        } catch {
          // Refused at once.
        }
      };
      const places = (name: string) => [
        `https://${name}.canary.example/`,
        `http://127.0.0.1:${String(stream)}/${name}`,
      ];
      const element = (tag: string, values: Readonly<Record<string, string>>): void =>
        attempt(() => {
          const made = document.createElement(tag);
          for (const [name, value] of Object.entries(values)) Reflect.set(made, name, value);
          document.body.append(made);
        });
      for (const rel of [
        'dns-prefetch',
        'preconnect',
        'prefetch',
        'prerender',
        'preload',
        'modulepreload',
        'manifest',
        'stylesheet',
        'icon',
      ])
        for (const href of places(rel)) element('link', { rel, href, as: 'script' });
      for (const tag of ['img', 'audio', 'video', 'embed', 'script', 'iframe', 'source', 'track'])
        for (const src of places(tag)) element(tag, { src });
      for (const data of places('object')) element('object', { data });
      for (const place of places('calls')) {
        attempt(() => fetch(place, { mode: 'no-cors' }));
        attempt(() => navigator.sendBeacon(place, 'x'));
        attempt(() => new EventSource(place));
        attempt(() => new WebSocket(place.replace('http', 'ws')));
        attempt(() => new Worker(place));
        attempt(() => new SharedWorker(place));
        attempt(() => navigator.serviceWorker.register(place));
        attempt(() => import(/* @vite-ignore */ place));
        attempt(() => window.open(place));
        attempt(() => {
          const request = new XMLHttpRequest();
          request.open('POST', place);
          request.send('x');
        });
        attempt(() => new FontFace('x', `url(${place})`).load());
        attempt(() => {
          document.body.style.backgroundImage = `url(${place})`;
        });
        attempt(() => {
          const link = document.createElement('a');
          Object.assign(link, { href: place, ping: place, download: 'x' });
          link.click();
        });
        attempt(() => {
          const form = document.createElement('form');
          Object.assign(form, { action: place, method: 'post' });
          document.body.append(form);
          form.submit();
        });
        attempt(() => {
          const made: unknown = Reflect.get(window, 'WebTransport');
          if (typeof made === 'function') Reflect.construct(made, [place]);
        });
      }
      attempt(async () => {
        const peer = new RTCPeerConnection({
          iceServers: [
            { urls: `stun:127.0.0.1:${String(packets)}` },
            { urls: 'stun:rtc.canary.example:3478' },
            {
              urls: `turn:127.0.0.1:${String(stream)}?transport=tcp`,
              username: 'x',
              credential: 'x',
            },
            { urls: 'turn:turn.canary.example:443?transport=tcp', username: 'x', credential: 'x' },
          ],
        });
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
      });
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    },
    { stream: portOf(tcp), packets: portOf(udp) },
  );
  await app.electron.evaluate(({ session }) => session.defaultSession.netLog.stopLogging());
  const named = new Set(readFileSync(file, 'utf8').match(/[a-z-]+\.canary\.example/g) ?? []);
  expect([...named]).toEqual([]);
  expect(heard).toEqual([]);
  expect(app.page.url()).toBe('app://crossprem/');
  expect(app.electron.windows()).toHaveLength(1);
});

// threat T1
test('nothing behind the bridge is reached through it', async () => {
  const found = await app.page.evaluate(async () => {
    const bridge = Reflect.get(window, 'crossprem') as Record<
      string,
      (...words: unknown[]) => unknown
    >;
    const attempt = async (work: () => unknown): Promise<string> => {
      try {
        return typeof (await work());
      } catch {
        return 'refused';
      }
    };
    return {
      names: Object.getOwnPropertyNames(bridge).sort(),
      inherited: Object.getPrototypeOf(bridge) === Object.prototype,
      replaced: Reflect.set(bridge, 'call', () => 'mine'),
      electron: await attempt(() => Reflect.get(window, 'ipcRenderer')),
      workers: await attempt(() =>
        navigator.serviceWorker.register('/worker.js').then(() => 'registered'),
      ),
      listener: await attempt(() => bridge['onView']?.('not a function')),
    };
  });
  expect(found).toMatchObject({
    names: ['call', 'onLog', 'onView'],
    inherited: true,
    replaced: false,
    electron: 'undefined',
    workers: 'refused',
  });
});

// threat T2
test('without main’s own question answered by a person nothing runs, whatever the page claims', async () => {
  await call('customer.practice', { start: 'empty', seed: 7 });
  await call('read.start', {});
  const { plan } = await idle();
  const fingerprint = plan?.fingerprint ?? '';
  const consents = (plan?.consents ?? []).map(({ tag }) => tag);
  const refused = { ok: false, error: { code: 'HX-IPC' } };
  // An agreement to another plan, and one that the page made up.
  for (const other of ['0000-0000', 'FFFF-FFFF'])
    expect(await call('run.start', { fingerprint: other, consents })).toMatchObject(refused);
  expect(await call('run.start', { fingerprint, consents, confirmed: true })).toMatchObject(
    refused,
  );
  expect(await call('run.continue', {})).toMatchObject(refused);

  // While the question is open, what it is about cannot be exchanged.
  await app.electron.evaluate(({ dialog }) => {
    const waiting = new Promise((resolve) => Reflect.set(globalThis, 'answerNow', resolve));
    Reflect.set(dialog, 'showMessageBox', () => waiting);
  });
  const started = call('run.start', { fingerprint, consents });
  await expect
    .poll(async () => ((await call('app.snapshot', {})) as { value: AppView }).value.open?.busy)
    .toBe('run');
  for (const [channel, input] of [
    ['run.start', { fingerprint, consents }],
    ['plan.make', {}],
    ['read.start', {}],
    ['customer.inputs', { values: {}, recipe: 'sfb-online-classic' }],
    ['customer.close', {}],
    ['verify.start', { writesMailbox: true }],
  ] as const)
    expect(await call(channel, input), channel).toMatchObject({ ok: false });
  await app.electron.evaluate(() => {
    const answer = Reflect.get(globalThis, 'answerNow') as (value: unknown) => void;
    answer({ response: 2, checkboxChecked: false });
  });
  expect(await started).toMatchObject({ ok: true });

  await answerDialogs(app, 'way-out');
  expect(await call('run.start', { fingerprint, consents })).toMatchObject({ ok: true });
  expect(await call('verify.start', { writesMailbox: true })).toMatchObject({ ok: true });
  expect(await call('customer.forget', { id: 'practice' })).toMatchObject({ ok: true });
  const asked = await askedQuestions(app);
  expect(asked).toHaveLength(3);
  // The way out is the usual button of each; the question before a run shows all commands, too.
  expect(asked.map(({ buttons }) => buttons.length)).toEqual([3, 2, 2]);
  for (const { defaultId, cancelId, buttons } of asked)
    expect([defaultId, cancelId]).toEqual([buttons.length - 1, buttons.length - 1]);
  const view = await idle();
  expect(view.run).toBeNull();
  expect(view.lab?.changes).toBe(0);

  // A plan that another has taken the place of: the old agreement starts nothing.
  await call('customer.inputs', { values: {}, recipe: 'sfb-online-classic' });
  await call('read.start', {});
  const now = await idle();
  expect(now.plan?.fingerprint).not.toBe(fingerprint);
  expect(await call('run.start', { fingerprint, consents })).toMatchObject(refused);
  expect(await askedQuestions(app)).toHaveLength(3);
});

// threat T2
test('all commands of a run are shown by main in a window that runs no script', async () => {
  await app.electron.evaluate(({ dialog }) => {
    const answers = [1, 2];
    Reflect.set(dialog, 'showMessageBox', () =>
      Promise.resolve({ response: answers.shift() ?? 2, checkboxChecked: false }),
    );
  });
  const { plan } = await idle();
  const started = call('run.start', { fingerprint: plan?.fingerprint ?? '', consents: [] });
  const found = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter((each) => each.webContents.getURL() === 'app://commands/')
        .map((each) => {
          const read = Reflect.get(each.webContents, 'getLastWebPreferences') as () => object;
          const { javascript, preload, sandbox } = read.call(each.webContents) as Record<
            string,
            unknown
          >;
          return { title: each.getTitle(), javascript, preload: preload ?? null, sandbox };
        }),
    );
  await expect
    .poll(found)
    .toEqual([{ title: 'All commands', javascript: false, preload: null, sandbox: true }]);
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows())
      if (each.webContents.getURL() === 'app://commands/') each.close();
  });
  expect(await started).toMatchObject({ ok: true });
  expect((await idle()).run).toBeNull();
});

// threat T1
test('no host that the page names is set without main’s own question', async () => {
  await answerDialogs(app, 'way-out');
  const address = 'proxy.canary.example:8080';
  const updateFeed = 'https://feed.canary.example/updates/';
  for (const change of [{ proxy: { kind: 'address', address } }, { updateFeed }])
    expect(await call('app.preferences', change)).toMatchObject({ ok: true });
  const { value } = (await call('app.snapshot', {})) as { value: AppView };
  expect(value.settings).toMatchObject({ proxy: { kind: 'system' }, updateFeed: '' });
  expect(await call('update.check', {})).toMatchObject({ ok: false });
  const asked = await askedQuestions(app);
  expect(asked.map(({ detail }) => detail.split('\n')[0])).toEqual([
    `• ${address}`,
    `• ${updateFeed}`,
  ]);
});

// threat T1
test('names that lead elsewhere are refused in every field of an id', async () => {
  const ways = [
    '../practice',
    '..',
    '/etc/passwd',
    'a/b',
    'a\\b',
    'C:\\x',
    'practice\u0000',
    '%2e%2e',
    '',
  ];
  for (const way of ways)
    for (const [channel, input] of [
      ['customer.open', { id: way }],
      ['customer.forget', { id: way }],
      ['customer.restore', { id: way }],
      ['customer.show-file', { id: way }],
      ['window.open', { customer: way }],
      ['window.show', { id: way }],
      ['undo.plan', { run: way }],
      ['history.run', { run: way, from: 0 }],
      ['history.check', { run: way }],
      ['history.read', { snapshot: way }],
      ['history.compare', { before: way, after: way }],
      ['keys.restore', { backup: way }],
      ['link.open', { id: way }],
      ['practice.drill', { id: way }],
    ] as const)
      expect(await call(channel, input), `${channel} ${way}`).toMatchObject({
        ok: false,
        error: { code: 'HX-IPC' },
      });
});

// threat T1
test('a flood of calls is bounded, and the window goes on answering', async () => {
  // A question that nobody answers: what asks for a file waits.
  await app.electron.evaluate(({ dialog }) => {
    const waiting = new Promise((resolve) => Reflect.set(globalThis, 'answerNow', resolve));
    Reflect.set(dialog, 'showOpenDialog', () => waiting);
  });
  const found = await app.page.evaluate(async () => {
    const { call } = Reflect.get(window, 'crossprem') as {
      call: (channel: string, input: unknown) => Promise<{ ok: boolean; error?: { code: string } }>;
    };
    const codes: (string | undefined)[] = [];
    for (let turn = 0; turn < 300; turn += 1)
      void call('diagnose.file', {}).then(({ ok, error }) => codes.push(ok ? 'ok' : error?.code));
    const last = await call('app.snapshot', {}).then(({ ok }) => ok);
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const round = await call('app.snapshot', circle).then(
      ({ ok }) => ok,
      () => false,
    );
    return { codes, last, round };
  });
  expect(found.round).toBe(false);
  expect(found.last).toBe(false);
  expect(new Set(found.codes)).toEqual(new Set(['HX-IPC']));
  expect(found.codes).toHaveLength(300 - 64);
  await app.electron.evaluate(() => {
    const answer = Reflect.get(globalThis, 'answerNow') as (value: unknown) => void;
    answer({ canceled: true, filePaths: [] });
  });
  await expect.poll(() => call('app.snapshot', {})).toMatchObject({ ok: true });
});
