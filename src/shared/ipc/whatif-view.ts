/** Views of trials: what `-WhatIf` said of a plan's commands, as evidence beside the plan. */
import type { TextView } from './view-basics';

/** What a trial said of one row. */
export interface TrialView {
  readonly outcome: 'accepted' | 'refused' | 'waits' | 'unsupported' | 'no-command';
  readonly host: string;
  readonly account: string;
  /** ISO 8601, by that computer's clock. */
  readonly at: string;
  /** What the command would do, in the server's words; '' where no text came back. */
  readonly text: string;
  readonly warnings: readonly string[];
  /** The server's words; '' for none. */
  readonly error: string;
  /** Rows that make what it builds on. */
  readonly waitsFor: readonly TextView[];
}

/** What the last trial of the plan on one side came to. */
export interface TrialSummaryView {
  readonly host: string;
  readonly account: string;
  /** ISO 8601. */
  readonly at: string;
  readonly accepted: number;
  readonly refused: number;
  readonly total: number;
}
