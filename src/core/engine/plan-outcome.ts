/** What a plan says as a whole, and what it could not find out. A plan without actions is not yet good news. */
import type { PlanOutcome } from '../../shared/plan-outcome';
import type { Finding } from '../model/action';
import type { MessageRef } from '../model/message';
import type { Plan, PlannedResource, ResourceState } from '../model/plan';

type Parts = Pick<Plan, 'steps' | 'findings'>;

/** Parts that are unknown for one reason; null: for none that can be told for sure. */
export interface UnknownParts {
  readonly reason: Finding | null;
  readonly titles: readonly MessageRef[];
}

/** How many parts the plan rests on, and how many of them are known. */
export interface PartsRead {
  readonly read: number;
  readonly total: number;
}

const AS_WANTED: readonly ResourceState[] = ['present', 'not-needed'];
const LEFT_TO_A_PERSON: readonly ResourceState[] = [...AS_WANTED, 'by-hand'];

/** "No changes" only where every part is as wanted and nothing blocks. */
export function planOutcome(plan: Parts & Pick<Plan, 'actions'>): PlanOutcome {
  if (plan.actions.length > 0) return 'changes';
  if (plan.findings.some((finding) => finding.severity === 'blocking')) return 'nothing-planned';
  const states = resourcesOf(plan).map(({ state }) => state);
  if (states.every((state) => AS_WANTED.includes(state))) return 'no-changes';
  return states.every((state) => LEFT_TO_A_PERSON.includes(state)) ? 'by-hand' : 'nothing-planned';
}

/** Counts what is known. */
export function partsRead(plan: Parts): PartsRead {
  const resources = resourcesOf(plan);
  return { read: resources.length - unknownOf(plan).length, total: resources.length };
}

/** What is unknown, by its reason. */
export function unknownParts(plan: Parts): UnknownParts[] {
  const unknown = unknownOf(plan);
  const ids = new Set(unknown.map(({ id }) => id));
  const causes = plan.findings.filter(
    ({ resource }) => resource !== undefined && ids.has(resource),
  );
  const groups = new Map<string, { reason: Finding | null; titles: MessageRef[] }>();
  for (const resource of unknown) {
    const reason = reasonOf(resource, causes);
    const group = groups.get(reason?.code ?? '') ?? { reason, titles: [] };
    group.titles.push(resource.title);
    groups.set(reason?.code ?? '', group);
  }
  return [...groups.values()];
}

/**
 * A finding is told once a step, so a part may have none of its own: then its step's counts, or the plan's, where all
 * of them are one and the same. Of several nobody can tell which it was.
 */
function reasonOf({ id, step }: PlannedResource, causes: readonly Finding[]): Finding | null {
  const own = causes.find(({ resource }) => resource === id);
  if (own !== undefined) return own;
  const ofStep = causes.filter((cause) => cause.step === step);
  const [first, ...others] = ofStep.length > 0 ? ofStep : causes;
  return first === undefined || others.some(({ code }) => code !== first.code) ? null : first;
}

function unknownOf(plan: Parts): PlannedResource[] {
  return resourcesOf(plan).filter(({ state }) => state === 'unknown');
}

function resourcesOf({ steps }: Parts): PlannedResource[] {
  return steps.flatMap(({ resources }) => resources);
}
