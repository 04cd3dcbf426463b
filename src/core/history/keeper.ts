/**
 * Keeps a customer's history while a session works: each completed read with its values, each run with its approval.
 * It follows the session's state; that it cannot write never stops the work, and is logged.
 */
import { foldJournal } from '../engine/progress';
import { evaluate, wantedOf } from '../engine/plan';
import type { Observations } from '../model/observation';
import type { Clock, Crypto, Files, Log } from '../ports';
import type { RunSummary } from '../model/customer';
import { isOfNow } from '../model/listing';
import type { Verification } from '../model/proof';
import { USUAL_SCENARIO } from '../scenarios';
import type { SessionRun, SessionState } from '../session';
import { bothSides, signingCertificates } from './both-sides';
import type { HistoryBook, HistoryEntry } from './book';
import { addToBook, readBook } from './book';
import type { Drift, VerifiedRead } from './drift';
import { driftOf } from './drift';
import { keepLastRead, loadLastRead, type LastRead } from './last-read';
import type { ReadSnapshot } from './snapshot';
import { parseSnapshot, snapshotText, takeSnapshot } from './snapshot';

const FOLDER = 'history/reads';
/** Reads that are kept with their values, besides the verified one that later reads are compared with. */
const KEPT = 200;

/** What it is built from. */
export interface HistoryPorts {
  readonly files: Files;
  readonly crypto: Pick<Crypto, 'sha256'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** The history of one customer. */
export class HistoryKeeper {
  private book: HistoryBook | null = null;
  private drifted: Drift | null = null;
  private inShort: LastRead | null = null;
  private lastRead: SessionState['observations'] = null;
  private readonly begun = new Set<string>();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly ports: HistoryPorts,
    private readonly onChange: () => void = () => undefined,
  ) {}

  /** What changed since the last verified state; null where nothing was read since, or nothing had been verified. */
  get drift(): Drift | null {
    return this.drifted;
  }

  /** The last completed read in short, also from before a restart; null where nothing was read. Only to be shown. */
  get known(): LastRead | null {
    return this.inShort;
  }

  /** Takes up what was known before a restart. What a read had found changed holds until something runs. */
  async recall(runs: readonly RunSummary[]): Promise<void> {
    this.inShort = await loadLastRead(this.ports.files);
    if (this.inShort !== null && isOfNow(this.inShort.at, runs)) this.drifted = this.inShort.drift;
  }

  /** Takes a state of the session. Writing follows, one thing after the other. */
  follow(state: SessionState): void {
    const { observations, readAt, run } = state;
    if (observations !== null && observations !== this.lastRead && readAt !== null) {
      this.lastRead = observations;
      this.enqueue(() => this.keepRead(state, readAt));
    }
    if (run !== null) this.followRun(run);
  }

  /** Takes down that something was brought in. */
  imported(what: 'result' | 'customer'): void {
    const at = this.ports.clock.now().toISOString();
    this.enqueue(() => this.add([{ kind: 'import', at, what }]));
  }

  /** Everything so far. */
  async entries(): Promise<HistoryBook> {
    await this.settled();
    return this.loaded();
  }

  /** A kept read; undefined where it is not there, or cannot be read. */
  async snapshot(id: string): Promise<ReadSnapshot | undefined> {
    const bytes = await this.ports.files.read(`${FOLDER}/${id}.json`);
    return bytes === undefined ? undefined : parseSnapshot(bytes);
  }

  /** Ids of the reads that are kept. */
  async kept(): Promise<ReadonlySet<string>> {
    const names = await this.ports.files.list(FOLDER);
    return new Set(names.map((name) => name.replace(/\.json$/, '')));
  }

  /** Resolves when everything is on disk. */
  async settled(): Promise<void> {
    await this.queue;
  }

  private async loaded(): Promise<HistoryBook> {
    this.book ??= await readBook(this.ports.files, this.ports.crypto);
    return this.book;
  }

  private async add(entries: readonly HistoryEntry[]): Promise<void> {
    const { files, crypto } = this.ports;
    this.book = await addToBook(files, crypto, await this.loaded(), entries);
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(work).catch((fault: unknown) => {
      this.ports.log.warn('history-not-kept', { reason: String(fault) });
    });
  }

  private async keepRead(state: SessionState, at: string): Promise<void> {
    const { observations, verification, record } = state;
    if (observations === null) return;
    const snapshot = takeSnapshot(observations, at, record.scenario ?? USUAL_SCENARIO);
    const bytes = new TextEncoder().encode(snapshotText(snapshot));
    await this.ports.files.write(`${FOLDER}/${snapshot.id}.json`, bytes);
    const notRead = snapshot.objects.filter((item) => item.error !== null).length;
    // A verification reads for itself: its time is the read's.
    const proved = verification?.at === at ? { verification: provedBy(verification) } : {};
    const { id, scenario, objects } = snapshot;
    const counts = { read: objects.length - notRead, notRead };
    await this.add([{ kind: 'read', at, snapshot: id, scenario, ...counts, ...proved }]);
    await this.compareWithVerified(state, snapshot);
    await this.keepInShort(record, observations, at).finally(this.onChange);
    await this.trim();
  }

