/** What the window shows of a customer's history. */
import type { AppError } from '../errors';
import type { ScenarioView, StepIdView, TagView, TextView } from './view-basics';

/** Something that happened, with the id of what it left. */
export type HistoryEntryView =
  | {
      readonly kind: 'run';
      readonly id: string;
      readonly at: string;
      readonly planKind: 'apply' | 'undo';
      readonly fingerprint: string;
      readonly result: string;
      readonly undone: boolean;
      readonly carriedTo: string | null;
    }
  | {
      readonly kind: 'read';
      readonly id: string;
      readonly at: string;
      readonly scenario: ScenarioView;
      readonly read: number;
      readonly notRead: number;
      /** What a verification proved; null: it was a read only. */
      readonly verified: { readonly held: number; readonly failed: number } | null;
      /** False where it is older than what is kept. */
      readonly kept: boolean;
    }
  | {
      readonly kind: 'approval';
      readonly id: string;
      readonly at: string;
      readonly planKind: 'apply' | 'undo';
      readonly fingerprint: string;
      readonly consents: readonly TagView[];
    }
  | {
      readonly kind: 'import';
      readonly id: string;
      readonly at: string;
      readonly what: 'result' | 'customer';
    };

/** Everything, newest first. */
export interface HistoryView {
  readonly entries: readonly HistoryEntryView[];
  /** Line of the history file that was changed or damaged; null: intact. */
  readonly damagedAt: number | null;
  /** What changed since the last verified state; null: nothing known. */
  readonly drift: DriftView | null;
}

/** What changed since the last verified state. */
export interface DriftView {
  /** Reads to compare. */
  readonly before: string;
  readonly after: string;
  /** ISO 8601 of the verification. */
  readonly since: string;
  /** Values that changed. */
  readonly values: number;
  readonly steps: readonly StepIdView[];
  readonly resources: readonly string[];
}

/** A run in detail. */
export interface HistoryRunView {
  readonly id: string;
  readonly planKind: 'apply' | 'undo';
  readonly fingerprint: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly result: string;
  readonly consents: readonly TagView[];
  readonly actions: readonly HistoryActionView[];
  readonly lines: {
    readonly from: number;
    readonly total: number;
    readonly items: readonly HistoryLineView[];
  };
}

export interface HistoryActionView {
  readonly id: string;
  readonly reason: TextView;
  readonly command: string;
  /** Machine and shell. */
  readonly where: string;
  readonly outcome: string;
  readonly error: AppError | null;
}

/** A line of the journal. */
export interface HistoryLineView {
  readonly number: number;
  readonly at: string;
  readonly type: string;
  readonly action: string | null;
  /** Outcome, reason or result, as the journal has it. */
  readonly word: string | null;
}

/** Whether a journal is as it was written. */
export type RunIntegrityView =
  | { readonly state: 'intact'; readonly lines: number }
  | { readonly state: 'tail'; readonly lines: number }
  | { readonly state: 'damaged'; readonly line: number };

/** Two reads side by side. */
export interface ComparedReadsView {
  readonly before: { readonly id: string; readonly at: string };
  readonly after: { readonly id: string; readonly at: string };
  readonly same: number;
  readonly objects: readonly ComparedObjectView[];
}

/** An object of which something differs. */
export interface ComparedObjectView {
  readonly key: string;
  readonly title: TextView;
  readonly target: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly values: readonly ComparedValueView[];
}

/** A value before and after; null: it was not there. */
export interface ComparedValueView {
  readonly property: string;
  readonly before: string | null;
  readonly after: string | null;
}
