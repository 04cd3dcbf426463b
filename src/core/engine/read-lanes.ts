/** Reading many things: a lane for each target, and what is asked next as soon as a lane has nothing left to do. */
import type { TargetId } from '../model/command';
import type { MessageRef } from '../model/message';
import type { Observation, Observations, ReadRequest } from '../model/observation';
import { readKey } from '../reads/definition';
import { findRead } from '../reads/registry';
import { resolveRead } from './facts';
import type { EnginePorts } from './ports';
import { FRONT_ENDS_AT_A_TIME, LOOKS_AT_A_TIME } from './ports';
import { performRead } from './read';

/** Progress of reading. */
export interface ReadProgress {
  readonly done: number;
  readonly total: number;
  readonly current: MessageRef;
}

/** So many reads one shell does by itself: a small organisation pays for no further session. */
const READS_OF_ONE_SHELL = 30;
/** Opening a session costs about as much as this many reads. */
const READS_A_SHELL = 10;

/** Where and how reading goes on. */
interface ReadingOptions {
  readonly ports: EnginePorts;
  readonly onProgress: (progress: ReadProgress) => void;
  readonly signal: AbortSignal | undefined;
}

/** A read that nobody has begun, and the place that does one thing at a time, where its target is several. */
interface Waiting {
  readonly request: ReadRequest;
  readonly place: string | undefined;
}

/** The reads of one target. */
interface Lane {
  readonly waiting: Waiting[];
  readonly busy: Set<string>;
  readonly workers: Set<Promise<void>>;
  /** Settles when the lane has nothing left to do. */
  dry: Promise<void>;
}

/** Targets side by side, the tenant's reads together, a shell's one by one, or as many at a time as it can take. */
class ReadLanes {
  readonly #lanes = new Map<TargetId, Lane>();
  readonly #asked = new Set<string>();
  readonly #found = new Map<string, Observation>();

  constructor(private readonly options: ReadingOptions) {}

  /** What was found so far, by the key of its read. */
  get found(): Observations {
    return this.#found;
  }