  private async keepInShort(
    record: SessionState['record'],
    observations: Observations,
    at: string,
  ): Promise<void> {
    const seen = { wanted: wantedOf(record), observations, now: this.ports.clock.now() };
    const found = evaluate(seen.wanted, observations, seen.now);
    const drift = this.drifted;
    const inShort: LastRead = {
      format: 1,
      at,
      scenario: record.scenario ?? USUAL_SCENARIO,
      sides: bothSides(
        seen,
        found.map((item) => item.resource),
      ),
      certificates: signingCertificates(seen),
      changes: found.reduce((sum, item) => sum + item.actions.length, 0),
      drift:
        drift === null
          ? null
          : { ...drift, resources: [...drift.resources], steps: [...drift.steps] },
    };
    this.inShort = inShort;
    await keepLastRead(this.ports.files, inShort);
  }

  private async compareWithVerified(state: SessionState, current: ReadSnapshot): Promise<void> {
    const baseline = await this.verifiedRead(current.scenario);
    const { observations, record } = state;
    this.drifted = null;
    if (baseline !== null && observations !== null && baseline.snapshot.id !== current.id) {
      const look = { wanted: wantedOf(record), observations, now: this.ports.clock.now() };
      const drift = driftOf(baseline, current, look);
      this.drifted = drift.values === 0 ? null : drift;
    }
  }

  /** The newest state in which everything was as it should be, since the last run ended. */
  private async verifiedRead(scenario: string): Promise<VerifiedRead | null> {
    const found = baselineOf((await this.loaded()).entries, scenario);
    const snapshot = found === null ? undefined : await this.snapshot(found.snapshot);
    if (found?.verification === undefined || snapshot === undefined) return null;
    return { snapshot, verified: found.verification.verified };
  }

  private async trim(): Promise<void> {
    const { entries } = await this.loaded();
    const scenarios = new Set(
      entries.flatMap((item) => (item.kind === 'read' ? [item.scenario] : [])),
    );
    const needed = new Set([...scenarios].map((item) => baselineOf(entries, item)?.snapshot));
    const ids = [...(await this.kept())].sort();
    for (const id of ids.slice(0, Math.max(0, ids.length - KEPT)))
      if (!needed.has(id)) await this.ports.files.remove(`${FOLDER}/${id}.json`);
  }

  private followRun(run: SessionRun): void {
    const { started, actions } = foldable(run) ? foldJournal(run.entries) : UNFOLDED;
    if (started === undefined) return;
    const common = { run: run.id, planKind: run.plan.kind, fingerprint: run.plan.fingerprint };
    if (run.live) {
      // What an earlier read found is of the state before this run.
      this.drifted = null;
      if (this.begun.has(run.id)) return;
      this.begun.add(run.id);
      const { at, consents } = started;
      this.enqueue(() => this.once({ kind: 'approval', at, ...common, consents: [...consents] }));
      return;
    }
    const end = run.entries.filter((entry) => entry.type === 'run-ended').at(-1);
    if (end?.type !== 'run-ended') return;
    const done = [...actions.values()].filter(
      (item) => item.state === 'outcome' && item.outcome === 'done',
    ).length;
    this.enqueue(() => this.once({ kind: 'run', at: end.at, ...common, result: end.result, done }));
  }

  /** A run is taken down once, however often its state is seen. */
  private async once(entry: Extract<HistoryEntry, { run: string }>): Promise<void> {
    const { entries } = await this.loaded();
    const isKnown = entries.some(
      (item) => item.kind === entry.kind && 'run' in item && item.run === entry.run,
    );
    if (!isKnown) await this.add([entry]);
  }
}

const UNFOLDED = { started: undefined, actions: new Map<string, never>() };
const seen = new WeakMap<object, number>();

/** False where nothing was added to a journal since it was looked at: views come often, journals may be long. */
function foldable({ entries, live, result }: SessionRun): boolean {
  const state = entries.length * 4 + (live ? 2 : 0) + (result === null ? 0 : 1);
  if (seen.get(entries) === state) return false;
  seen.set(entries, state);
  return true;
}

const CHANGED_NOTHING: ReadonlySet<string> = new Set(['outdated', 'nothing-to-do']);

type ReadEntry = Extract<HistoryEntry, { kind: 'read' }>;

function baselineOf(entries: readonly HistoryEntry[], scenario: string): ReadEntry | null {
  for (const entry of [...entries].reverse()) {
    if (entry.kind === 'run' && !CHANGED_NOTHING.has(entry.result)) return null;
    if (entry.kind !== 'read' || entry.scenario !== scenario) continue;
    const proved = entry.verification;
    if (proved !== undefined && proved.failed === 0 && proved.verified.length > 0) return entry;
  }
  return null;
}

function provedBy({ proofs }: Verification): NonNullable<ReadEntry['verification']> {
  const own = proofs.filter((item) => item.rung === 'configured');
  return {
    verified: own.filter((item) => item.verdict === 'verified').map((item) => item.resource),
    failed: own.filter((item) => item.verdict === 'failed').length,
  };
}
