import type { AppError } from '../../shared/errors';
import type { StepId, Finding } from './action';
import type { SignedCheck, VerifiedState } from './feature-check';
import type { Comparison, ScenarioId } from './plan';
import type { MessageRef } from './message';

/** Rungs of the proof ladder. */
export type Rung = 'configured' | 'token-accepted' | 'feature-seen';

/** One row of a verification. "Could not check" is not "failed". */
export interface Proof {
  readonly resource: string;
  readonly step: StepId;
  readonly title: MessageRef;
  readonly rung: Rung;
  readonly comparisons: readonly Comparison[];
  readonly verdict: 'verified' | 'failed' | 'could-not-check' | 'by-hand';
  readonly error?: AppError;
  /** What a person signed of it, on the rung of features. */
  readonly signed?: SignedCheck;
}

/** A verification: compared again from scratch. */
export interface Verification {
  /** Absent: `tenant-exchange`. */
  readonly scenario?: ScenarioId;
  /** ISO 8601. */
  readonly at: string;
  /** What was seen; absent in files of an earlier version. */
  readonly state?: VerifiedState;
  readonly proofs: readonly Proof[];
  readonly findings: readonly Finding[];
  readonly steps: readonly {
    readonly id: StepId;
    readonly verdict: 'verified' | 'failed' | 'could-not-check' | 'by-hand';
  }[];
}