  /** Asks for what was not asked for yet. */
  add(requests: readonly ReadRequest[]): void {
    for (const request of requests) {
      const key = readKey(request);
      if (this.#asked.has(key)) continue;
      this.#asked.add(key);
      const { target } = findRead(request.read);
      this.#laneOf(target).waiting.push({ request, place: placeOf(request, target) });
    }
    for (const [target, lane] of this.#lanes) this.#start(target, lane);
  }

  /** Waits until a lane has nothing left to do; false when none had anything. */
  async oneIsDry(): Promise<boolean> {
    const busy = this.#busy();
    if (busy.length === 0) return false;
    await Promise.race(busy.map(({ dry }) => dry));
    return true;
  }

  /** Waits until no lane has anything left to do. */
  async allAreDry(): Promise<void> {
    await Promise.all(this.#busy().map(({ dry }) => dry));
  }

  #busy(): Lane[] {
    return [...this.#lanes.values()].filter(({ workers }) => workers.size > 0);
  }

  #laneOf(target: TargetId): Lane {
    const known = this.#lanes.get(target);
    if (known !== undefined) return known;
    const lane: Lane = {
      waiting: [],
      busy: new Set(),
      workers: new Set(),
      dry: Promise.resolve(),
    };
    this.#lanes.set(target, lane);
    return lane;
  }

  #start(target: TargetId, lane: Lane): void {
    const { waiting, workers } = lane;
    const width = widthOf(target, lane, this.options.ports);
    const before = workers.size;
    // A worker takes its first read at once.
    for (let more = width - before; more > 0 && waiting.length > 0; more -= 1) {
      const worker = this.#work(lane).finally(() => workers.delete(worker));
      workers.add(worker);
    }
    if (before === 0) lane.dry = drained(workers);
  }

  async #work(lane: Lane): Promise<void> {
    const { ports, onProgress, signal } = this.options;
    for (let next = take(lane); next !== undefined; next = take(lane)) {
      const { request, place } = next;
      const { arguments: known } = resolveRead(request, new Map());
      const current = findRead(request.read).title(known);
      onProgress({ done: this.#found.size, total: this.#asked.size, current });
      this.#found.set(readKey(request), await performRead(request, ports, signal));
      if (place !== undefined) lane.busy.delete(place);
    }
  }
}

/** Every front end has a session of its own, which runs one command at a time. */
function placeOf(request: ReadRequest, target: TargetId): string | undefined {
  if (target !== 'skype') return undefined;
  const query = findRead(request.read).query(resolveRead(request, new Map()).arguments);
  return query.kind === 'cmdlet' ? (query.computer ?? '') : '';
}

/** The next read whose place is free. Whoever is at a busy place comes back for what waits there. */
function take({ waiting, busy }: Lane): Waiting | undefined {
  const free = waiting.findIndex(({ place }) => place === undefined || !busy.has(place));
  const [next] = free === -1 ? [] : waiting.splice(free, 1);
  if (next?.place !== undefined) busy.add(next.place);
  return next;
}

/** More workers may join while it waits. */
async function drained(workers: ReadonlySet<Promise<void>>): Promise<void> {
  await Promise.all(workers);
  if (workers.size > 0) await drained(workers);
}

/** How many reads of a lane run at a time. A read's deadline begins when it is asked, so no more are asked than run. */
function widthOf(target: TargetId, lane: Lane, ports: EnginePorts): number {
  const reads = lane.waiting.length + lane.workers.size;
  switch (target) {
    case 'tenant':
      return reads;
    case 'workstation':
      return Math.min(reads, LOOKS_AT_A_TIME);
    case 'skype': {
      const places = new Set([...lane.busy, ...lane.waiting.map(({ place }) => place)]);
      return Math.min(places.size, FRONT_ENDS_AT_A_TIME);
    }
    case 'exchange':
    case 'online':
    case 'local': {
      const most = target === 'exchange' ? (ports.shell.parallelReads ?? 1) : 1;
      const others = Math.floor((reads - READS_OF_ONE_SHELL) / READS_A_SHELL);
      return Math.min(most, 1 + Math.max(0, others));
    }
  }
}

/** Runs all requests. The result keeps their order. */
export async function performReads(
  requests: readonly ReadRequest[],
  ports: EnginePorts,
  onProgress: (progress: ReadProgress) => void,
  signal?: AbortSignal,
): Promise<Observation[]> {
  const lanes = new ReadLanes({ ports, onProgress, signal });
  lanes.add(requests);
  await lanes.allAreDry();
  return requests.flatMap((request) => lanes.found.get(readKey(request)) ?? []);
}

/**
 * Reads until nothing more is asked for: `needed` is asked again with what was found, because later reads depend on
 * earlier values. It is asked when a lane has nothing left to do, not after every read: with many servers it takes its
 * time. Each read runs once.
 */
export async function readAll(
  needed: (observations: Observations) => readonly ReadRequest[],
  ports: EnginePorts,
  onProgress: (progress: ReadProgress) => void,
  signal?: AbortSignal,
): Promise<Observations> {
  const lanes = new ReadLanes({ ports, onProgress, signal });
  let requests: readonly ReadRequest[];
  do {
    if (signal?.aborted === true) await lanes.allAreDry();
    signal?.throwIfAborted();
    requests = needed(lanes.found);
    lanes.add(requests);
  } while (await lanes.oneIsDry());
  return inOrder(requests, lanes.found);
}

/** In the order in which it is asked for, whatever came first. */
function inOrder(requests: readonly ReadRequest[], found: Observations): Observations {
  const place = new Map(requests.map((request, index) => [readKey(request), index]));
  const placeOf = (key: string): number => place.get(key) ?? -1;
  return new Map([...found].sort(([left], [right]) => placeOf(left) - placeOf(right)));
}
