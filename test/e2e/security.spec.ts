/** Attacks the running app from its own page, as an injected script would. */
import { expect, test } from '@playwright/test';
import { CHANNEL_NAMES } from '../../src/shared/ipc/channels';
import { callBridge } from './support/bridge';
import { launch, type RunningApp } from './support/launch';

// One window for all.
test.describe.configure({ mode: 'default' });

let app: RunningApp;
test.beforeAll(async () => {
  app = await launch();
});
test.afterAll(async () => {
  await app.close();
});

const call = (channel: string, ...input: readonly unknown[]) => callBridge(app, channel, ...input);

/** Ours; not part of the page's origin any more when a navigation succeeded. */
function expectStillHere(): void {
  expect(app.page.url()).toBe('app://crossprem/');
  expect(app.electron.windows()).toHaveLength(1);
}

// threat T1
test('the page has no Node and only the bridge', async () => {
  const found = await app.page.evaluate(() => ({
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    bridge: Object.keys(Reflect.get(window, 'crossprem') as object).sort(),
    frozen: Object.isFrozen(Reflect.get(window, 'crossprem')),
    secure: window.isSecureContext,
  }));
  expect(found).toEqual({
    require: 'undefined',
    process: 'undefined',
    bridge: ['call', 'onLog', 'onView'],
    frozen: true,
    secure: true,
  });
});

test('the window was made with the stated preferences', async () => {
  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const contents = window?.webContents as unknown as { getLastWebPreferences?: () => object };
    return contents.getLastWebPreferences?.();
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

// threat T1
test('it cannot navigate away', async () => {
  for (const address of [
    'https://example.com/',
    'file:///etc/passwd',
    'data:text/html,x',
    'app://other/',
  ]) {
    await app.page.evaluate((to) => {
      window.location.href = to;
    }, address);
    await app.page.waitForTimeout(150);
    expectStillHere();
  }
});

// threat T1
test('it cannot open a window', async () => {
  const opened = await app.page.evaluate(() => window.open('https://example.com/') === null);
  expect(opened).toBe(true);
  await app.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.remove();
  });
  expectStillHere();
});

// threat T1
test('it cannot fetch, connect or send anything out', async () => {
  const outcomes = await app.page.evaluate(async () => {
    const tries = [
      'https://example.com/',
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      'app://other/',
    ];
    const fetched = await Promise.all(
      tries.map((to) =>
        fetch(to).then(
          () => 'answered',
          () => 'refused',
        ),
      ),
    );
    const socket = await new Promise<string>((resolve) => {
      try {
        const made = new WebSocket('wss://example.com/');
        made.onopen = () => resolve('answered');
        made.onerror = () => resolve('refused');
      } catch {
        resolve('refused');
      }
    });
    const image = await new Promise<string>((resolve) => {
      const made = new Image();
      made.onload = () => resolve('answered');
      made.onerror = () => resolve('refused');
      made.src = 'https://example.com/x.png';
    });
    // The beacon is queued before the policy is asked; what counts is that the session cancels it.
    return [...fetched, socket, image];
  });
  expect(new Set(outcomes)).toEqual(new Set(['refused']));
});

test('main refuses what the page could send if its policy failed', async () => {
  const refused = await app.electron.evaluate(async ({ session }) => {
    const tries = ['https://example.com/', 'http://127.0.0.1:1/'];
    return Promise.all(
      tries.map((to) =>
        session.defaultSession.fetch(to).then(
          () => 'answered',
          (fault: unknown) => String(fault),
        ),
      ),
    );
  });
  for (const outcome of refused) expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
});

test('no session reaches further than this computer in a runtime for practice', async () => {
  const outcome = await app.electron.evaluate(({ session }) =>
    session
      .fromPartition('another')
      .fetch('https://example.com/')
      .then(
        () => 'answered',
        (fault: unknown) => String(fault),
      ),
  );
  expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
});

// threat T1
test('it cannot run text as code', async () => {
  const found = await app.page.evaluate(async () => {
    const attempt = (work: () => unknown): string => {
      try {
        work();
        return 'ran';
      } catch (fault) {
        return (fault as Error).name;
      }
    };
    // The debugger that runs this test may evaluate text; code that the page itself runs later may not.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return new Promise<readonly string[]>((resolve) => {
      const inline = document.createElement('script');
      const button = document.createElement('button');
      setTimeout(() => {
        resolve([
          attempt(() => (0, eval)('1')),
          // oxlint-disable-next-line typescript/no-implied-eval -- this is the attack
          attempt(() => new Function('return 1')),
          attempt(() => (document.body.innerHTML = '<b>x</b>')),
          attempt(() => (inline.textContent = 'window.injected = 1')),
          attempt(() => (inline.src = 'https://example.com/x.js')),
          // oxlint-disable-next-line typescript/no-implied-eval -- this is the attack
          attempt(() => window.setTimeout('window.injected = 1' as never)),
          // oxlint-disable-next-line typescript/no-deprecated -- this is the attack
          attempt(() => document.write('<b>x</b>')),
          attempt(() => button.setAttribute('onclick', 'window.injected = 1')),
        ]);
      }, 0);
    });
  });
  expect(found).not.toContain('ran');
});

