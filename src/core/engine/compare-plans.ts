/** Two plans beside each other: a saved one, approved by somebody, and the one made from the present state. */
import type { PlanCompared, PlanDifferenceView } from '../../shared/plan-approval';
import { renderOperation } from '../commands/render';
import type { Plan } from '../model/plan';
import { allDifferences } from './facts';
import { propertyName } from './outdated';

/** Longest text of a value in a row; a longer one is cut, and its row still says that it differs. */
const LONGEST_VALUE = 300;

/** Compares a saved plan with the present one. */
export function comparePlans(saved: Plan, now: Plan): PlanCompared {
  const { fingerprint, madeAt } = saved;
  if (saved.digest === now.digest) return { kind: 'same', fingerprint, madeAt };
  const foreign = (['customer', 'tenantId', 'scenario', 'kind'] as const).some(
    (name) => saved[name] !== now[name],
  );
  const rows = foreign
    ? []
    : [...actionRows(saved, now), ...inputRows(saved, now), ...valueRows(saved, now)];
  return { kind: 'differs', fingerprint, madeAt, foreign, rows };
}

function actionRows(saved: Plan, now: Plan): PlanDifferenceView[] {
  return pairs(commandsOf(saved), commandsOf(now), (before, after) =>
    before === undefined ? 'only-now' : after === undefined ? 'only-saved' : 'action',
  );
}

/** Each action as its exact command, with what it expects: a change of either is another action. */
function commandsOf(plan: Plan): Map<string, string> {
  return new Map(
    plan.actions.map((action) => [action.id, renderOperation(action.operation, 'exact')]),
  );
}

function inputRows(saved: Plan, now: Plan): PlanDifferenceView[] {
  const of = (plan: Plan) => new Map(Object.entries({ ...plan.inputs, recipe: plan.recipe }));
  return pairs(of(saved), of(now), () => 'input');
}

/** Only what both have read: what one alone has read follows from a difference that is listed already. */
function valueRows(saved: Plan, now: Plan): PlanDifferenceView[] {
  const present = new Map(now.observations.map((item) => [item.key, item]));
  return saved.observations.flatMap((before) => {
    const after = present.get(before.key);
    if (after === undefined) return [];
    return allDifferences(before.facts, after.facts).map((entry) => ({
      kind: 'value' as const,
      name: propertyName(before.request, entry.property),
      saved: shortened(entry.expected),
      now: shortened(entry.found),
    }));
  });
}

function pairs(
  saved: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  kindOf: (saved: string | undefined, now: string | undefined) => PlanDifferenceView['kind'],
): PlanDifferenceView[] {
  return [...new Set([...saved.keys(), ...now.keys()])].flatMap((name) => {
    const before = saved.get(name);
    const after = now.get(name);
    if (before === after) return [];
    return [{ kind: kindOf(before, after), name, saved: shortened(before), now: shortened(after) }];
  });
}

function shortened(value = ''): string {
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}
