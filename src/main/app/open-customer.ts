/** The open customer: its session, what keeps it busy, and everything its view needs. */
import { CodedError, appError } from '../../shared/errors';
import type { LabControl } from '../../shared/lab';
import type { ReportView } from '../../shared/ipc/views';
import type { StepId, Tag } from '../../core/model/action';
import type { CustomerRecord } from '../../core/model/customer';
import type { Observations } from '../../core/model/observation';
import type { Plan } from '../../core/model/plan';
import { CustomerSession, type SessionState } from '../../core/session';
import { carriedPorts, handCarry } from '../../adapters/carry';
import { sidesByHand } from '../../core/engine/transport';
import { KeyKeeper } from '../../core/keys/key-keeper';
import { HistoryKeeper } from '../../core/history/keeper';
import type { LoadedResult } from '../../core/carry/carry-types';
import type { HandCarry } from '../../core/carry/hand-carry';
import type { Connection } from './connection';
import { CountDown } from './count-down';
import { ExchangeSource } from './exchange-source';
import { isOfScenario } from '../../core/scenarios';
import { coversWanted } from './projection/assessment';
import type { OpenState } from './projection/state';
import { LabWatch } from './lab-watch';
import { placesOf, type OpenCustomerOptions } from './open-customer-options';
import { LookBack } from './look-back';
import { Operation } from './operation';
import { loggedPorts } from './run-log';
import { RunSwitch } from './run-switch';
import { isCountingDown, signInView } from './sign-in-view';

/** One customer, open. One operation at a time; whoever comes second is refused. */
export class OpenCustomer {
  readonly session: CustomerSession;
  readonly keys: KeyKeeper;
  readonly history: HistoryKeeper;
  private readonly hand: HandCarry;
  private readonly lookBack: LookBack;
  readonly operation: Operation;
  private readonly lab: LabWatch;
  private known: Observations | null = null;
  private report: ReportView | null = null;
  private runSwitch: RunSwitch | null = null;
  private isLeft = false;
  private readonly countDown = new CountDown(() => this.options.onChange());
  private readonly source: ExchangeSource;

  constructor(private readonly options: OpenCustomerOptions) {
    const { record, connection, store, productVersion, log, onChange } = options;
    this.lab = new LabWatch(connection, onChange);
    this.operation = new Operation({
      log: connection.ports.log,
      runId: () => this.session.state.run?.id ?? '',
      onBegin: () => connection.askAgain(),
      onEnd: () => this.lab.refresh(),
      onChange,
    });
    // Sides that are reached by hand are answered from what was carried here.
    const ports = carriedPorts(connection.ports, record);
    this.source = new ExchangeSource(ports.shell);
    const logged = loggedPorts({ ...ports, shell: this.source }, log);
    this.history = new HistoryKeeper(logged, onChange);
    this.session = new CustomerSession({
      record,
      store,
      productVersion,
      ports: logged,
      byHand: sidesByHand(record),
      onChange: (state) => this.onSession(state),
      onRunEvent: ({ kind }) => void (kind === 'ended' && this.lab.refresh()),
    });
    this.keys = new KeyKeeper({ session: this.session, ports: logged, onChange });
    this.lookBack = new LookBack({ session: this.session, store, ports: logged, onChange });
    this.hand = handCarry({ session: this.session, store, ports, productVersion });
    connection.signIn.subscribe(() => this.onSignIn());
    connection.lab?.onEnd(() => this.operation.fail(appError('HX-LAB')));
  }

  get id(): string {
    return this.options.record.id;
  }

  get connection(): Connection {
    return this.options.connection;
  }

  /** True while main's own question of a run is open. */
  get isAsking(): boolean {
    return this.operation.asking.isUnderWay;
  }

  /** True while a run is under way; closing then asks first. */
  get isRunning(): boolean {
    return this.operation.busy === 'run' && this.runSwitch !== null;
  }

