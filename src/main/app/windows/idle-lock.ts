/**
 * Locks all windows: after a time without input, when the computer sleeps or its screen is locked, and when a person
 * asks. It decides only; what locking means is the windows' matter.
 */
import type { Clock } from '../../../core/ports';

/** Longest pause between two looks, so that a changed setting holds soon. */
const LOOK_MS = 15_000;
const MINUTE_MS = 60_000;

/** What the lock needs from outside. */
export interface IdleLockOptions {
  readonly clock: Clock;
  /** Minutes without input until it locks; 0: never by itself. */
  readonly minutes: () => number;
  /**
   * Milliseconds since the person last used mouse or keyboard, where that counts as use of this program: one of its
   * windows has the focus. null where none has.
   */
  readonly idleInFocus: () => number | null;
  /** Asks the system who is there; `unasked` where it cannot ask. */
  readonly authorise: () => Promise<'person' | 'unasked' | 'refused'>;
  readonly onLock: () => void;
  readonly onUnlock: () => void;
}

/** The lock. */
export class IdleLock {
  private locked = false;
  private untilNext = new AbortController();
  private lastInput: number;
  private asking = false;
  private known = true;

  constructor(private readonly options: IdleLockOptions) {
    this.lastInput = options.clock.monotonic();
  }

  get isLocked(): boolean {
    return this.locked;
  }

  /** Ends with the next lock; has ended while locked. What shows a customer goes with it. */
  get untilLocked(): AbortSignal {
    return this.untilNext.signal;
  }

  /** False once it was unlocked without anybody being asked who it is: what is kept of a person is not taken up then. */
  get isPersonKnown(): boolean {
    return this.known;
  }

  /** A key was pressed in one of the windows. */
  input(): void {
    this.lastInput = this.options.clock.monotonic();
  }

  /** Locks now. */
  lock(): void {
    if (this.locked) return;
    this.locked = true;
    this.untilNext.abort();
    this.options.onLock();
  }

  /** Unlocks, where the system says that the person may. */
  async unlock(): Promise<void> {
    if (!this.locked || this.asking) return;
    this.asking = true;
    const who = await this.options.authorise().finally(() => (this.asking = false));
    if (who === 'refused') return;
    this.known = who === 'person';
    this.locked = false;
    this.untilNext = new AbortController();
    this.input();
    this.options.onUnlock();
  }

  /** Looks from time to time until `signal` ends it. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.look();
      await this.pause(this.untilNextLook(), signal);
    }
  }

  /** A signal of its own each time: the one that ends the watch must not gather a listener for every look. */
  private async pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    const pause = new AbortController();
    const end = (): void => pause.abort();
    signal.addEventListener('abort', end);
    await this.options.clock.sleep(milliseconds, pause.signal).catch(() => undefined);
    signal.removeEventListener('abort', end);
  }

  private look(): void {
    const idle = this.options.idleInFocus();
    const now = this.options.clock.monotonic();
    if (idle !== null) this.lastInput = Math.max(this.lastInput, now - idle);
    if (this.remaining() <= 0) this.lock();
  }

  private remaining(): number {
    const minutes = this.options.minutes();
    if (this.locked || minutes === 0) return Infinity;
    return this.lastInput + minutes * MINUTE_MS - this.options.clock.monotonic();
  }

  private untilNextLook(): number {
    return Math.max(1, Math.min(LOOK_MS, this.remaining()));
  }
}
