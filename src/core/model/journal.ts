import type { AppError } from '../../shared/errors';
import type { Tag } from './action';
import type { Facts } from './facts';

/** How an action ended. `not-done` and `moved` are found by looking, never assumed. */
export type ActionOutcome = 'done' | 'failed' | 'not-done' | 'unknown' | 'moved';

/** Why an action was not run. */
export type LeftOutReason =
  'no-consent' | 'blocked' | 'already' | 'gate' | 'late' | 'skipped' | 'policy';

/** How an outcome came to be known. */
export type DecidedBy = 'run' | 'read' | 'carried';

/** Where a run that was carried by hand took place, and what proves it. */
export interface CarriedMark {
  readonly target: 'exchange' | 'tenant' | 'online' | 'skype' | 'local';
  readonly host: string;
  /** GUID of the script. */
  readonly script: string;
  /** SHA-256 of the result. */
  readonly sha256: string;
  /** ISO 8601, by this computer's clock; the other times of the run are the other computer's. */
  readonly loadedAt: string;
}

/** One line of the journal. The journal is append-only and is the truth about a run. */
export type JournalEntry =
  | {
      readonly type: 'run-started';
      readonly at: string;
      readonly run: string;
      readonly kind: 'apply' | 'undo';
      readonly digest: string;
      readonly fingerprint: string;
      readonly consents: readonly Tag[];
      readonly productVersion: string;
      /** For an undo: the run it takes back. */
      readonly undoes?: string;
      /** For a run that a person carried to its place by hand. */
      readonly carried?: CarriedMark;
    }
  | { readonly type: 'resumed'; readonly at: string }
  | {
      readonly type: 'left-out';
      readonly at: string;
      readonly action: string;
      /** `already`: the end state was there, and not by this product; undo leaves it alone. */
      readonly reason: LeftOutReason;
      readonly blockedBy?: string;
      /** For `already`: what was found; later actions refer to it. */
      readonly facts?: Facts;
      /** For `late`: which time had passed; for `policy`: what the organisation does not allow. */
      readonly error?: AppError;
      /** For `skipped`: the reason that the person gave, after it had failed. */
      readonly note?: string;
    }
  /** A proof that an action waited for: its evidence, whether it held or not. */
  | {
      readonly type: 'gate';
      readonly at: string;
      readonly action: string;
      readonly passed: boolean;
      readonly facts: Facts;
      readonly durationMs: number;
      /** Why it did not hold. */
      readonly error?: AppError;
    }
  | {
      readonly type: 'intent';
      readonly at: string;
      readonly action: string;
      readonly before: Facts;
    }
  | {
      readonly type: 'outcome';
      readonly at: string;
      readonly action: string;
      readonly outcome: ActionOutcome;
      /** `run`: from running it. `read`: decided by looking after an interruption. `carried`: a result carried by hand says so. */
      readonly decidedBy: DecidedBy;
      /** Facts of the read-back; later actions refer to them. */
      readonly facts: Facts;
      readonly durationMs: number;
      readonly warnings: readonly string[];
      readonly error?: AppError;
      /** Names what differs when the outcome is `moved`, or what was put back. */
      readonly notes: readonly {
        readonly property: string;
        readonly expected: string;
        readonly found: string;
      }[];
    }
  | {
      readonly type: 'run-ended';
      readonly at: string;
      readonly result: RunResult;
      readonly error?: AppError;
    };

/** How a run ended. */
export type RunResult =
  'done' | 'nothing-to-do' | 'partly' | 'failed' | 'stopped' | 'outdated' | 'closed';