  /** Everything its view is made from. */
  get state(): OpenState {
    const { connection } = this.options;
    const { ports } = connection;
    const now = ports.clock.now();
    return {
      session: this.session.state,
      openedAs: this.options.record,
      keys: this.keys.known,
      known: this.known,
      now,
      clockOffset: Math.round((now.getTime() - Date.now()) / 1_000) * 1_000,
      busy: this.operation.busy,
      error: this.operation.error,
      // Tokens live by real time, also in the lab.
      signIn: signInView(connection.signIn.state, new Date()),
      phase: this.runSwitch?.phase ?? 'running',
      held: this.runSwitch?.heldActions ?? [],
      where: placesOf(ports, this.source.description, this.source.folder),
      lab: this.lab.view,
      collected: this.source.folder,
      report: this.report,
      lookBack: this.lookBack.state,
      drift: this.history.drift,
      lastRead: this.history.known,
      trials: this.hand.trials.trials,
      ...(ports.rules === undefined ? {} : { rules: ports.rules }),
    };
  }

  /** Refuses what may not run beside what is under way. */
  refuseWhileBusy(): void {
    this.operation.refuseWhileBusy();
  }

  /** Reads, then plans. Returns when it has begun; how it ends is in the view. */
  startReading(): void {
    this.refuseWhileBusy();
    this.source.useServers();
    this.beginReading();
  }

  /** Reads the Exchange side from collected files, then plans. Nothing can be changed until the servers are read. */
  startReadingFolder(folder: string): void {
    this.refuseWhileBusy();
    this.source.useFolder(folder);
    this.beginReading();
  }

  private beginReading(): void {
    this.operation.begin('read', async (signal) => {
      await this.readAgain(signal);
      await this.session.makePlan();
    });
  }

  /** Ends a read or verification under way; what it found so far is dropped. */
  cancelReading(): void {
    this.operation.cancelReading();
  }

  /** Plans from the last read, and reads first where that does not cover what is wanted now. */
  async makePlan(): Promise<void> {
    await this.operation.finish('plan', async (signal) => {
      const now = this.options.connection.ports.clock.now();
      if (!coversWanted(this.session.state, this.known, now)) await this.readAgain(signal);
      await this.session.makePlan();
    });
  }

  /** Makes the undo plan of a run, or of one of its steps. */
  async planUndo(run: string, step?: StepId): Promise<void> {
    this.source.refuseFolder();
    await this.operation.finish('plan', () => this.session.planUndo(run, step));
  }

  /** Stores a changed record. */
  async change(record: CustomerRecord): Promise<void> {
    this.refuseWhileBusy();
    await this.session.change(record);
  }

  /** Starts applying the plan after `confirm` said yes. */
  async startRun(
    fingerprint: string,
    consents: readonly Tag[],
    confirm: (plan: Plan) => Promise<boolean>,
  ): Promise<void> {
    this.refuseWhileBusy();
    this.source.refuseFolder();
    const { plan } = this.session.state;
    if (plan?.fingerprint !== fingerprint) throw new CodedError(appError('HX-IPC'));
    await this.askFirst(
      () => confirm(plan),
      () => this.beginRun(false, (control) => this.session.apply(consents, control)),
    );
  }

  /** Goes on with a run that ended unexpectedly, after `confirm` said yes. */
  async continueRun(confirm: () => Promise<boolean>): Promise<void> {
    this.source.refuseFolder();
    await this.askFirst(confirm, () =>
      this.beginRun(true, (control) => this.session.resume(control)),
    );
  }

  /** Does the work after `confirm` said yes. While the question is open the customer is busy: nothing can change under it. */
  async askFirst(confirm: () => Promise<boolean>, work: () => void): Promise<void> {
    this.refuseWhileBusy();
    if (await this.operation.asking.agrees(confirm)) work();
  }

  /** Looks what an interrupted run left open. Unasked only once, and never in the way of something else. */
  startLookingBack(asked: boolean): void {
    // Collected files do not tell what a run did.
    if (asked) this.source.refuseFolder();
    const isFree = this.operation.busy === null && this.source.folder === null;
    if ((asked || isFree) && this.lookBack.isDue(asked))
      this.operation.begin('read', (signal) => this.lookBack.look(signal));
  }

  /** Leaves a run that ended unexpectedly as it is. */
  async closeRun(): Promise<void> {
    await this.operation.finish('run', () => this.session.closeRun());
  }

  /** What a person asks of the run under way; null where none is. */
  get runControl(): RunSwitch | null {
    return this.runSwitch;
  }

