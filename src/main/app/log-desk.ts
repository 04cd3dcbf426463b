/** The log as a window asks for it. */
import type { Clock } from '../../core/ports';
import { logReader, type LogQuery } from '../../adapters/logging/read-log';
import { logFolder } from '../../adapters/logging/log-files';
import type { LogPageView } from '../../shared/ipc/log-view';

/** Main does nothing else while it looks: of the time of many looks it takes a quarter, and the rest is everybody's. */
const REST = 3;
/** Rest after an expression that was given up. */
const LONG_REST_MS = 2_000;

/** What it needs of the rest of main. */
export interface LogDeskOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly openPath: (path: string) => Promise<void>;
}

/** The desk of the log. */
export class LogDesk {
  private readonly look: (query: LogQuery) => LogPageView;
  private last: Promise<unknown> = Promise.resolve();
  private restUntil = 0;

  constructor(private readonly options: LogDeskOptions) {
    this.look = logReader(options.dataFolder);
  }

  /** The newest lines that fit. One look at a time, each after a rest that is longer the longer the one before took. */
  read(query: LogQuery): Promise<LogPageView> {
    const page = this.last.then(() => this.next(query));
    this.last = page.catch(() => undefined);
    return page;
  }

  /** Shows where the log lies. */
  async openFolder(): Promise<void> {
    await this.options.openPath(logFolder(this.options.dataFolder));
  }

  private async next(query: LogQuery): Promise<LogPageView> {
    const { clock } = this.options;
    const rest = this.restUntil - clock.monotonic();
    if (rest > 0) await clock.sleep(rest);
    const begun = clock.monotonic();
    const page = this.look(query);
    const ended = clock.monotonic();
    const least = page.problem === 'slow' ? LONG_REST_MS : 0;
    this.restUntil = ended + Math.max(least, REST * (ended - begun));
    return page;
  }
}
