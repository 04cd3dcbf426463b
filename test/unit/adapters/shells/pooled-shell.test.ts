/** Which shell runs what, in what order, and what becomes of a shell that fails. */
import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { PooledMember } from '../../../../src/adapters/shells/pooled-shell';
import { pooledShell } from '../../../../src/adapters/shells/pooled-shell';
import type { CallOptions, Clock, Log, ShellOutcome } from '../../../../src/core/ports';
import type { ErrorCode } from '../../../../src/shared/errors';
import { appError } from '../../../../src/shared/errors';

const READ = 'Get-ExchangeCertificate';
const CHANGE = 'New-ManagementRole';

/** Shells whose answers wait for the test, and a clock that it moves. */
class World {
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  readonly begun: string[] = [];
  readonly warnings: string[] = [];
  now = 0;
  private readonly running = new Map<string, (outcome: ShellOutcome) => void>();
  private readonly sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  readonly deadlines: number[] = [];

  readonly clock: Clock = {
    now: () => new Date(this.now),
    monotonic: () => this.now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        this.sleepers.push({ until: this.now + milliseconds, wake: resolve });
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  };
  readonly log: Log = {
    info: () => undefined,
    warn: (event, fields) => this.warnings.push(`${event} ${JSON.stringify(fields)}`),
    error: () => undefined,
  };
  readonly pool = this.open(4);

  private open(size: number): PooledMember {
    return pooledShell({
      main: this.member('main'),
      another: () => this.member(`extra ${this.opened.push('') - 1}`),
      log: this.log,
      clock: this.clock,
      size,
      idleMs: 1_000,
    });
  }

  private member(name: string): PooledMember {
    return {
      description: name,
      rights: (options) =>
        new Promise((resolve) => {
          const label = `${name}: rights`;
          this.begun.push(label);
          this.deadlines.push(options.deadlineMs);
          this.running.set(label, () => resolve({ kind: 'done', rights: [] }));
        }),
      invoke: (command, options) =>
        new Promise((resolve) => {
          const label = `${name}: ${String(command.parameters['Server'] ?? command.name)}`;
          this.begun.push(label);
          this.deadlines.push(options.deadlineMs);
          this.running.set(label, resolve);
        }),
      close: () => {
        this.closed.push(name);
        return Promise.resolve();
      },
    };
  }

  ask(server: string, more: Partial<CallOptions> = {}): Promise<ShellOutcome> {
    const command = { name: READ, parameters: { Server: server } };
    return this.pool.invoke(command, { deadlineMs: 1_000, requestId: server, ...more });
  }

  change(): Promise<ShellOutcome> {
    const command = { name: CHANGE, parameters: {} };
    return this.pool.invoke(command, { deadlineMs: 1_000, requestId: 'change' });
  }

  async answer(label: string, outcome: ShellOutcome = done(label)): Promise<void> {
    const resolve = this.running.get(label);
    if (resolve === undefined) throw new Error(`${label} does not run`);
    this.running.delete(label);
    resolve(outcome);
    await settled();
  }

  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    for (const { until, wake } of this.sleepers) if (until <= this.now) wake();
    await settled();
  }
}

const done = (label: string): ShellOutcome => ({ kind: 'done', items: [label], warnings: [] });
const lost = (kind: 'not-sent' | 'unknown', code: ErrorCode): ShellOutcome => ({
  kind,
  error: appError(code, { target: 'ex01' }),
});

