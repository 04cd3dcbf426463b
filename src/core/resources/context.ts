import type { CloudChoice } from '../../shared/clouds';
import type { AppError } from '../../shared/errors';
import type { Action, Finding, StepId, Tag } from '../model/action';
import type { Operation, ParameterValue } from '../model/command';
import type { ExpectedFacts } from '../model/facts';
import type { Observations, ReadRequest } from '../model/observation';
import type { Comparison, PlannedResource, ResourceState } from '../model/plan';
import type { MessageRef } from '../model/message';
import { readKey, readRequest } from '../reads/definition';
import type { ReadDefinition } from '../reads/definition';
import type { InputChoices, ResolvedInputs } from '../scenarios/inputs';
import type { Recipe } from '../scenarios/recipes';

/** Everything a resource may look at. */
export interface PlanContext {
  readonly recipe: Recipe;
  readonly tenantId: string;
  /** The cloud that was chosen for the customer; null where its domains have to tell. */
  readonly cloud: CloudChoice | null;
  readonly inputs: ResolvedInputs;
  /** The server whose shell is used; '' where it is not known. */
  readonly exchangeServer: string;
  readonly choices: InputChoices;
  readonly observations: Observations;
  /** Time of reading, for dates of certificates and keys only. */
  readonly now: Date;
}

/** What a resource says about itself. */
export interface ResourcePlan {
  readonly resource: PlannedResource;
  readonly actions: readonly Action[];
  readonly findings: readonly Finding[];
}

/**
 * One resource: what it must read and what it plans from that. Pure. Adding one touches its own file, one line in
 * the scenario, messages, and a test.
 */
export interface Resource {
  readonly id: string;
  readonly step: StepId;
  /** Reads it needs. Asked again after each round, so later reads may depend on earlier values. */
  readonly reads: (context: PlanContext) => readonly ReadRequest[];
  readonly plan: (context: PlanContext) => ResourcePlan;
  /** Tests of what it set up, made in verification: the second rung of the ladder. */
  readonly proofs?: (context: PlanContext) => readonly Proving[];
}

/** A test that verification makes, and what it has to find. */
export interface Proving {
  readonly resource: string;
  readonly step: StepId;
  readonly title: MessageRef;
  readonly read: ReadRequest;
  readonly expect: ExpectedFacts;
  /** The cmdlet that tests; Test-OAuthConnectivity where absent. */
  readonly command?: string;
  /** The consent that the test needs, because it leaves something behind. Without it nothing is tested. */
  readonly consent?: Tag;
}

/** A value that was read, or why it was not. `missing`: not asked for yet. */
export type Looked<V> =
  | { readonly status: 'read'; readonly value: V; readonly request: ReadRequest }
  | { readonly status: 'not-read'; readonly error: AppError }
  | { readonly status: 'missing' };

/** Looks an observation up with the type of its definition. */
export function look<V>(
  context: Pick<PlanContext, 'observations'>,
  definition: ReadDefinition<V>,
  args: Readonly<Record<string, string>> = {},
): Looked<V> {
  const request = readRequest(definition, args);
  const found = context.observations.get(readKey(request));
  if (found === undefined) return { status: 'missing' };
  if (found.status === 'not-read') return { status: 'not-read', error: found.error };
  // The value was made by this very definition: the registry finds definitions by the id that is part of the key.
  return { status: 'read', value: found.value as V, request };
}

/** The value, or undefined when it was not read. */
export function valueOf<V>(looked: Looked<V>): V | undefined {
  return looked.status === 'read' ? looked.value : undefined;
}

/** Builds a comparison row. `found` undefined: could not be checked. */
export function compare(property: string, expected: string, found: string | undefined): Comparison {
  if (found === undefined) return { property, expected, found: '', verdict: 'could-not-check' };
  return { property, expected, found, verdict: expected === found ? 'equal' : 'differs' };
}

/** A comparison whose verdict was decided elsewhere (e.g. ignoring case). */
export function compared(
  property: string,
  expected: string,
  found: string,
  equal: boolean,
): Comparison {
  return { property, expected, found, verdict: equal ? 'equal' : 'differs' };
}

/** Builds a PlannedResource with empty lists where nothing is given. */
export function planned(
  resource: { readonly id: string; readonly step: StepId },
  title: MessageRef,
  state: ResourceState,
  comparisons: readonly Comparison[],
  more: Partial<Pick<PlannedResource, 'keeps' | 'byHand' | 'cannotPreview'>> = {},
): PlannedResource {
  return {
    id: resource.id,
    step: resource.step,
    title,
    state,
    comparisons,
    keeps: more.keeps ?? [],
    byHand: more.byHand ?? [],
    cannotPreview: more.cannotPreview ?? [],
  };
}

/** A finding built from an error of a read. */
export function findingOf(
  error: AppError,
  step: StepId,
  resource: string,
  severity: Finding['severity'],
): Finding {
  const base = { code: error.code, args: error.args, severity, step, resource };
  return error.detail === undefined ? base : { ...base, detail: error.detail };
}

/** The state that comparisons give: unknown before differing, because what was not read cannot be planned. */
export function stateOf(comparisons: readonly Comparison[]): ResourceState {
  if (comparisons.some((item) => item.verdict === 'could-not-check')) return 'unknown';
  return comparisons.every((item) => item.verdict === 'equal') ? 'present' : 'differs';
}

/** Text of a truth value as PowerShell prints it. */
export function truth(value: boolean): string {
  return value ? 'True' : 'False';
}

/** A cmdlet on the pinned domain controller: one for every command of steps 2 and 3, or they race replication. */
export function pinned(
  context: PlanContext,
  name: string,
  parameters: Readonly<Record<string, ParameterValue>>,
): Operation {
  const { domainController } = context.inputs;
  return {
    kind: 'cmdlet',
    command: { name, parameters: { ...parameters, DomainController: domainController } },
  };
}
