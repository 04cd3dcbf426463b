/** The order of start, and what every session and page is given, on a made-up Electron. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const told = vi.hoisted(() => {
  const order: string[] = [];
  const note =
    (name: string, answer?: unknown) =>
    (...words: readonly unknown[]): unknown => {
      order.push([name, ...words.filter((word) => typeof word === 'string')].join(' '));
      return answer;
    };
  return { order, note, startWindow: note('window'), ready: { at: (): void => undefined } };
});

vi.mock('../../../../src/main/app/start', () => ({ startWindow: told.startWindow }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  const emitter = new Emitter();
  const app = Object.assign(emitter, {
    isPackaged: true,
    setPath: told.note('setPath'),
    requestSingleInstanceLock: told.note('lock', true),
    enableSandbox: told.note('sandbox'),
    exit: told.note('exit'),
    getVersion: () => '0.1.0',
    getAppPath: () => '/nowhere',
    whenReady: () => new Promise<void>((resolve) => (told.ready.at = resolve)),
    commandLine: {
      removeSwitch: told.note('removeSwitch'),
      appendSwitch: told.note('appendSwitch'),
      hasSwitch: () => false,
    },
  });
  const on = app.on.bind(app);
  app.on = (name: string | symbol, listener: (...words: never[]) => void) => {
    told.order.push(`on ${String(name)}`);
    return on(name, listener as (...words: unknown[]) => void);
  };
  return {
    app,
    dialog: { showErrorBox: told.note('error') },
    Menu: { setApplicationMenu: told.note('menu') },
    protocol: { registerSchemesAsPrivileged: told.note('scheme') },
    session: { defaultSession: { isDefault: true } },
    BrowserWindow: {},
    utilityProcess: {},
  };
});

const data = mkdtempSync(join(tmpdir(), 'crossprem-start-'));
const { app } = (await import('electron')) as unknown as { app: EventEmitter };
const argv = [...process.argv];
let hadOptions: string | undefined;

beforeAll(async () => {
  process.argv.push(`--data=${data}`);
  // Electron's own; a test runs in Node.
  Reflect.set(process, 'resourcesPath', data);
  process.env['SSLKEYLOGFILE'] = '/tmp/keys';
  process.env['CROSSPREM_CANARY'] = '1';
  hadOptions = process.env['NODE_OPTIONS'];
  process.env['NODE_OPTIONS'] = '--trace-warnings';
  await import('../../../../src/main/index');
});
afterAll(() => {
  process.argv.splice(0, process.argv.length, ...argv);
  if (hadOptions !== undefined) process.env['NODE_OPTIONS'] = hadOptions;
  rmSync(data, { recursive: true, force: true });
});

describe('a start', () => {
  // threat T8
  it('first takes away what environment and command line could change', () => {
    for (const name of ['SSLKEYLOGFILE', 'NODE_OPTIONS', 'CROSSPREM_CANARY'])
      expect(process.env[name], name).toBeUndefined();
    const removed = told.order.filter((step) => step.startsWith('removeSwitch'));
    const last = told.order.lastIndexOf(removed.at(-1) ?? '');
    expect(told.order[0]).toBe('removeSwitch remote-debugging-port');
    expect(last).toBeLessThan(told.order.findIndex((step) => step.startsWith('setPath')));
    expect(told.order).toContain('removeSwitch ssl-key-log-file');
  });

  // threat T1
  it('goes from folder, lock, scheme, sandbox and menu to the guards, and only then to a window', async () => {
    const steps = [
      `setPath userData ${join(data, 'window')}`,
      'lock',
      'scheme',
      'sandbox',
      'appendSwitch blink-settings dnsPrefetchingEnabled=false',
      'menu',
      'on web-contents-created',
      'on session-created',
      'on select-client-certificate',
      'on login',
      'on certificate-error',
    ];
    expect(told.order.filter((step) => steps.includes(step))).toEqual(steps);
    expect(told.order).not.toContain('window');
    told.ready.at();
    await vi.waitFor(() => expect(told.order.at(-1)).toMatch(/^window/), { timeout: 20_000 });
  });
});

/** Notes which handlers were set; calls them as Chromium would. */
function fakeSession() {
  const given = new Map<string, (...words: never[]) => unknown>();
  const set = (name: string) => (handler: (...words: never[]) => unknown) =>
    given.set(name, handler);
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: set('request'),
    setPermissionCheckHandler: set('check'),
    setDevicePermissionHandler: set('device'),
    webRequest: { onBeforeRequest: set('before') },
  });
  return { session, given };
}

describe('every session', () => {
  // threat T1
  it('is guarded when it is made: no permission, no device, no download, no address but HTTPS', () => {
    const { session, given } = fakeSession();
    app.emit('session-created', session);
    expect([...given.keys()].sort()).toEqual(['before', 'check', 'device', 'request']);
    const decided = vi.fn();
    (given.get('request') as (...words: unknown[]) => void)({}, 'geolocation', decided);
    expect(decided).toHaveBeenCalledWith(false);
    expect((given.get('check') as () => unknown)()).toBe(false);
    expect((given.get('device') as () => unknown)()).toBe(false);
    const preventDefault = vi.fn();
    session.emit('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    const before = given.get('before') as (...words: unknown[]) => void;
    for (const url of ['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd']) {
      const decide = vi.fn();
      before({ url }, decide);
      expect(decide, url).toHaveBeenCalledWith({ cancel: true });
    }
  });
});

describe('every page', () => {
  // threat T1
  it('is guarded when it is made: it cannot navigate, open windows or attach other pages', () => {
    const setWindowOpenHandler = vi.fn();
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler,
      setWebRTCIPHandlingPolicy: vi.fn(),
    });
    app.emit('web-contents-created', {}, contents);
    expect(contents.eventNames().sort()).toEqual([
      'will-attach-webview',
      'will-frame-navigate',
      'will-navigate',
      'will-redirect',
    ]);
    const handler = setWindowOpenHandler.mock.calls[0]?.[0] as () => unknown;
    expect(handler()).toEqual({ action: 'deny' });
    const preventDefault = vi.fn();
    contents.emit('will-attach-webview', { preventDefault });
    contents.emit('will-navigate', {
      preventDefault,
      url: 'https://example.com/',
      isMainFrame: true,
    });
    expect(preventDefault).toHaveBeenCalledTimes(2);
  });
});
