/** Views of the work on one customer: plan, run, verification, report. */
import type { CheckResult } from '../checks';
import type { AppError } from '../errors';
import type { PlanOutcome } from '../plan-outcome';
import type { LookBackView } from './known-view';
import type {
  ComparisonView,
  DifferenceView,
  FindingView,
  LinkId,
  StepIdView,
  TagView,
  TextView,
} from './view-basics';
import type { TrialSummaryView, TrialView } from './whatif-view';

export interface PlanView {
  readonly kind: 'apply' | 'undo';
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly outcome: PlanOutcome;
  /** Parts that the plan rests on. */
  readonly parts: { readonly read: number; readonly total: number };
  /** What could not be found out, by its reason; null: several reasons, or none that is known. */
  readonly unknown: readonly {
    readonly reason: FindingView | null;
    readonly titles: readonly TextView[];
  }[];
  readonly counts: {
    readonly add: number;
    readonly change: number;
    readonly keep: number;
    readonly remove: number;
    readonly byHand: number;
    readonly cannotPreview: number;
  };
  readonly groups: readonly PlanGroupView[];
  /** Tags present in this plan that need their own consent, with the actions each would leave out. */
  readonly consents: readonly { readonly tag: TagView; readonly actions: readonly string[] }[];
  /** The exact script and undo script, ASCII PowerShell. */
  readonly script: string;
  readonly undoScript: string;
  readonly findings: readonly FindingView[];
  /** Values that moved since, when applying was refused as out of date. */
  readonly outdated:
    | readonly { readonly property: string; readonly expected: string; readonly found: string }[]
    | null;
}

export interface PlanGroupView {
  readonly target: 'exchange' | 'online' | 'tenant' | 'workstation' | 'skype' | 'local';
  /** Literal: host, shell and account. */
  readonly where: string;
  readonly actions: readonly ActionView[];
  readonly keeps: readonly {
    readonly title: TextView;
    readonly differences: readonly DifferenceView[];
  }[];
  readonly byHand: readonly TextView[];
  readonly cannotPreview: readonly TextView[];
}

export interface ActionView {
  readonly id: string;
  readonly step: StepIdView;
  readonly kind: 'add' | 'change' | 'remove';
  readonly reason: TextView;
  /** Exact PowerShell line or Graph request with body, byte-identical in every language. */
  readonly command: string;
  readonly where: string;
  readonly tags: readonly TagView[];
  /** Tags of this action that still need the person's consent box. */
  readonly consentTags: readonly TagView[];
  readonly differences: readonly DifferenceView[];
  readonly article: LinkId;
  /** The document as published, and the step in it; null for what has no document. */
  readonly source: { readonly title: string; readonly step: number | null } | null;
  readonly departs: TextView | null;
  /** By which transport it runs, and why; null where there is only one. */
  readonly transport: TextView | null;
  /** ISO 8601: it does not run before; null: as soon as its turn comes. */
  readonly notBefore: string | null;
  readonly undo: TextView;
  /** Why the organisation's policy leaves it, or what it builds on, out; null where it may run. */
  readonly refused: AppError | null;
  /** What `-WhatIf` said of it; null where nobody asked. */
  readonly trial: TrialView | null;
}

export interface RunView {
  readonly id: string;
  readonly kind: 'apply' | 'undo';
  readonly fingerprint: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly state:
    | 'running'
    | 'pausing'
    | 'paused'
    | 'held'
    | 'interrupted'
    | 'resolving'
    | 'done'
    | 'nothing-to-do'
    | 'partly'
    | 'failed'
    | 'stopped'
    | 'outdated'
    | 'closed';
  readonly actions: readonly RunActionView[];
  readonly done: number;
  readonly total: number;
  readonly error: AppError | null;
  /** Milliseconds that earlier runs like this took; null where there are fewer than three. */
  readonly usual: { readonly from: number; readonly to: number } | null;
  /** Failed actions that wait for the person. */
  readonly failures: readonly RunFailureView[];
  /** What was in flight when it ended unexpectedly; null for a run that did not. */
  readonly lookBack: LookBackView | null;
}

