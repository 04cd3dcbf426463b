/** Views of what was known before: a look back at an interrupted run, and a read in detail. */
import type { AppError } from '../errors';
import type { ScenarioView, TextView } from './view-basics';

/** What a person has to give before a look can be made. */
export type LookBackNeed = 'sign-in' | 'credential';

/** What was in flight when a run ended unexpectedly, and what a look found of it. */
export interface LookBackView {
  /** `open`: nobody looked yet. */
  readonly state: 'open' | 'looking' | 'looked';
  readonly needs: readonly LookBackNeed[];
  readonly actions: readonly LookBackActionView[];
}

export interface LookBackActionView {
  readonly id: string;
  readonly reason: TextView;
  /** null: nobody looked yet. */
  readonly outcome: 'done' | 'not-done' | 'unknown' | null;
  /** Why it could not be decided. */
  readonly error: AppError | null;
}

/** A read in detail. */
export interface HistoryReadView {
  readonly id: string;
  readonly at: string;
  readonly scenario: ScenarioView;
  readonly targets: readonly {
    readonly target: 'exchange' | 'online' | 'tenant' | 'workstation' | 'skype' | 'local';
    readonly reads: readonly HistoryReadRowView[];
  }[];
}

/** One named read. */
export interface HistoryReadRowView {
  readonly key: string;
  readonly title: TextView;
  /** ISO 8601; null in files of an earlier version, as the duration. */
  readonly at: string | null;
  readonly durationMs: number | null;
  /** null: it was read. */
  readonly error: AppError | null;
}
