import type { OAuthChoice } from '../../shared/oauth-way';
import type { Action, Difference, Finding, StepId } from './action';
import type { Facts } from './facts';
import type { MessageRef } from './message';
import type { ReadRequest } from './observation';

/**
 * Scenarios: setting up the trust with the tenant (the usual one), replacing the auth certificate, and Skype for
 * Business Server with Exchange Server, or with a tenant.
 */
export const SCENARIOS = [
  'tenant-exchange',
  'certificate-rollover',
  'sfb-server-exchange',
  'sfb-server-tenant',
] as const;
/** One of the scenarios. */
export type ScenarioId = (typeof SCENARIOS)[number];

/** What a plan can be made for: a scenario, or key lists alone. */
export const PLAN_SCENARIOS = [...SCENARIOS, 'keys'] as const;
/** One of them. */
export type PlanScenarioId = (typeof PLAN_SCENARIOS)[number];

/** Recipes: article 001, its 2025 successor, or both together (the default). */
export const RECIPES = ['sfb-online-classic', 'teams-2025', 'both'] as const;
/** One of the recipes. */
export type RecipeId = (typeof RECIPES)[number];

/** State of a resource as planned. */
export type ResourceState = 'present' | 'absent' | 'differs' | 'unknown' | 'by-hand' | 'not-needed';

/** State of a step as planned, before anything runs. */
export type PlannedStepState = 'in-place' | 'changes' | 'by-hand' | 'unknown' | 'attention';

/** One comparison, wanted against observed. The same rows serve plan ("what was compared") and verification. */
export interface Comparison {
  readonly property: string;
  readonly expected: string;
  readonly found: string;
  readonly verdict: 'equal' | 'differs' | 'could-not-check';
}

/** One resource in the plan. */
export interface PlannedResource {
  readonly id: string;
  readonly step: StepId;
  readonly title: MessageRef;
  readonly state: ResourceState;
  readonly comparisons: readonly Comparison[];
  /** Rows without an action: what is kept as it is (e.g. existing keys). */
  readonly keeps: readonly {
    readonly title: MessageRef;
    readonly differences: readonly Difference[];
  }[];
  /** Rows a person must do by hand. */
  readonly byHand: readonly MessageRef[];
  /** Rows that cannot be previewed, with the reason. */
  readonly cannotPreview: readonly MessageRef[];
}

/** One step in the plan. */
export interface PlannedStep {
  readonly id: StepId;
  readonly state: PlannedStepState;
  readonly resources: readonly PlannedResource[];
}

/** An observation as the plan keeps it: only the facts it rests on. */
export interface PlanObservation {
  readonly key: string;
  readonly request: ReadRequest;
  readonly facts: Facts;
}

/** Everything a run needs, as JSON. */
export interface Plan {
  readonly format: 1;
  readonly kind: 'apply' | 'undo';
  readonly customer: string;
  readonly tenantId: string;
  readonly practice: boolean;
  readonly scenario: PlanScenarioId;
  readonly recipe: RecipeId;
  readonly inputs: Readonly<Record<string, string>>;
  /** How step 1 comes about; absent: it is set up from here, or the scenario has no such step. */
  readonly oauth?: OAuthChoice;
  readonly steps: readonly PlannedStep[];
  readonly actions: readonly Action[];
  readonly findings: readonly Finding[];
  readonly observations: readonly PlanObservation[];
  /** Shown form, e.g. `7F3A-91C2`: the first 32 bits of `digest`. */
  readonly fingerprint: string;
  /** SHA-256 of the canonical JSON, hex. */
  readonly digest: string;
  /** ISO 8601; not part of the fingerprint. */
  readonly madeAt: string;
}

/** Counts of the plan's rows. */
export interface PlanCounts {
  readonly add: number;
  readonly change: number;
  readonly keep: number;
  readonly remove: number;
  readonly byHand: number;
  readonly cannotPreview: number;
}
