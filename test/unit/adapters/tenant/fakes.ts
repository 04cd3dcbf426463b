import type { Clock, Log } from '../../../../src/core/ports';
import type { Json } from '../../../../src/shared/json';

/** A clock whose sleepers wake only when a test moves it; waits are recorded. */
export class TestClock implements Clock {
  readonly sleeps: number[] = [];
  #now = Date.parse('2026-11-21T09:00:00Z');
  #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  /** With `automatic`, every sleep moves the time at once. */
  constructor(private readonly automatic = false) {}

  now(): Date {
    return new Date(this.#now);
  }

  monotonic(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(milliseconds);
    if (this.automatic) {
      this.#now += milliseconds;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.#sleepers.push({ until: this.#now + milliseconds, wake: resolve });
      signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  }

  /** Moves the time and wakes who is due. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#sleepers.filter(({ until }) => until <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#now);
    for (const { wake } of due) wake();
  }
}

/** A log that keeps everything. */
export class TestLog implements Log {
  readonly lines: { event: string; fields: Readonly<Record<string, Json>> }[] = [];

  info(event: string, fields: Readonly<Record<string, Json>> = {}): void {
    this.lines.push({ event, fields });
  }

  warn(event: string, fields: Readonly<Record<string, Json>> = {}): void {
    this.lines.push({ event, fields });
  }

  error(event: string, fields: Readonly<Record<string, Json>> = {}): void {
    this.lines.push({ event, fields });
  }
}
