/** The log as a window asks for it. */
import { logReader, type LogQuery } from '../../adapters/logging/read-log';
import { logFolder } from '../../adapters/logging/log-files';
import type { LogPageView } from '../../shared/ipc/log-view';

/** What it needs of the rest of main. */
export interface LogDeskOptions {
  readonly dataFolder: string;
  readonly openPath: (path: string) => Promise<void>;
}

/** The desk of the log. */
export class LogDesk {
  /** The newest lines that fit. */
  readonly read: (query: LogQuery) => LogPageView;

  constructor(private readonly options: LogDeskOptions) {
    this.read = logReader(options.dataFolder);
  }

  /** Shows where the log lies. */
  async openFolder(): Promise<void> {
    await this.options.openPath(logFolder(this.options.dataFolder));
  }
}
