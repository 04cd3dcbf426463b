import type { AppError } from '../../shared/errors';
import type { Tag } from './action';
import type { Facts } from './facts';

/** How an action ended. `not-done` and `moved` are found by looking, never assumed. */
export type ActionOutcome = 'done' | 'failed' | 'not-done' | 'unknown' | 'moved';

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
    }
  | { readonly type: 'resumed'; readonly at: string }
  | {
      readonly type: 'left-out';
      readonly at: string;
      readonly action: string;
      readonly reason: 'no-consent' | 'blocked' | 'gate';
      readonly blockedBy?: string;
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
      /** `run`: from running it. `read`: decided by looking after an interruption. */
      readonly decidedBy: 'run' | 'read';
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
