import type { Clock } from '../../../../../src/core/ports';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that moves when the test says so. */
export class ManualClock implements Clock {
  private time = 0;
  private sleepers: Sleeper[] = [];

  now(): Date {
    return new Date(Date.UTC(2026, 0, 12) + this.time);
  }

  monotonic(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { until: this.time + milliseconds, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter((item) => item !== sleeper);
        reject(new Error('aborted'));
      });
    });
  }

  /** Moves on, waking who sleeps on the way, one after the other. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await settle();
      const [next] = this.sleepers
        .filter((item) => item.until <= end)
        .sort((a, b) => a.until - b.until);
      if (next === undefined) break;
      this.time = Math.max(this.time, next.until);
      this.sleepers = this.sleepers.filter((item) => item !== next);
      next.wake();
    }
    this.time = end;
    await settle();
  }
}

/** Lets everything that can go on go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
