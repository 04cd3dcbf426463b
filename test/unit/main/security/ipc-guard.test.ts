import { describe, expect, it, vi } from 'vitest';
import { CallGate, MOST_REPORTS, MOST_UNDER_WAY } from '../../../../src/main/security/call-gate';
import { guarded, isTrustedSender, type CallEvent } from '../../../../src/main/security/ipc-guard';
import { currentScope } from '../../../../src/adapters/logging/scope';
import {
  MAX_PAYLOAD,
  isPlainObject,
  isSmallPlainData,
} from '../../../../src/main/security/payload';
import { CodedError, appError } from '../../../../src/shared/errors';

const frame = { origin: 'app://crossprem', processId: 4, routingId: 1, parent: null };
const ours: CallEvent = { senderFrame: frame, sender: { id: 1, mainFrame: frame } };

function options() {
  return {
    gate: new CallGate(),
    isOurWindow: (id: number) => id === 1,
    report: vi.fn(),
    settled: vi.fn(),
  };
}

describe('the sender', () => {
  // threat T1
  it('is the main frame of our window with our origin', () => {
    expect(isTrustedSender(ours, options())).toBe(true);
  });

  it.each<[string, CallEvent]>([
    ['a frame that is gone', { ...ours, senderFrame: null }],
    ['another origin', { ...ours, senderFrame: { ...frame, origin: 'https://example.com' } }],
    ['another host of our scheme', { ...ours, senderFrame: { ...frame, origin: 'app://other' } }],
    ['an opaque origin', { ...ours, senderFrame: { ...frame, origin: 'null' } }],
    ['a frame inside', { ...ours, senderFrame: { ...frame, routingId: 2, parent: frame } }],
    ['another process', { ...ours, senderFrame: { ...frame, processId: 5 } }],
    ['a window we did not make', { ...ours, sender: { id: 2, mainFrame: frame } }],
  ])('is not %s', (_name, event) => {
    expect(isTrustedSender(event, options())).toBe(false);
  });

  // threat T1
  it('is not a frame whose properties throw', () => {
    const dead = new Proxy(frame, {
      get: () => {
        throw new Error('Render frame was disposed');
      },
    });
    expect(isTrustedSender({ ...ours, senderFrame: dead }, options())).toBe(false);
    const event = {
      sender: ours.sender,
      get senderFrame(): never {
        throw new Error('gone');
      },
    };
    expect(isTrustedSender(event, options())).toBe(false);
  });
});

describe('a guarded channel', () => {
  const handler = () => vi.fn(() => Promise.resolve('done'));

  it('hands a valid argument on and wraps the answer', async () => {
    const work = handler();
    const given = options();
    const call = guarded('customer.open', work, given);
    await expect(call(ours, { id: 'contoso' })).resolves.toEqual({ ok: true, value: 'done' });
    expect(work).toHaveBeenCalledWith({ id: 'contoso' });
    expect(given.settled).toHaveBeenCalledOnce();
  });

  it.each([
    ['nothing', []],
    ['two arguments', [{ id: 'contoso' }, {}]],
    ['a text', ['contoso']],
    ['a list', [['contoso']]],
    ['an unknown key', [{ id: 'contoso', more: 1 }]],
    ['a wrong type', [{ id: 7 }]],
    ['a wrong form', [{ id: '../contoso' }]],
    ['a class', [new Map([['id', 'contoso']])]],
    ['too much', [{ id: 'x'.repeat(MAX_PAYLOAD + 1) }]],
  ])('refuses %s', async (_name, words) => {
    const work = handler();
    const given = options();
    const answer = await guarded('customer.open', work, given)(ours, ...words);
    expect(answer).toMatchObject({ ok: false, error: { code: 'HX-IPC' } });
    expect(work).not.toHaveBeenCalled();
    expect(given.report).toHaveBeenCalledOnce();
  });

  // threat T1
  it('refuses a foreign sender before it looks at the argument', async () => {
    const given = options();
    const call = guarded('app.snapshot', handler(), given);
    const answer = await call({ ...ours, senderFrame: null }, {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'HX-IPC' } });
    expect(given.report).toHaveBeenCalledWith('ipc-foreign-sender');
  });

  it('keeps the code of a coded error', async () => {
    const fault = new CodedError(appError('HX-RO', { path: '/data' }));
    const answer = await guarded('app.snapshot', () => Promise.reject(fault), options())(ours, {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'HX-RO', args: { path: '/data' } } });
  });

  it('tells of any other fault by an id only, and logs the fault under it', async () => {
    let logged: unknown;
    const given = { ...options(), report: vi.fn(() => (logged = currentScope())) };
    const fault = new Error('secret /path/of/ours');
    const answer = await guarded('app.snapshot', () => Promise.reject(fault), given)(ours, {});
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(answer).toMatchObject({ ok: false, error: { code: 'HX-BUG', args: {} } });
    const id = answer.ok ? '' : answer.error.correlationId;
    expect(given.report).toHaveBeenCalledWith('ipc-failed', fault);
    expect(logged).toEqual({ correlation: id, operation: 'app.snapshot' });
  });

  it('gives all that it begins one id, and the next call another', async () => {
    const seen: unknown[] = [];
    const work = async (): Promise<void> => {
      seen.push(currentScope().correlation);
      await Promise.resolve();
      setImmediate(() => seen.push(currentScope().correlation));
    };
    const call = guarded('app.snapshot', work, options());
    await call(ours, {});
    await call(ours, {});
    await vi.waitFor(() => expect(seen).toHaveLength(4));
    expect(new Set(seen).size).toBe(2);
    expect(seen).not.toContain(undefined);
    expect(currentScope()).toEqual({});
  });

  it('catches a handler that throws at once', async () => {
    const work = (): Promise<never> => {
      throw new Error('at once');
    };
    const answer = await guarded('app.snapshot', work, options())(ours, {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'HX-BUG' } });
  });
});