// threat T1
test('a script element and a foreign frame do nothing', async () => {
  const found = await app.page.evaluate(async () => {
    const script = document.createElement('script');
    try {
      script.append('window.injected = 1');
      document.body.append(script);
    } catch {
      // Refused even earlier.
    }
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const reach = frame.contentDocument?.body.childElementCount ?? 0;
    frame.remove();
    script.remove();
    return { injected: Reflect.get(window, 'injected') as unknown, reach };
  });
  expect(found).toEqual({ injected: undefined, reach: 0 });
});

test('a frame of our own origin has no bridge, and main would refuse it', async () => {
  const bridge = await app.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const inner = frame.contentWindow;
    const found = inner === null ? 'no window' : typeof Reflect.get(inner, 'crossprem');
    frame.remove();
    return found;
  });
  expect(['undefined', 'no window']).toContain(bridge);
});

test('unknown channels are refused', async () => {
  for (const name of ['', 'app', 'app.exit', '__proto__', 'constructor', 'toString']) {
    expect(await call(name, {})).toMatchObject({ ok: false, error: { code: 'HX-IPC' } });
  }
});

// threat T1
test('every channel refuses malformed payloads', async () => {
  const malformed: readonly (readonly unknown[])[] = [
    [],
    [null],
    ['text'],
    [7],
    [[]],
    [{ unknownKey: 1 }],
    [{ id: { nested: true }, extra: 1 }],
    [JSON.parse('{"__proto__": {"polluted": 1}, "more": 1}')],
  ];
  for (const channel of CHANNEL_NAMES) {
    for (const words of malformed) {
      const answer = await call(channel, ...words);
      expect(answer, `${channel} ${JSON.stringify(words)}`).toMatchObject({
        ok: false,
        error: { code: 'HX-IPC' },
      });
    }
  }
});

// threat T1
test('oversized payloads are refused', async () => {
  const refused = { ok: false, error: { code: 'HX-IPC' } };
  expect(await call('clipboard.write', { text: 'x'.repeat(300_000) })).toMatchObject(refused);
  expect(await call('customer.create', { name: 'x'.repeat(5_000) })).toMatchObject(refused);
  const deep = JSON.parse('{"a":'.repeat(40) + '1' + '}'.repeat(40)) as unknown;
  expect(await call('app.snapshot', deep)).toMatchObject(refused);
});

test('an error crosses without a stack', async () => {
  const answer = await call('customer.open', { id: 'no-such-customer' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'HX-CUST' } });
  expect(JSON.stringify(answer)).not.toMatch(/\bat .*\.cjs|node:internal/);
});

// threat T1
test('the app scheme serves the bundled files and nothing else', async () => {
  const outside = [
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%5c..%5cmain%5cmain.cjs',
    '//etc/passwd',
    '/index.html%00.js',
    '/main/main.cjs',
    '/index.html?x=1',
    '/%',
  ];
  const statuses = await app.page.evaluate(
    (paths) =>
      Promise.all(
        paths.map((path) =>
          fetch(`app://crossprem${path}`).then(
            (response) => response.status,
            () => 0,
          ),
        ),
      ),
    outside,
  );
  for (const [index, status] of statuses.entries()) {
    expect([0, 404], outside[index]).toContain(status);
  }
  const posted = await app.page.evaluate(() =>
    fetch('app://crossprem/', { method: 'POST', body: 'x' }).then(
      (response) => response.status,
      () => 0,
    ),
  );
  expect([0, 405]).toContain(posted);
});

test('the document carries the policy with a nonce of its own', async () => {
  const [first, second] = await app.page.evaluate(async () => {
    const load = async () => {
      const response = await fetch('app://crossprem/');
      return {
        policy: response.headers.get('content-security-policy') ?? '',
        sniff: response.headers.get('x-content-type-options'),
        body: await response.text(),
      };
    };
    return [await load(), await load()] as const;
  });
  const nonce = /'nonce-([^']+)'/.exec(first.policy)?.[1] ?? '';
  expect(nonce).not.toBe('');
  expect(second.policy).not.toContain(nonce);
  expect(first.body).toContain(`content="${nonce}"`);
  expect(first.body).not.toContain('__CSP_NONCE__');
  expect(first.sniff).toBe('nosniff');
  expect(first.policy).not.toMatch(/unsafe|\*/);
});

// threat T1
test('permissions are refused', async () => {
  const states = await app.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
    const asked = names.map((name) =>
      navigator.permissions.query({ name: name as PermissionName }).then((found) => found.state),
    );
    const device = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    );
    return [...(await Promise.all(asked)), device];
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});
