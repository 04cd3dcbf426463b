/** What hand-carry and its trials are built from, and what they answer. */
import type { CustomerStore } from '../ports';
import type { EnginePorts } from '../engine/ports';
import type { CustomerSession } from '../session';
import type { ReadItems } from './check';
import type { CarryTarget, ScriptKind } from './manifest';
import type { ParsePlan } from './vault';

/** What hand-carry is built from. */
export interface HandCarryOptions {
  readonly session: CustomerSession;
  readonly store: CustomerStore;
  /** Helpers, and as `shell` and `directory` the answers that were carried here. */
  readonly ports: EnginePorts;
  readonly readItems: ReadItems;
  readonly parsePlan: ParsePlan;
  readonly productVersion: string;
}

/** What a loaded result was. */
export interface LoadedResult {
  readonly kind: ScriptKind;
  readonly target: CarryTarget;
  readonly host: string;
  /** The run that its evidence went to; null for a look or a trial. */
  readonly run: string | null;
  /** Reads of its side that are still missing. */
  readonly missing: number;
}
