/** What a session is built from, and what it knows. */
import type { CarryTarget } from './carry/manifest';
import type { RunEvent } from './engine/apply';
import type { FactDifference } from './engine/facts';
import type { EnginePorts } from './engine/ports';
import type { ReadProgress } from './engine/read-lanes';
import type { CustomerRecord, RunSummary } from './model/customer';
import type { Observations } from './model/observation';
import type { Plan } from './model/plan';
import type { Verification } from './model/proof';
import type { CustomerStore } from './ports';
import type { SessionRun } from './session-run';

/** What a session knows. Replaced, never changed in place. */
export interface SessionState {
  readonly record: CustomerRecord;
  readonly reading: ReadProgress | null;
  readonly observations: Observations | null;
  /** ISO 8601. */
  readonly readAt: string | null;
  readonly plan: Plan | null;
  /** For an undo plan: the run it takes back. */
  readonly undoes: string | null;
  readonly outdated: readonly FactDifference[] | null;
  readonly run: SessionRun | null;
  readonly runs: readonly RunSummary[];
  readonly verification: Verification | null;
}

/** What a session is built from. */
export interface SessionOptions {
  readonly record: CustomerRecord;
  readonly ports: EnginePorts;
  readonly store: CustomerStore;
  readonly productVersion: string;
  /** Sides that are reached by hand: nothing is changed there from here. */
  readonly byHand?: readonly CarryTarget[];
  readonly onChange?: (state: SessionState) => void;
  readonly onRunEvent?: (event: RunEvent) => void;
}
