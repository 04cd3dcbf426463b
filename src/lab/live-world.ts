/** The world as it runs: one state, a queue of calls for each shell and for the tenant, a log, a virtual clock. */
import { setMaxListeners } from 'node:events';
import { createHash } from 'node:crypto';
import type { LabCall, LabEdit, LabFault, LabStart } from '../shared/lab';
import { canonicalJson } from '../shared/json';
import type { WorldDescription } from '../shared/world-description';
import { guidOf } from './deterministic';
import { applyEdit } from './edits';
import { switchFault } from './faults';
import { SLOW_SHELL_MS, latencyOf } from './latency';
import { startWorld } from './starts';
import { copyWorld } from './starts/copy';
import type { Store } from './store';
import type { World, WorldCall, WorldState } from './world';

/** How a world is opened. */
export interface WorldOptions {
  readonly seed: number;
  readonly start: LabStart;
  readonly latency: 'none' | 'realistic';
  readonly faults: readonly LabFault[];
  /** Exchange servers of a new world. */
  readonly servers?: number;
  /** Front ends of a new world's pool, where the start state has one. */
  readonly frontEnds?: number;
  /** What a new world is built from in place of a start state. */
  readonly copyOf?: WorldDescription;
}

/** The lab is ending; calls that have not begun are not answered any more. */
export class LabClosed extends Error {
  override readonly name = 'LabClosed';
}

type Outcome = NonNullable<LabCall['outcome']>;

/** The world behind both sides of the lab. */
export class LiveWorld implements World {
  private current: WorldState;
  private number: number;
  private running = 0;
  private reads: number;
  private changes: number;
  private unsaved = false;
  /** The last call of each queue that is not empty. */
  private readonly queues = new Map<string, Promise<void>>();
  private readonly ending = new AbortController();

  /** Opens the world of a folder, or makes it. */
  constructor(
    private readonly store: Store,
    private readonly options: WorldOptions,
  ) {
    // Each call that waits listens to it, and as many wait as hosts are asked at a time.
    setMaxListeners(0, this.ending.signal);
    const log = store.summarise();
    this.number = log.sequence;
    this.reads = log.reads;
    this.changes = log.changes + log.open.length;
    this.current = store.load(startWorld) ?? this.newWorld(options.seed, options.start);
    this.current.now = Math.max(this.current.now, log.now);
    for (const call of log.open) store.append({ ...call, phase: 'end', outcome: 'dropped' }, true);
    for (const fault of options.faults) switchFault(this.current, fault, true);
    store.save(this.current);
  }

  get state(): WorldState {
    return this.current;
  }

  /** Number of the call whose `run` is at work. */
  get sequence(): number {
    return this.running;
  }

  /** Calls answered since the last reset. */
  get counts(): { readonly reads: number; readonly changes: number } {
    return { reads: this.reads, changes: this.changes };
  }

  has(fault: LabFault): boolean {
    return this.current.faults.includes(fault);
  }

  now(): Date {
    return new Date(this.current.now);
  }

  guid(): string {
    const count = (this.current.counters['guid'] ?? 0) + 1;
    this.current.counters['guid'] = count;
    return guidOf(this.current.seed, 'guid', count);
  }

  countDown(name: string): boolean {
    const left = this.current.counters[name] ?? 0;
    if (left <= 0) return false;
    this.current.counters[name] = left - 1;
    if (left === 1) this.current.faults = this.current.faults.filter((fault) => fault !== name);
    this.unsaved = true;
    return true;
  }

  /** Has the state saved although the call at work is a read: what a server loaded is part of the world. */
  remember(): void {
    this.unsaved = true;
  }

  read<T>(call: WorldCall, run: () => T): Promise<T> {
    return this.queued(call, async () => {
      const begun = this.current.now;
      await this.wait(call);
      this.number += 1;
      this.running = this.number;
      this.reads += 1;
      this.tick(call, begun);
      let outcome: Outcome = 'failed';
      try {
        const answer = run();
        outcome = 'done';
        return answer;
      } finally {
        this.store.append(this.line(call, this.running, 'end', outcome), false);
        if (this.unsaved) this.save();
      }
    });
  }

  change<T>(call: WorldCall, run: () => T): Promise<T> {
    return this.queued(call, () => this.perform(call, run, 'done'));
  }

  /** A change whose answer never arrives. `run` says whether it happened. */
  changeAndDrop(call: WorldCall, run: () => void): Promise<void> {
    return this.queued(call, () => this.perform(call, run, 'dropped'));
  }