/** A failed action that waits for the person's decision. */
export interface RunFailureView {
  readonly action: string;
  /** False where it could be done twice, because nothing tells whether it took place. */
  readonly canRetry: boolean;
  /** Ids of the actions that are blocked when it is skipped. */
  readonly blocks: readonly string[];
  /** Actions that an undo of its step would take back. */
  readonly undoes: number;
}

export interface RunActionView {
  readonly id: string;
  readonly step: StepIdView;
  readonly reason: TextView;
  readonly command: string;
  readonly where: string;
  readonly state:
    'not-started' | 'running' | 'done' | 'failed' | 'unknown' | 'not-done' | 'moved' | 'left-out';
  /** ISO 8601: everything before it is done, and it waits for this time; null where it waits for none. */
  readonly waitsUntil: string | null;
  /** ISO 8601: since when the answer to its command is waited for; null where none was sent. */
  readonly sentAt: string | null;
  readonly decidedByReading: boolean;
  /** Told by a result that was carried by hand. */
  readonly byHand: boolean;
  readonly durationMs: number | null;
  readonly leftOut:
    'no-consent' | 'blocked' | 'already' | 'gate' | 'late' | 'skipped' | 'policy' | null;
  /** The reason that a person gave for skipping it. */
  readonly skipped: string | null;
  readonly error: AppError | null;
  /** Values that moved or were put back. */
  readonly notes: readonly {
    readonly property: string;
    readonly expected: string;
    readonly found: string;
  }[];
}

export interface VerificationView {
  readonly at: string;
  /** Of the state that was seen; null in files of an earlier version. */
  readonly fingerprint: string | null;
  readonly proofs: readonly ProofView[];
}

export interface ProofView {
  readonly resource: string;
  readonly step: StepIdView;
  readonly title: TextView;
  readonly rung: 'configured' | 'token-accepted' | 'feature-seen';
  readonly verdict: 'verified' | 'failed' | 'could-not-check' | 'by-hand';
  readonly comparisons: readonly ComparisonView[];
  /** What a person signed of it; null: nobody has. */
  readonly signed: SignedView | null;
}

/** A feature check as a person signed it. */
export interface SignedView {
  readonly result: CheckResult;
  readonly by: string;
  readonly note: string;
  readonly at: string;
  /** Of the state it was signed for. */
  readonly fingerprint: string;
  /** False where that state has changed since. */
  readonly current: boolean;
}

export interface RunSummaryView {
  readonly id: string;
  readonly kind: 'apply' | 'undo';
  readonly fingerprint: string;
  readonly startedAt: string;
  readonly result: string;
  readonly undone: boolean;
  /** Host to which its script was carried by hand; null for a run from here. */
  readonly carriedTo: string | null;
}

/** Hand-carry of one side. */
export interface CarrySideView {
  readonly target: 'exchange' | 'tenant' | 'online' | 'skype' | 'local';
  /** This customer's way to that side is by hand. */
  readonly byHand: boolean;
  /** What was carried here last: host and ISO 8601 by its clock. */
  readonly collected: { readonly host: string; readonly at: string } | null;
  /** Reads that a further look has to bring. */
  readonly missing: number;
  /** Actions of the plan that can be carried there now. */
  readonly ready: number;
  /** Actions of the plan whose commands can be asked there with `-WhatIf`. */
  readonly triable: number;
  /** What the last trial of this plan came to; null where none was loaded. */
  readonly trial: TrialSummaryView | null;
}

/** Hand-carry of the open customer. */
export interface CarryView {
  readonly sides: readonly CarrySideView[];
  /** Every action of the plan belongs to a side that is reached by hand. */
  readonly onlyByHand: boolean;
}
