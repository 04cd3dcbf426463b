/** What the window shows of a rehearsal: a plan run in a copy of the state that it was made from. */
import type { TextView } from './ipc/view-basics';
import type { NotCloned } from './world-description';

/** Scenarios whose plans can be rehearsed. */
const REHEARSED_SCENARIOS = [
  'tenant-exchange',
  'sfb-server-exchange',
  'sfb-server-tenant',
] as const;
/** One of them. */
export type RehearsedScenario = (typeof REHEARSED_SCENARIOS)[number];

/** The scenario as one that can be rehearsed; undefined where it cannot. */
export function rehearsedScenario(scenario: string): RehearsedScenario | undefined {
  return REHEARSED_SCENARIOS.find((item) => item === scenario);
}

/** An action that is not the same in the rehearsed plan. */
export interface RehearsalDifference {
  /** Literal id of the action. */
  readonly action: string;
  /** What it is for. */
  readonly reason: TextView;
  readonly kind: 'missing' | 'additional' | 'differs';
}

/** Of the copy: the plan made there, beside the one it was made for. */
interface RehearsalHere {
  readonly kind: 'copy';
  /** The customer it was made for. */
  readonly customer: { readonly id: string; readonly name: string };
  readonly fingerprint: string;
  readonly notCloned: readonly NotCloned[];
  /** Actions of the customer's plan. */
  readonly total: number;
  /** null: nothing is planned in the copy at the moment. */
  readonly differences: readonly RehearsalDifference[] | null;
}

/** Of the customer: how its present plan did in the copy. */
interface RehearsalResult {
  readonly kind: 'result';
  /** ISO 8601, by this computer's clock: when the copy was made. */
  readonly at: string;
  /** null: it was not applied there. */
  readonly run: { readonly done: number; readonly total: number; readonly result: string } | null;
  /** null: it was not verified after that run. */
  readonly verified: boolean | null;
}

/** A rehearsal, seen from the customer or from its copy. */
export type RehearsalView = RehearsalHere | RehearsalResult;
