/** The lab's folder: state.json, written whole and atomically, and calls.jsonl, which only grows. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { LabCall, LabStart } from '../shared/lab';
import { LAB_STARTS } from '../shared/lab';
import type { WorldState } from './world';

const STATE = 'state.json';
const CALLS = 'calls.jsonl';

/** What the log of earlier runs tells. */
export interface LogSummary {
  readonly sequence: number;
  readonly reads: number;
  readonly changes: number;
  /** Virtual time of the last line, or 0. */
  readonly now: number;
  /** Changes that began and have no end: the lab was killed in the middle of them. */
  readonly open: readonly LabCall[];
}

const loggedCall = v.object({
  phase: v.picklist(['begin', 'end']),
  sequence: v.number(),
  at: v.string(),
  side: v.picklist(['exchange', 'tenant', 'online', 'skype', 'local', 'web']),
  call: v.string(),
  change: v.boolean(),
  arguments: v.string(),
  requestId: v.string(),
  outcome: v.exactOptional(v.picklist(['done', 'failed', 'dropped'])),
});

/** The parts of a state that tell it is one of ours. The rest was written by this very program. */
const stateHead = v.looseObject({
  format: v.literal(3),
  seed: v.number(),
  start: v.string(),
  now: v.number(),
  faults: v.array(v.string()),
  counters: v.record(v.string(), v.number()),
  pendingEdits: v.array(v.looseObject({ changes: v.number() })),
  organisation: v.looseObject({ name: v.string(), objects: v.looseObject({}) }),
  tenant: v.looseObject({ id: v.string(), servicePrincipals: v.array(v.looseObject({})) }),
  online: v.looseObject({ objects: v.looseObject({}) }),
  skype: v.nullable(v.looseObject({ pools: v.array(v.looseObject({})) })),
  dns: v.array(v.looseObject({})),
});

/** A state that an earlier version of the lab wrote: only what it started from can be used. */
const earlierState = v.looseObject({
  format: v.picklist([1, 2]),
  seed: v.number(),
  start: v.picklist(LAB_STARTS),
  now: v.number(),
});

function isWorldState(value: unknown): value is WorldState {
  return v.is(stateHead, value);
}

/** Reads and writes one lab's folder. Only the process that holds the folder's lock may use it. */
export class Store {
  private readonly calls: number;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.calls = openSync(join(folder, CALLS), 'a+');
  }

  /**
   * The stored state; undefined when there is none. Of one that an earlier version wrote, `restart` makes the world
   * anew from its seed and start. A damaged one is kept beside under another name.
   */
  load(restart: (seed: number, start: LabStart) => WorldState): WorldState | undefined {
    const path = join(this.folder, STATE);
    if (!existsSync(path)) return undefined;
    const state = parseJson(readFileSync(path, 'utf8'));
    if (isWorldState(state)) return state;
    if (v.is(earlierState, state)) return restart(state.seed, state.start);
    renameSync(path, join(this.folder, 'state.damaged.json'));
    process.stderr.write('practice lab: state.json could not be read and was put aside\n');
    return undefined;
  }

  /** Writes the state: the old one or the new one is on disk, never a mixture. */
  save(state: WorldState): void {
    const path = join(this.folder, STATE);
    const temporary = `${path}.new`;
    const file = openSync(temporary, 'w');
    try {
      writeSync(file, JSON.stringify(state));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    replace(temporary, path);
    syncFolder(this.folder);
  }

  /** Adds a line. `flush` waits until it is on disk, which changes need; reads only survive a killed process. */
  append(call: LabCall, flush: boolean): void {
    writeSync(this.calls, `${JSON.stringify(call)}\n`);
    if (flush) fsyncSync(this.calls);
  }

  /** What the log tells. A line that was being written when the process died is cut off. */
  summarise(): LogSummary {
    const text = readFileSync(join(this.folder, CALLS), 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) ftruncateSync(this.calls, Buffer.byteLength(whole));
    const open = new Map<number, LabCall>();
    let summary = { sequence: 0, reads: 0, changes: 0, now: 0 };
    for (const line of whole.split('\n')) {
      const parsed = v.safeParse(loggedCall, parseJson(line));
      if (!parsed.success) continue;
      const call = parsed.output;
      if (call.phase === 'begin') open.set(call.sequence, call);
      else open.delete(call.sequence);
      const ended = call.phase === 'end' ? 1 : 0;
      summary = {
        sequence: Math.max(summary.sequence, call.sequence),
        reads: summary.reads + (call.change ? 0 : ended),
        changes: summary.changes + (call.change ? ended : 0),
        now: Math.max(summary.now, Date.parse(call.at) || 0),
      };
    }
    return { ...summary, open: [...open.values()] };
  }

  /** Empties the log. */
  clearCalls(): void {
    ftruncateSync(this.calls, 0);
    fsyncSync(this.calls);
  }

  /** Closes the log. */
  close(): void {
    fsyncSync(this.calls);
    closeSync(this.calls);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Renames over an existing file; on Windows a virus scanner may hold it for a moment. */
function replace(from: string, to: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (attempt >= 20) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * attempt);
    }
  }
}

/** Makes a rename durable. Windows cannot open folders and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
