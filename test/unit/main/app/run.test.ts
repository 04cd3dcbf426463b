import { describe, expect, it, vi } from 'vitest';
import { newCustomerId } from '../../../../src/adapters/storage/customer-id';
import { RunLog, loggedDirectory, loggedShell } from '../../../../src/main/app/run-log';
import { RunSwitch } from '../../../../src/main/app/run-switch';
import { isCountingDown, signInView } from '../../../../src/main/app/sign-in-view';
import { Publisher } from '../../../../src/main/ipc/publisher';
import type { AppView } from '../../../../src/shared/ipc/views';

describe('the switch of a run', () => {
  it('pauses between commands and goes on', async () => {
    const changed = vi.fn();
    const control = new RunSwitch(changed);
    await expect(control.next()).resolves.toBe('go');
    control.pause();
    expect(control.phase).toBe('pausing');
    const next = control.next();
    await vi.waitFor(() => expect(control.phase).toBe('paused'));
    control.resume();
    await expect(next).resolves.toBe('go');
    expect(control.phase).toBe('running');
    expect(changed).toHaveBeenCalled();
  });

  it('stops from a pause as well, for good', async () => {
    const control = new RunSwitch(vi.fn());
    control.pause();
    const next = control.next();
    control.stop();
    await expect(next).resolves.toBe('stop');
    control.pause();
    control.resume();
    await expect(control.next()).resolves.toBe('stop');
  });

  it('resolves until the first command', async () => {
    const control = new RunSwitch(vi.fn(), true);
    expect(control.phase).toBe('resolving');
    await control.next();
    expect(control.phase).toBe('running');
  });
});

const clock = {
  now: () => new Date('2026-01-12T08:00:00Z'),
  monotonic: () => 0,
  sleep: () => Promise.resolve(),
};
const options = { deadlineMs: 1, requestId: 'r' };

describe('the live log', () => {
  it('has each command with its answer, numbered', async () => {
    const lines: unknown[] = [];
    const log = new RunLog((line) => lines.push(line));
    const shell = loggedShell(
      {
        description: 'EX01',
        invoke: () => Promise.resolve({ kind: 'done', items: [{}], warnings: [] }),
      },
      log,
      clock,
    );
    await shell.invoke({ name: 'Get-MailUser', parameters: { Identity: 'a' } }, options);
    await shell.invoke({ name: 'New-MailUser', parameters: { Name: 'a' } }, options);
    expect(lines).toMatchObject([
      { sequence: 1, target: 'EX01', level: 'info', text: "Get-MailUser -Identity 'a': 1 (0 ms)" },
      { sequence: 2, target: 'EX01', level: 'info', text: "New-MailUser -Name 'a'" },
      { sequence: 3, target: 'EX01', level: 'info', text: 'New-MailUser: 1 (0 ms)' },
    ]);
    expect(log.after(1)).toHaveLength(2);
    log.clear();
    expect(log.after(0)).toEqual([]);
  });

  it('holds a server’s words, but no secret', async () => {
    const log = new RunLog(() => undefined);
    const detail = 'Bearer abcdefghijklmnop refused';
    const directory = loggedDirectory(
      {
        description: 'graph',
        send: () =>
          Promise.resolve({ kind: 'failed', error: { code: 'HX-403', args: {}, detail } }),
      },
      log,
      clock,
    );
    await directory.send({ method: 'GET', url: '/organization' }, options);
    const [last] = log.after(0);
    expect(last).toMatchObject({ level: 'error' });
    expect(last?.text).toContain('HX-403');
    expect(last?.text).not.toContain('abcdefghijklmnop');
  });

  it('keeps the newest lines only', () => {
    const log = new RunLog(() => undefined);
    for (let n = 0; n < 5_010; n += 1) log.add(clock.now(), 'EX01', 'info', 'x');
    expect(log.after(0)).toHaveLength(5_000);
    expect(log.after(0)[0]?.sequence).toBe(11);
  });
});

describe('what is sent to the window', () => {
  const view = { sequence: 1 } as AppView;
  const line = { sequence: 1, at: '', target: '', level: 'info', text: '' } as const;

  it('goes at once after a pause, then at most ten times a second', () => {
    vi.useFakeTimers();
    const send = vi.fn();
    const publisher = new Publisher(() => view, send);
    for (let n = 0; n < 1_000; n += 1) {
      publisher.changed();
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(200);
    expect(send.mock.calls.length).toBeGreaterThan(5);
    expect(send.mock.calls.length).toBeLessThanOrEqual(12);
    vi.useRealTimers();
  });

  it('gathers log lines into batches', () => {
    vi.useFakeTimers();
    const send = vi.fn();
    const publisher = new Publisher(() => view, send);
    for (let n = 0; n < 450; n += 1) publisher.logged(line);
    vi.advanceTimersByTime(200);
    const calls = send.mock.calls as [string, readonly unknown[]][];
    expect(calls.map(([event, lines]) => [event, lines.length])).toEqual([
      ['log', 200],
      ['log', 200],
      ['log', 50],
    ]);
    vi.useRealTimers();
  });

  it('is nothing while nothing changes, and nothing after the end', () => {
    vi.useFakeTimers();
    const send = vi.fn();
    const publisher = new Publisher(() => view, send);
    publisher.flush();
    publisher.changed();
    publisher.stop();
    vi.advanceTimersByTime(1_000);
    expect(send).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});

describe('the sign-in', () => {
  const now = new Date('2026-01-12T08:00:00Z');
  const deadline = '2026-01-12T08:01:10.000Z';

  it('counts down and never shows the authorize address', () => {
    const waiting = {
      state: 'waiting',
      authorizeUrl: 'https://x/?code_challenge=y',
      deadline,
    } as const;
    expect(signInView(waiting, now)).toEqual({ state: 'waiting', secondsLeft: 70 });
    expect(isCountingDown(waiting)).toBe(true);
    expect(signInView(waiting, new Date(deadline))).toEqual({ state: 'waiting', secondsLeft: 0 });
  });

  it('has a view for each state', () => {
    expect(signInView(null, now)).toEqual({ state: 'signed-out' });
    expect(signInView({ state: 'opening-browser' }, now).state).toBe('waiting');
    const error = { code: 'HX-TEN', args: {} } as const;
    expect(signInView({ state: 'failed', error }, now)).toEqual({ state: 'failed', error });
    expect(isCountingDown({ state: 'signed-out' })).toBe(false);
  });
});

it('makes an id of any name, free and never the practice one', () => {
  expect(newCustomerId('Contoso Ltd.', new Set())).toBe('contoso-ltd');
  expect(newCustomerId('Élan', new Set(['elan']))).toBe('elan-2');
  expect(newCustomerId('台北', new Set())).toBe('customer');
  expect(newCustomerId('Practice', new Set())).toBe('customer');
  expect(newCustomerId('x'.repeat(300), new Set())).toHaveLength(40);
});
