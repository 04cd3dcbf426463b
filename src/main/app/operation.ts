/** What keeps an open customer busy: one operation at a time; whoever comes second is refused. */
import { afterwards } from '../../shared/afterwards';
import type { AppError } from '../../shared/errors';
import type { Log } from '../../core/ports';
import { Asking } from './asking';
import { busyFault, operationFault } from './operation-fault';
import type { Busy } from './projection/state';

/** What it needs of the customer. */
export interface OperationOptions {
  readonly log: Log;
  /** The run that keeps it busy, to be named in a refusal. */
  readonly runId: () => string;
  readonly onBegin: () => void;
  /** Done when an operation has ended, however it did. */
  readonly onEnd: () => Promise<void>;
  readonly onChange: () => void;
}

/** The operation under way. */
export class Operation {
  busy: Busy | null = null;
  error: AppError | null = null;
  readonly asking = new Asking((isOpen) => this.setBusy(isOpen ? 'run' : null));
  private abort = new AbortController();
  private job: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: OperationOptions) {}

  /** True once the last operation was cancelled: what it found is no picture of anything. */
  get isCancelled(): boolean {
    return this.abort.signal.aborted;
  }

  /** Refuses what may not run beside what is under way. */
  refuseWhileBusy(): void {
    if (this.busy !== null) throw busyFault(this.busy, this.options.runId());
  }

  /** Starts an operation whose end shows in the view. */
  begin(busy: Busy, work: (signal: AbortSignal) => Promise<void>): void {
    // Told to the caller; what fails later shows in the view.
    this.refuseWhileBusy();
    void this.finish(busy, (signal) =>
      work(signal).catch((fault: unknown) => {
        if (!signal.aborted) this.failWith(fault);
      }),
    );
  }

  /** Does an operation whose end the caller waits for. */
  async finish(busy: Busy, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    this.refuseWhileBusy();
    const { signal } = (this.abort = new AbortController());
    this.options.onBegin();
    this.error = null;
    this.setBusy(busy);
    const settled = work(signal).catch((fault: unknown) => {
      // A person's own cancel is no error.
      if (!signal.aborted) throw fault;
    });
    const done = afterwards(settled, async () => {
      await this.options.onEnd();
      this.setBusy(null);
    });
    this.job = done.catch(() => undefined);
    await done;
  }

  /** Ends a read or verification under way. */
  cancelReading(): void {
    if (this.busy === 'read' || this.busy === 'verify') this.abort.abort();
  }

  /** Ends what is under way; resolves when it has ended. */
  async end(): Promise<void> {
    this.abort.abort();
    await this.job;
  }

  /** Shows what went wrong. */
  fail(error: AppError): void {
    this.error = error;
    this.options.onChange();
  }

  /** The same, of anything that was thrown. */
  failWith(fault: unknown): void {
    this.fail(operationFault(fault, this.options.log));
  }

  private setBusy(busy: Busy | null): void {
    this.busy = busy;
    this.options.onChange();
  }
}