describe('payloads', () => {
  it('are plain data', () => {
    expect(isSmallPlainData({ a: [1, 'x', true, null, { b: undefined }] })).toBe(true);
    for (const value of [new Date(), new Uint8Array(1), () => 1, Symbol('x'), 1n, /x/]) {
      expect(isSmallPlainData({ value })).toBe(false);
    }
  });

  it('are small, shallow and end somewhere', () => {
    expect(isSmallPlainData({ text: 'x'.repeat(200_000) })).toBe(true);
    expect(isSmallPlainData(['x'.repeat(MAX_PAYLOAD)])).toBe(false);
    expect(isSmallPlainData(new Array(MAX_PAYLOAD + 1).fill(0))).toBe(false);
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(isSmallPlainData(deep)).toBe(false);
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    expect(isSmallPlainData(cyclic)).toBe(false);
  });

  it('of a channel are objects with named values', () => {
    expect(isPlainObject({})).toBe(true);
    expect(isPlainObject(Object.create(null))).toBe(true);
    for (const value of [null, [], 'x', new Map()]) expect(isPlainObject(value)).toBe(false);
  });
});

describe('a flood of calls', () => {
  // threat T1
  it('waits in no queue: what one window has under way is bounded, and another window is not', async () => {
    const ends: (() => void)[] = [];
    const work = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
    const given = { ...options(), isOurWindow: () => true };
    const call = guarded('customer.open', work, given);
    const under = Array.from({ length: MOST_UNDER_WAY }, () => call(ours, { id: 'contoso' }));
    const refused = { ok: false, error: { code: 'HX-IPC' } };
    await expect(call(ours, { id: 'contoso' })).resolves.toMatchObject(refused);
    expect(work).toHaveBeenCalledTimes(MOST_UNDER_WAY);
    const other = call({ ...ours, sender: { id: 2, mainFrame: frame } }, { id: 'contoso' });
    expect(work).toHaveBeenCalledTimes(MOST_UNDER_WAY + 1);
    for (const end of ends) end();
    await Promise.all([...under, other]);
    const next = call(ours, { id: 'contoso' });
    ends.at(-1)?.();
    await expect(next).resolves.toMatchObject({ ok: true });
  });

  // threat T1
  it('writes a bounded number of lines a minute, however many are refused', async () => {
    let now = 0;
    const given = { ...options(), gate: new CallGate(() => now) };
    const call = guarded('customer.open', handlerOf(), given);
    for (let turn = 0; turn < MOST_REPORTS * 3; turn += 1) await call(ours, { id: '../x' });
    expect(given.report).toHaveBeenCalledTimes(MOST_REPORTS);
    now = 60_000;
    await call(ours, { id: '../x' });
    expect(given.report).toHaveBeenCalledTimes(MOST_REPORTS + 1);
  });
});

function handlerOf() {
  return vi.fn(() => Promise.resolve('done'));
}
