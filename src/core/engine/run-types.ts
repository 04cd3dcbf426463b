/** What a run is told, what it tells, and what it knows while it is under way. */
import type { AppError } from '../../shared/errors';
import type { Action, Tag } from '../model/action';
import type { Facts } from '../model/facts';
import type { ActionOutcome, RunResult } from '../model/journal';
import type { Plan } from '../model/plan';
import type { Journal } from '../ports';
import type { FactDifference } from './facts';
import type { EnginePorts } from './ports';
import type { ActionProgress } from './progress';
import type { ActionResult } from './run-action';

/** What a run tells while it goes on. */
export type RunEvent =
  | { readonly kind: 'checking'; readonly done: number; readonly total: number }
  | { readonly kind: 'started'; readonly action: Action }
  | { readonly kind: 'ended'; readonly action: Action; readonly result: ActionResult }
  | {
      readonly kind: 'left-out';
      readonly action: Action;
      readonly reason: 'no-consent' | 'blocked' | 'gate' | 'late' | 'skipped' | 'policy';
      /** Why a gate stayed closed, which time had passed, or what the organisation does not allow. */
      readonly error?: AppError;
    }
  /** Everything before it is done, and its time has not come. `until`: ISO 8601. Told once in a run. */
  | { readonly kind: 'waiting'; readonly action: Action; readonly until: string };

/** What a person can ask of a run. Asked between actions and while it waits; nothing is killed in mid-command. */
export interface RunControl {
  /** Resolves when the run may go on; `stop` ends it after the commands under way. */
  readonly next: () => Promise<'go' | 'stop'>;
  /** Resolves when the person asks something else than now, so that no wait keeps it up. */
  readonly changed?: () => Promise<void>;
  /**
   * Resolves with what a person decides about an action that failed; what waits for it waits with it. Absent where
   * nobody watches: what depends on a failed action is then blocked at once.
   */
  readonly held?: (failure: HeldAction) => Promise<Decision>;
}

/** A failed action that waits for a person. */
export interface HeldAction {
  readonly action: Action;
  /** False where nothing that can be read tells whether it took place: it must not be run again. */
  readonly canRetry: boolean;
}

/** What a person decides about a failed action. */
export type Decision =
  { readonly kind: 'retry' } | { readonly kind: 'skip'; readonly reason: string };

/** What a run needs. */
export interface RunRequest {
  readonly plan: Plan;
  readonly run: string;
  readonly consents: readonly Tag[];
  readonly productVersion: string;
  readonly ports: EnginePorts;
  readonly journal: Journal;
  readonly control: RunControl;
  readonly onEvent: (event: RunEvent) => void;
  /** For an undo: the run it takes back. */
  readonly undoes?: string;
}

/** How a run ended. */
export interface RunEnd {
  readonly result: RunResult;
  readonly error?: AppError;
  /** Values that moved between plan and apply. */
  readonly outdated: readonly FactDifference[];
}

/** State of a run while it is under way. */
export interface Running {
  readonly progress: Map<string, ActionProgress>;
  readonly results: Map<string, Facts>;
  halted: { readonly result: RunResult; readonly error?: AppError } | null;
  /** Actions that wait for their time and were told of. */
  readonly told: Set<string>;
  /** Failed actions that wait for a person; each resolves when its decision is in `decided`. */
  readonly held: Map<string, Promise<void>>;
  readonly decided: Map<string, Decision>;
  /** Failed actions that a person asked for again, with how they had ended. */
  readonly again: Map<string, ActionOutcome>;
}
