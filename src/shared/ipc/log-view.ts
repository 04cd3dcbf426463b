/** What the window shows of the log. */

/** One line. */
export interface LogEntryView {
  /** Grows with the time; for the page's lists only. */
  readonly key: number;
  /** ISO 8601. */
  readonly at: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly target: string;
  /** Id of the call or command that it belongs to; empty where there is none. */
  readonly correlation: string;
  /** The other fields, as name and value. */
  readonly text: string;
}

/** Answer of `logs.read`. */
export interface LogPageView {
  /** In the order of time, the newest last. */
  readonly entries: readonly LogEntryView[];
  /** Lines that fit; more than `entries` where only the newest of them are shown. */
  readonly matched: number;
  /** Lines that were looked through. */
  readonly total: number;
  /** All targets that the log names. */
  readonly targets: readonly string[];
  /** `pattern`: not a regular expression. `slow`: it took too long and was given up. Nothing is shown then. */
  readonly problem: 'pattern' | 'slow' | null;
}
