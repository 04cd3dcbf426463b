/** The log as a window asks for it. */
import { readLog, type LogQuery } from '../../adapters/logging/read-log';
import { logFolder } from '../../adapters/logging/log-files';
import type { LogPageView } from '../../shared/ipc/log-view';

/** What it needs of the rest of main. */
export interface LogDeskOptions {
  readonly dataFolder: string;
  readonly openPath: (path: string) => Promise<void>;
}

/** The desk of the log. */
export class LogDesk {
  constructor(private readonly options: LogDeskOptions) {}

  /** The newest lines that fit. */
  read(query: LogQuery): LogPageView {
    return readLog(this.options.dataFolder, query);
  }

  /** Shows where the log lies. */
  async openFolder(): Promise<void> {
    await this.options.openPath(logFolder(this.options.dataFolder));
  }
}