describe('a pool of shells', () => {
  it('opens further shells only for reads that would have to wait, and no more than it may', async () => {
    const world = new World();
    const first = world.ask('a');
    await world.answer('main: a');
    expect(await first).toEqual(done('main: a'));
    void world.ask('b');
    expect(world.begun.slice(1)).toEqual(['main: b']);
    for (const server of ['c', 'd', 'e', 'f']) void world.ask(server);
    expect(world.begun.slice(2)).toEqual(['extra 0: c', 'extra 1: d', 'extra 2: e']);
    await world.answer('extra 1: d');
    expect(world.begun.at(-1)).toBe('extra 1: f');
  });

  it('runs a change in the main shell, alone, and in its turn', async () => {
    const world = new World();
    const outcomes = [world.ask('a'), world.ask('b'), world.change(), world.ask('c')];
    expect(world.begun).toEqual(['main: a', 'extra 0: b']);
    await world.answer('main: a');
    expect(world.begun).toHaveLength(2);
    await world.answer('extra 0: b');
    expect(world.begun.slice(2)).toEqual([`main: ${CHANGE}`]);
    await world.answer(`main: ${CHANGE}`);
    expect(world.begun.slice(3)).toEqual(['main: c']);
    await world.answer('main: c');
    expect((await Promise.all(outcomes)).map(({ kind }) => kind)).toEqual(Array(4).fill('done'));
  });

  it.each([
    ['not-sent', 'HX-SHELLS'],
    ['unknown', 'HX-LOST'],
  ] as const)('asks again in the main shell what was %s (%s)', async (kind, code) => {
    const world = new World();
    const outcomes = [world.ask('a'), world.ask('b')];
    await world.answer('extra 0: b', lost(kind, code));
    expect(world.closed).toEqual(['extra 0']);
    expect(world.warnings).toEqual([expect.stringContaining(code) as string]);
    expect(world.pool.parallelReads).toBe(3);
    await world.answer('main: a');
    await world.answer('main: b');
    expect(await Promise.all(outcomes)).toEqual([done('main: a'), done('main: b')]);
  });

  it('a server that gives no further shell is read through one', async () => {
    const world = new World();
    const outcomes = ['a', 'b', 'c', 'd'].map((server) => world.ask(server));
    for (const [index, server] of ['b', 'c', 'd'].entries())
      await world.answer(`extra ${index}: ${server}`, lost('not-sent', 'HX-SHELLS'));
    expect(world.pool.parallelReads).toBe(1);
    // The last that came back stands in front; all of them run before anything new.
    for (const server of ['a', 'd', 'c', 'b']) await world.answer(`main: ${server}`);
    expect((await Promise.all(outcomes)).every(({ kind }) => kind === 'done')).toBe(true);
    expect(world.opened).toHaveLength(3);
  });

  it('an outcome of the command itself, or of the main shell, stays what it is', async () => {
    const world = new World();
    const outcomes = [world.ask('a'), world.ask('b'), world.ask('c')];
    await world.answer('main: a', lost('unknown', 'HX-LOST'));
    await world.answer('extra 0: b', lost('not-sent', 'HX-INPUT'));
    const record = { message: '', fullyQualifiedErrorId: '', category: '', exceptionType: '' };
    await world.answer('extra 1: c', { kind: 'failed', record });
    expect(await Promise.all(outcomes)).toEqual([
      lost('unknown', 'HX-LOST'),
      lost('not-sent', 'HX-INPUT'),
      { kind: 'failed', record },
    ]);
    expect(world.closed).toEqual([]);
  });

  it('waiting counts for the deadline, and what is cancelled or too late is not sent', async () => {
    const world = new World();
    const cancel = new AbortController();
    const before = world.change();
    const cancelled = world.ask('a', { signal: cancel.signal });
    const late = world.ask('b', { deadlineMs: 100 });
    const inTime = world.ask('c');
    cancel.abort();
    world.now = 300;
    await world.answer(`main: ${CHANGE}`);
    expect(await cancelled).toMatchObject({ kind: 'not-sent', error: { detail: 'cancelled' } });
    expect(await late).toMatchObject({ kind: 'not-sent', error: { detail: 'no answer in time' } });
    expect(world.deadlines).toEqual([1_000, 700]);
    const [running] = world.begun.slice(1);
    await world.answer(running ?? '');
    expect((await inTime).kind).toBe('done');
    await before;
  });

  it('a read whose time is over is not asked again', async () => {
    const world = new World();
    void world.ask('a');
    const outcome = world.ask('b');
    world.now = 1_000;
    await world.answer('extra 0: b', lost('unknown', 'HX-LOST'));
    expect(await outcome).toEqual(lost('unknown', 'HX-LOST'));
    expect(world.begun).toHaveLength(2);
  });

  it('closes further shells when nothing was asked for a while, and tries anew after that', async () => {
    const world = new World();
    const outcomes = [world.ask('a'), world.ask('b'), world.ask('c')];
    await world.answer('extra 1: c', lost('not-sent', 'HX-SHELLS'));
    await world.answer('extra 0: b');
    await world.answer('main: a');
    await world.answer('main: c');
    await Promise.all(outcomes);
    await world.pass(900);
    expect(world.closed).toEqual(['extra 1']);
    void world.ask('d');
    await world.pass(900);
    expect(world.closed).toEqual(['extra 1']);
    await world.answer('main: d');
    await world.pass(1_000);
    expect(world.closed).toEqual(['extra 1', 'extra 0']);
    expect(world.pool.parallelReads).toBe(4);
  });

  it('asks the main shell for the rights, in their turn, and nothing changes meanwhile', async () => {
    const world = new World();
    const change = world.change();
    const rights = world.pool.rights({ deadlineMs: 1_000, requestId: 'rights' });
    expect(world.begun).toEqual([`main: ${CHANGE}`]);
    await world.pass(300);
    await world.answer(`main: ${CHANGE}`);
    expect((await change).kind).toBe('done');
    expect(world.begun.slice(1)).toEqual(['main: rights']);
    expect(world.deadlines).toEqual([1_000, 700]);
    const next = world.change();
    void world.ask('a');
    expect(world.begun.slice(2)).toEqual([]);
    await world.answer('main: rights');
    expect(await rights).toEqual({ kind: 'done', rights: [] });
    expect(world.begun.slice(2)).toEqual([`main: ${CHANGE}`]);
    await world.answer(`main: ${CHANGE}`);
    expect((await next).kind).toBe('done');
  });

  it('rights that wait too long, or for a pool that closes, are not asked for', async () => {
    const world = new World();
    void world.ask('a');
    const late = world.pool.rights({ deadlineMs: 100, requestId: 'rights' });
    await world.pass(200);
    await world.answer('main: a');
    expect(await late).toMatchObject({ kind: 'not-sent', error: { code: 'HX-REACH' } });
    void world.ask('b');
    const closed = world.pool.rights({ deadlineMs: 100, requestId: 'rights' });
    void world.pool.close();
    expect(await closed).toMatchObject({ kind: 'not-sent', error: { detail: 'closed' } });
    expect(world.begun).toEqual(['main: a', 'main: b']);
  });

  it('closes every shell, and what waits or comes later is not sent', async () => {
    const world = new World();
    const running = [world.ask('a'), world.ask('b')];
    const waiting = world.change();
    const closing = world.pool.close();
    expect(await waiting).toMatchObject({ kind: 'not-sent', error: { detail: 'closed' } });
    await world.answer('main: a');
    await world.answer('extra 0: b');
    await closing;
    expect((await Promise.all(running)).map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(world.closed.sort()).toEqual(['extra 0', 'main']);
    expect(await world.ask('c')).toMatchObject({ kind: 'not-sent', error: { detail: 'closed' } });
  });
});
