/**
 * One customer being worked on: its operations and the state they leave. Window and command line drive the same
 * session; what they show is a projection of `state`.
 */
import { CodedError, appError } from '../shared/errors';
import type { StepId, Tag } from './model/action';
import type { CustomerRecord } from './model/customer';
import type { FoundIdentity } from './model/identity';
import type { Observations } from './model/observation';
import type { Plan } from './model/plan';
import type { Verification } from './model/proof';
import type { Journal } from './ports';
import type { RunControl, RunEnd, RunEvent } from './engine/apply';
import { applyLogged, resumeLogged } from './engine/logged-run';
import { digestOf, inputChoices, makePlan, neededReads, wantedOf } from './engine/plan';
import type { Wanted } from './engine/plan';
import { foundIdentity, keepIdentity, lookAtIdentity, refuseStaged } from './engine/identity';
import { newRunId } from './engine/run-id';
import { refusePast } from './engine/start';
import type { ReadProgress } from './engine/read-lanes';
import { readAll } from './engine/read-lanes';
import { planUndo } from './engine/undo';
import { makeProofs, verify } from './engine/verify';
import { recordCheck, withChecks } from './engine/feature-checks';
import type { CheckInput } from '../shared/checks';
import { carriedConsents, planHere } from './carry/scope';
import { LastRun } from './last-run';
import { checkInputs, resolveInputs } from './scenarios/inputs';
import { provedNow, refuseForeignRun, toSessionRun } from './session-run';
import type { SessionOptions, SessionState } from './session-state';

export type { SessionRun } from './session-run';
export type { SessionState } from './session-state';

/** Goes on at once, always. */
const UNATTENDED: RunControl = { next: () => Promise.resolve('go') };

/** Operations on one customer. Only one runs at a time; the caller sees to that. */
export class CustomerSession {
  private current: SessionState;
  private readonly last: LastRun;

  constructor(private readonly options: SessionOptions) {
    this.last = new LastRun(options.store, (run, instead) => {
      if (instead === null || this.current.run === instead) this.set({ run });
    });
    this.current = {
      record: options.record,
      reading: null,
      observations: null,
      readAt: null,
      plan: null,
      undoes: null,
      outdated: null,
      run: null,
      runs: [],
      verification: null,
    };
  }

  /** The state now. */
  get state(): SessionState {
    return this.current;
  }

  private set(change: Partial<SessionState>): void {
    this.current = { ...this.current, ...change };
    this.options.onChange?.(this.current);
  }

  private get wanted(): Wanted {
    return wantedOf(this.current.record);
  }

  /** Loads what is stored: runs, the last verification, and a run that ended unexpectedly. */
  async load(): Promise<void> {
    const { store } = this.options;
    const { record } = this.current;
    const runs = await store.runs(record.id);
    const last = runs.at(-1);
    this.set({ runs, verification: await provedNow(store, record, runs) });
    if (last !== undefined) await this.last.open(record.id, last.id);
  }

  /** Resolves when the last run's journal is known to be as it was written; HX-JRN where it is not. */
  checked(): Promise<void> {
    return this.last.checked();
  }

  /** Gives up what goes on behind the operations. */
  end(): Promise<void> {
    return this.last.end();
  }

  /** Takes in what was carried here: runs are loaded anew, and what rests on older reads is dropped. */
  async reload(): Promise<void> {
    await this.load();
    this.set({ observations: null, readAt: null, plan: null, undoes: null, outdated: null });
  }

  /** Changes recipe or inputs and stores them. The plan made from the old ones is dropped. */
  async change(record: CustomerRecord): Promise<void> {
    const { store } = this.options;
    const { scenario } = this.current.record;
    await store.save(record);
    this.set({ record, plan: null, undoes: null, outdated: null });
    // Another scenario has steps of its own: what was verified is of the one before.
    if (record.scenario !== scenario)
      this.set({ verification: await provedNow(store, record, this.current.runs) });
  }

