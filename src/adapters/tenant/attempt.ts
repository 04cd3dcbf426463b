import type { AppError } from '../../shared/errors';
import type { Clock } from '../../core/ports';

/** One try to sign in: it ends once, by itself or from outside. */
export class Attempt {
  /** Resolves with the reason when the attempt is ended from outside; never otherwise. */
  readonly ended: Promise<AppError>;
  readonly #timers = new AbortController();
  readonly #cleanUps: (() => void | Promise<void>)[] = [];
  #resolve: (error: AppError) => void = () => undefined;
  #isEnded = false;

  constructor() {
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** True when it was ended from outside; what arrives later is not wanted any more. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Ends the attempt and whatever waits for it. */
  end(error: AppError): void {
    if (this.#isEnded || this.#timers.signal.aborted) return;
    this.#isEnded = true;
    this.#resolve(error);
    for (const cleanUp of this.#cleanUps) run(cleanUp);
  }

  /** Ends the attempt when the time is over. */
  endAfter(clock: Clock, milliseconds: number, error: AppError): void {
    const { signal } = this.#timers;
    clock.sleep(milliseconds, signal).then(
      () => {
        if (!signal.aborted) this.end(error);
      },
      () => undefined,
    );
  }

  /** What ends the waiting of others; runs at once when the attempt has already ended. */
  onEnd(cleanUp: () => void | Promise<void>): void {
    if (this.#isEnded) run(cleanUp);
    else this.#cleanUps.push(cleanUp);
  }

  /** Stops the timers: the attempt came to its own end. */
  close(): void {
    this.#timers.abort();
  }
}

/** A clean-up that fails has nothing left to clean: the listener is already gone. */
function run(cleanUp: () => void | Promise<void>): void {
  Promise.resolve()
    .then(cleanUp)
    .catch(() => undefined);
}
