import type { AppError } from '../../shared/errors';
import type { StepId, Finding } from './action';
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
}

/** A verification: compared again from scratch. */
export interface Verification {
  /** Absent: `tenant-exchange`. */
  readonly scenario?: ScenarioId;
  /** ISO 8601. */
  readonly at: string;
  readonly proofs: readonly Proof[];
  readonly findings: readonly Finding[];
  readonly steps: readonly {
    readonly id: StepId;
    readonly verdict: 'verified' | 'failed' | 'could-not-check' | 'by-hand';
  }[];
}
