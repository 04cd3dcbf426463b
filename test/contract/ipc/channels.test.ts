/** Contract, preload and router agree on every channel. */
import { build } from 'vite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeHandlers } from '../../../src/main/ipc/handlers';
import { registerRouter } from '../../../src/main/ipc/router';
import { CallGate } from '../../../src/main/security/call-gate';
import type { CallEvent } from '../../../src/main/security/ipc-guard';
import { CHANNEL_NAMES, LOG_EVENT, VIEW_EVENT } from '../../../src/shared/ipc/channels';
import { CHANNELS, EVENTS } from '../../../src/shared/ipc/contract';

type Listener = (event: CallEvent, ...words: readonly unknown[]) => Promise<unknown>;

const frame = { origin: 'app://crossprem', processId: 1, routingId: 1, parent: null };
const event: CallEvent = { senderFrame: frame, sender: { id: 1, mainFrame: frame } };

/** The router over a workbench that must not be reached. */
function router(): ReadonlyMap<string, Listener> {
  const handlers = makeHandlers(
    () => Promise.reject(new Error('reached')),
    () => Promise.reject(new Error('reached')),
    () => Promise.reject(new Error('reached')),
    () => Promise.reject(new Error('reached')),
    () => Promise.reject(new Error('reached')),
    () => Promise.reject(new Error('reached')),
    () => Promise.reject(new Error('reached')),
  );
  const registered = new Map<string, Listener>();
  const handle = (channel: string, listener: Listener): void => {
    if (registered.has(channel)) throw new Error(`${channel} is registered twice`);
    registered.set(channel, listener);
  };
  registerRouter({ handle }, () => handlers, {
    gate: new CallGate(),
    isOurWindow: () => true,
    report: () => undefined,
  });
  return registered;
}

describe('the contract', () => {
  // threat T1
  it('has the same channels by name, in the preload’s list and in the router', () => {
    const contract = Object.keys(CHANNELS);
    expect([...CHANNEL_NAMES]).toEqual(contract);
    expect([...router().keys()]).toEqual(contract);
    expect([VIEW_EVENT, LOG_EVENT]).toEqual([...EVENTS]);
  });

  it.each(CHANNEL_NAMES)('%s refuses malformed arguments before any work', async (channel) => {
    const call = router().get(channel);
    const malformed: readonly (readonly unknown[])[] = [
      [],
      [undefined],
      [null],
      ['text'],
      [[]],
      [{}, {}],
      [{ unknownKey: 1 }],
      [new Date()],
      [{ id: 'x'.repeat(300_000) }],
    ];
    for (const words of malformed) {
      expect(await call?.(event, ...words), JSON.stringify(words).slice(0, 60)).toMatchObject({
        ok: false,
        error: { code: 'HX-IPC' },
      });
    }
  });
});

describe('the preload', () => {
  const exposed = new Map<string, unknown>();
  const invoke = vi.fn(() => Promise.resolve({ ok: true, value: null }));
  const on = vi.fn();
  const removeListener = vi.fn();
  vi.doMock('electron', () => ({
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) => exposed.set(name, value),
    },
    ipcRenderer: { invoke, on, removeListener, send: vi.fn(), secret: 1 },
  }));

  interface Exposed {
    call(channel: unknown, input?: unknown): Promise<unknown>;
    onView(listener: (view: unknown) => void): () => void;
  }
  const load = async (): Promise<Exposed> => {
    await import('../../../src/preload/index');
    return exposed.get('crossprem') as Exposed;
  };
  afterEach(() => {
    vi.clearAllMocks();
  });

  it('exposes three functions and nothing of Electron', async () => {
    const bridge = await load();
    expect([...exposed.keys()]).toEqual(['crossprem']);
    expect(Object.keys(bridge).sort()).toEqual(['call', 'onLog', 'onView']);
  });

  it('hands on every channel of the contract and no other', async () => {
    const bridge = await load();
    for (const channel of CHANNEL_NAMES) await bridge.call(channel, {});
    expect(invoke.mock.calls.map(([channel]: unknown[]) => channel)).toEqual([...CHANNEL_NAMES]);
    invoke.mockClear();
    for (const channel of ['', 'view', 'app', '__proto__', 'ELECTRON_BROWSER_REQUIRE', 7, null]) {
      expect(await bridge.call(channel, {})).toMatchObject({
        ok: false,
        error: { code: 'HX-IPC' },
      });
    }
    expect(invoke).not.toHaveBeenCalled();
  });

  it('keeps the event object back and unsubscribes', async () => {
    const bridge = await load();
    const listener = vi.fn();
    const end = bridge.onView(listener);
    const [name, handler] = on.mock.calls[0] as [string, (event: unknown, view: unknown) => void];
    expect(name).toBe('view');
    handler({ sender: 'ipcRenderer' }, { sequence: 1 });
    expect(listener.mock.calls).toEqual([[{ sequence: 1 }]]);
    end();
    expect(removeListener).toHaveBeenCalledWith('view', handler);
  });

  // threat T10
  it('is small and requires electron only', async () => {
    const result = await build({
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: 'src/preload/index.ts',
        write: false,
        minify: false,
        rolldownOptions: { external: ['electron'], output: { format: 'cjs' } },
      },
    });
    const outputs = (Array.isArray(result) ? result : [result]).flatMap((item) =>
      'output' in item ? item.output : [],
    );
    expect(outputs).toHaveLength(1);
    const code = outputs[0]?.type === 'chunk' ? outputs[0].code : '';
    const required = [...code.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1]);
    expect(required).toEqual(['electron']);
    expect(code.length).toBeLessThan(6 * 1024);
  });
});