  private async perform<T>(call: WorldCall, run: () => T, success: Outcome): Promise<T> {
    this.number += 1;
    this.changes += 1;
    const number = this.number;
    this.store.append(this.line(call, number, 'begin'), true);
    const begun = this.current.now;
    await this.wait(call);
    this.tick(call, begun);
    this.applyPendingEdits();
    this.countChange(call);
    const before = structuredClone(this.current);
    let outcome: Outcome = success === 'dropped' ? 'dropped' : 'failed';
    try {
      this.running = number;
      const answer = run();
      outcome = success;
      return answer;
    } catch (error) {
      this.current = before;
      throw error;
    } finally {
      this.save();
      this.store.append(this.line(call, number, 'end', outcome), true);
    }
  }

  private newWorld(seed: number, start: LabStart): WorldState {
    const { copyOf, servers, frontEnds } = this.options;
    return copyOf === undefined
      ? startWorld(seed, start, servers, frontEnds)
      : copyWorld(seed, copyOf);
  }

  /** Starts over. Faults are off, the log is empty. */
  reset(seed: number, start: LabStart): void {
    this.current = this.newWorld(seed, start);
    this.number = 0;
    this.reads = 0;
    this.changes = 0;
    this.save();
    this.store.clearCalls();
  }

  /** Switches a fault. */
  switchFault(fault: LabFault, on: boolean): void {
    switchFault(this.current, fault, on);
    this.save();
  }

  /** Moves the virtual clock. */
  advance(milliseconds: number): void {
    this.current.now += milliseconds;
    this.save();
  }

  /** Another admin's edit, now. */
  edit(edit: LabEdit): void {
    applyEdit(this.current, edit);
    this.save();
  }

  /** Another admin's edit right before the nth change from now. */
  editBeforeChange(nth: number, edit: LabEdit): void {
    this.current.pendingEdits.push({ changes: nth, edit });
    this.save();
  }

  /** Lets the calls under way end, then closes the folder. */
  async close(): Promise<void> {
    this.ending.abort();
    await Promise.allSettled(this.queues.values());
    this.save();
    this.store.close();
  }

  private applyPendingEdits(): void {
    const due: LabEdit[] = [];
    for (const pending of this.current.pendingEdits) {
      pending.changes -= 1;
      if (pending.changes <= 0) due.push(pending.edit);
    }
    this.current.pendingEdits = this.current.pendingEdits.filter((pending) => pending.changes > 0);
    for (const edit of due) applyEdit(this.current, edit);
  }

  /** Ids of new objects come from this count, so that reads in between do not move them. */
  private countChange(call: WorldCall): void {
    const { counters } = this.current;
    counters[call.side] = (counters[call.side] ?? 0) + 1;
  }

  private save(): void {
    this.store.save(this.current);
    this.unsaved = false;
  }

  /**
   * Moves the clock by a call. Calls that wait side by side take their time together. Without waits nothing tells which
   * calls overlap; they add up then, so that the time does not depend on the order in which they happen to arrive.
   */
  private tick(call: WorldCall, begun: number): void {
    const slow = call.side !== 'tenant' && this.has('slow-shell') ? SLOW_SHELL_MS : 0;
    const took = latencyOf(call) + slow;
    const { now } = this.current;
    this.current.now = this.options.latency === 'none' ? now + took : Math.max(now, begun + took);
  }

  private queued<T>(call: WorldCall, task: () => Promise<T>): Promise<T> {
    const key = `${call.side} ${call.shellId ?? ''} ${call.host ?? ''}`;
    const result = (this.queues.get(key) ?? Promise.resolve()).then(() => {
      if (this.ending.signal.aborted) throw new LabClosed('the practice lab is ending');
      return task();
    });
    const last: Promise<void> = result.then(ignore, ignore).then(() => {
      if (this.queues.get(key) === last) this.queues.delete(key);
    });
    this.queues.set(key, last);
    return result;
  }

  /** The real wait of a call; an ending lab does not wait. */
  private wait(call: WorldCall): Promise<void> {
    if (this.options.latency === 'none') return Promise.resolve();
    const { signal } = this.ending;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, latencyOf(call));
      signal.addEventListener('abort', done);
    });
  }

  private line(
    call: WorldCall,
    sequence: number,
    phase: LabCall['phase'],
    outcome?: Outcome,
  ): LabCall {
    return {
      phase,
      sequence,
      at: this.now().toISOString(),
      side: call.side,
      ...(call.shellId === undefined ? {} : { shellId: call.shellId }),
      call: call.call,
      change: call.change,
      arguments: canonicalJson(withoutBytes(call.arguments)),
      requestId: call.requestId,
      ...(outcome === undefined ? {} : { outcome }),
    };
  }
}

function ignore(): void {
  // The caller of the queued task deals with its outcome.
}

/** Byte arrays shortened to their SHA-256. */
function withoutBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (typeof value !== 'object' || value === null) return value;
  if ('$bytes' in value && typeof value.$bytes === 'string') {
    const content = Buffer.from(value.$bytes, 'base64');
    return { $sha256: createHash('sha256').update(content).digest('hex') };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutBytes(item)]));
}
