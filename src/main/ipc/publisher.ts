/** Sends views and log lines to the window, at most ten times a second, and nothing while nothing changes. */
import type { AppView, LogLineView } from '../../shared/ipc/views';
import { LOG_EVENT, VIEW_EVENT } from '../../shared/ipc/channels';

const INTERVAL_MS = 100;
/** A batch stays small enough that one message never holds the window up. */
const LINES_PER_MESSAGE = 200;

/** Sends an event to the window; does nothing while there is none. */
export type Send = (event: string, payload: unknown) => void;

/** Gathers changes and sends the newest view and the waiting lines. */
export class Publisher {
  private viewWaits = false;
  private lines: LogLineView[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly view: () => AppView,
    private readonly send: Send,
  ) {}

  /** Main's state changed. The view is made only when it is sent. */
  changed(): void {
    this.viewWaits = true;
    this.schedule();
  }

  /** A line was logged. */
  logged(line: LogLineView): void {
    this.lines.push(line);
    this.schedule();
  }

  /** Sends what waits, for instance before an answer that rests on it. */
  flush(): void {
    if (this.viewWaits) {
      this.viewWaits = false;
      this.send(VIEW_EVENT, this.view());
    }
    const lines = this.lines;
    this.lines = [];
    for (let start = 0; start < lines.length; start += LINES_PER_MESSAGE) {
      this.send(LOG_EVENT, lines.slice(start, start + LINES_PER_MESSAGE));
    }
  }

  /** Drops what waits; used when the window goes. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.viewWaits = false;
    this.lines = [];
  }

  /** The first change after a pause goes out at the next turn, later ones at the pace. */
  private schedule(): void {
    if (this.timer !== undefined) return;
    const wait = Math.max(0, this.lastSent + INTERVAL_MS - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.lastSent = performance.now();
      this.flush();
    }, wait);
  }

  private lastSent = -INTERVAL_MS;
}