  /** Compares again from scratch. */
  startVerifying(consents: readonly Tag[] = []): void {
    this.source.refuseFolder();
    this.operation.begin('verify', async (signal) => {
      await this.session.verify(signal, consents);
      signal.throwIfAborted();
    });
  }

  /** Does a report's work; the report is shown when it is there. */
  startReport(make: (open: OpenState) => Promise<ReportView>): void {
    this.source.refuseFolder();
    this.operation.begin('report', async (signal) => {
      await this.checked();
      if (this.session.state.verification === null) await this.session.verify(signal);
      // Where nothing ran, the report shows the state and what would change.
      const { run, plan, record } = this.session.state;
      if (!isOfScenario(run?.plan, record) && plan === null) await this.session.makePlan();
      this.report = await make(this.state);
    });
  }

  /** The report that `report.open` may open. */
  get madeReport(): ReportView | null {
    return this.report;
  }

  /** Changes the practice lab. */
  async controlLab(control: LabControl): Promise<void> {
    const change = (): Promise<void> => this.lab.control(control);
    // A run that waits for the person waits for what the person puts right, too.
    await (this.runSwitch?.isHolding === true ? change() : this.operation.finish('lab', change));
  }

  /** Loads what is stored. What is wrong with a long journal shows when it was found. */
  async load(): Promise<void> {
    await this.session.load();
    await this.history.recall(this.session.state.runs);
    await this.hand.recover();
    void this.session.checked().catch((fault: unknown) => {
      if (!this.isLeft) this.operation.failWith(fault);
    });
  }

  /** Resolves when the last run's journal is known to be as it was written. */
  checked(): Promise<void> {
    return this.session.checked();
  }

  /** Does hand-carry's work. A result that was taken in is read and planned from where a side is reached by hand. */
  async carry(
    busy: 'plan' | 'read',
    work: (hand: HandCarry) => Promise<LoadedResult | null>,
  ): Promise<void> {
    await this.operation.finish(busy, async (signal) => {
      await this.checked();
      // A trial says what would be, and nothing of what is.
      if ((await work(this.hand))?.kind === 'trial') return;
      if (busy === 'read') this.history.imported('result');
      if (busy === 'plan' || sidesByHand(this.options.record).length === 0) return;
      await this.readAgain(signal);
      await this.session.makePlan();
    });
  }

  /** Does work on the customer's keys. */
  async workOnKeys(
    busy: 'plan' | 'read',
    work: (keys: KeyKeeper, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    this.source.refuseFolder();
    await this.operation.finish(busy, (signal) => work(this.keys, signal));
  }

  /** Resolves when the command under way has ended and the journal says so. */
  async finishCommand(): Promise<void> {
    this.runSwitch?.stop();
    await this.operation.end();
    await this.history.settled();
  }

  /** Ends everything that belongs to this customer. */
  async dispose(): Promise<void> {
    this.isLeft = true;
    this.operation.asking.end();
    await Promise.all([this.finishCommand(), this.session.end()]);
    this.countDown.end();
    this.options.connection.signIn.cancel();
    await this.options.connection.dispose();
  }

  private async readAgain(signal: AbortSignal): Promise<void> {
    await this.session.read(signal);
    signal.throwIfAborted();
  }

  private beginRun(resolving: boolean, work: (control: RunSwitch) => Promise<unknown>): void {
    this.refuseWhileBusy();
    const control = new RunSwitch(() => this.options.onChange(), resolving);
    const letSleep = this.options.keepAwake();
    this.runSwitch = control;
    if (!resolving) this.options.log.clear();
    this.operation.begin('run', async () => {
      try {
        await work(control);
      } finally {
        this.runSwitch = null;
        letSleep();
      }
    });
  }

  private onSession(state: SessionState): void {
    // What a cancelled read found is no picture of anything.
    const observations = this.operation.isCancelled ? null : state.observations;
    if (observations !== null) this.known = observations;
    // Collected files are no state of the servers now.
    if (this.source.folder === null) this.history.follow({ ...state, observations });
    this.options.onChange();
  }

  private onSignIn(): void {
    this.countDown.follow(isCountingDown(this.options.connection.signIn.state));
    this.options.onChange();
  }
}