  /** Reads the real state. Changes nothing. */
  async read(signal?: AbortSignal): Promise<void> {
    try {
      const observations = await this.observe(signal);
      this.set({
        observations,
        readAt: this.options.ports.clock.now().toISOString(),
        plan: null,
        undoes: null,
        outdated: null,
      });
      await this.recognise(foundIdentity(observations));
    } finally {
      this.set({ reading: null });
    }
  }

  /** Keeps what is found for the first time of how the customer is recognised. */
  private async recognise(found: FoundIdentity): Promise<void> {
    const identity = await keepIdentity(this.current.record, found, this.options);
    if (identity !== undefined) this.set({ record: { ...this.current.record, identity } });
  }

  /** Refuses to change anything of a customer that was not taken over, or on servers that are not its own. */
  private async guard(plan: Plan): Promise<void> {
    const { record } = this.current;
    refuseStaged(record);
    await this.recognise(await lookAtIdentity(plan, record.identity, this.options.ports));
  }

  private observe(signal?: AbortSignal): Promise<Observations> {
    const { clock } = this.options.ports;
    const onProgress = (reading: ReadProgress): void => {
      this.set({ reading });
    };
    return readAll(
      (found) => neededReads(this.wanted, found, clock.now()),
      this.options.ports,
      onProgress,
      signal,
    );
  }

  /** Makes the plan from the last read; reads first when nothing was read. Refuses inputs that cannot be used. */
  async makePlan(): Promise<Plan> {
    if (this.current.observations === null) await this.read();
    const observations = this.current.observations ?? new Map();
    const inputs = resolveInputs(this.wanted.inputs, inputChoices(observations));
    const [problem] = checkInputs(inputs);
    if (problem !== undefined) throw new CodedError(problem.error);
    const plan = makePlan(
      this.wanted,
      observations,
      this.options.ports.clock.now(),
      this.options.ports.crypto,
    );
    refusePast(plan, this.options.ports.clock.now());
    this.set({ plan, undoes: null, outdated: null });
    return plan;
  }

  /** Takes a plan made elsewhere: it must be this customer's and unedited. */
  usePlan(plan: Plan): void {
    const { record } = this.current;
    const own =
      plan.customer === record.id &&
      plan.tenantId === record.tenantId &&
      plan.practice === record.practice;
    if (!own || !this.isUnedited(plan)) {
      throw new CodedError(appError('HX-PLANFILE', { file: plan.fingerprint }));
    }
    this.set({ plan, undoes: null, outdated: null });
  }

  /** True where a plan that comes from a file is what its fingerprint says. */
  isUnedited(plan: Plan): boolean {
    return digestOf(plan, this.options.ports.crypto) === plan.digest;
  }

  /** Makes the undo plan of a run, or of one of its steps; the run counts as undone after a whole one only. */
  async planUndo(run: string, step?: StepId): Promise<Plan> {
    const stored = await this.options.store.openRun(this.current.record.id, run);
    const plan = await planUndo(stored.plan, stored.journal.entries(), this.options.ports, step);
    this.set({ plan, undoes: step === undefined ? run : null, outdated: null });
    return plan;
  }

  /** Applies the plan with these consents. Refused while an earlier run waits to be resolved. */
  async apply(consents: readonly Tag[], control: RunControl = UNATTENDED): Promise<RunEnd> {
    await this.checked();
    const { plan: whole, run: earlier, undoes } = this.current;
    const plan = whole === null ? null : planHere(whole, this.options.byHand ?? []);
    if (plan === null) throw new CodedError(appError('HX-BUG', {}, 'apply without a plan'));
    if (earlier?.interrupted === true)
      throw new CodedError(appError('HX-RUNNING', { run: earlier.id }));
    await this.guard(plan);
    const id = newRunId(this.options.ports);
    const journal = await this.options.store.createRun(this.current.record.id, id, plan);
    this.set({ run: toSessionRun(id, plan, journal, false, true), verification: null });
    const end = await this.follow(
      id,
      plan,
      journal,
      (request) => applyLogged(request),
      consents,
      control,
      undoes,
    );
    if (end.result === 'outdated') this.set({ outdated: end.outdated });
    return end;
  }

  /** Goes on with the run that ended unexpectedly: looks first. */
  async resume(control: RunControl = UNATTENDED): Promise<RunEnd> {
    const found = this.current.run;
    if (found === null || !found.interrupted)
      throw new CodedError(appError('HX-BUG', {}, 'nothing to resume'));
    const stored = await this.options.store.openRun(this.current.record.id, found.id);
    refuseForeignRun(found.id, stored, this.current.record);
    await this.guard(stored.plan);
    const started = stored.journal.entries().find((entry) => entry.type === 'run-started');
    const consents = started?.consents ?? [];
    // A run that was cut off before its check of the plan has run nothing: it is started over, with that check.
    const began = stored.journal
      .entries()
      .some((entry) => entry.type === 'intent' || entry.type === 'left-out');
    this.set({
      run: toSessionRun(found.id, stored.plan, stored.journal, stored.tailDamaged, true),
    });
    return this.follow(
      found.id,
      stored.plan,
      stored.journal,
      began ? resumeLogged : applyLogged,
      consents,
      control,
      started?.undoes ?? null,
    );
  }

  /** Closes an interrupted run as it is. */
  async closeRun(): Promise<void> {
    const found = this.current.run;
    if (found === null || !found.interrupted) return;
    const stored = await this.options.store.openRun(this.current.record.id, found.id);
    await stored.journal.append({
      type: 'run-ended',
      at: this.options.ports.clock.now().toISOString(),
      result: 'closed',
    });
    await this.load();
  }

  private async follow(
    id: string,
    plan: Plan,
    journal: Journal,
    start: typeof applyLogged,
    consents: readonly Tag[],
    control: RunControl,
    undoes: string | null,
  ): Promise<RunEnd> {
    const current = new Set<string>();
    const publish = (live: boolean): void => {
      this.set({ run: { ...toSessionRun(id, plan, journal, false, live), current: [...current] } });
    };
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'started') current.add(event.action.id);
      if (event.kind === 'ended') current.delete(event.action.id);
      publish(true);
      this.options.onRunEvent?.(event);
    };
    try {
      const end = await start({
        plan,
        run: id,
        consents,
        productVersion: this.options.productVersion,
        ports: this.options.ports,
        journal,
        control,
        onEvent,
        ...(undoes === null ? {} : { undoes }),
      });
      // What it planned is done or was left out; only an outdated plan is still worth looking at.
      if (end.result !== 'outdated') this.set({ plan: null, undoes: null });
      return end;
    } finally {
      publish(false);
      this.set({ runs: await this.options.store.runs(this.current.record.id), observations: null });
    }
  }

  /** Compares again from scratch. Tests that write something are made with these consents only. */
  async verify(signal?: AbortSignal, consents: readonly Tag[] = []): Promise<Verification> {
    try {
      const observations = await this.observe(signal);
      const { ports } = this.options;
      const limits = {
        consents: [...consents, ...carriedConsents(this.options.byHand)],
        ...(signal === undefined ? {} : { signal }),
      };
      const proved = await makeProofs(this.wanted, observations, ports, limits);
      const now = ports.clock.now();
      const compared = verify(this.wanted, observations, now, proved);
      const verification = await withChecks(compared, this.wanted, observations, ports, signal);
      await this.options.store.saveVerification(this.current.record.id, verification);
      this.set({ verification, observations, readAt: now.toISOString() });
      return verification;
    } finally {
      this.set({ reading: null });
    }
  }

  /** Takes down what a person saw of a feature, for the state that was verified last. */
  async recordCheck(given: CheckInput): Promise<Verification> {
    const verification = await recordCheck(given, this.current.verification, this.options.ports);
    await this.options.store.saveVerification(this.current.record.id, verification);
    this.set({ verification });
    return verification;
  }
}
