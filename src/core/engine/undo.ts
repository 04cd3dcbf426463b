/** Undo: a plan like any other, made from the journal, only for what this product changed and where it still stands. */
import type { Action, StepId } from '../model/action';
import { withDependents } from '../model/dependents';
import type { JournalEntry } from '../model/journal';
import { message } from '../model/message';
import type { Observation, ReadRequest } from '../model/observation';
import type { Plan } from '../model/plan';
import { readKey } from '../reads/definition';
import type { Results } from './facts';
import { fingerprint, plannedSteps } from './plan';
import { foldJournal, knownFacts, resultsOf } from './progress';
import { performReads } from './read-lanes';
import type { EnginePorts } from './ports';
import type { UndoRow } from './undo-rows';
import { undoReads, undoRow } from './undo-rows';

/** The actions of a step that a run did, and those of other steps that it did on top of them. */
export function actionsOfStep(
  plan: Plan,
  entries: readonly JournalEntry[],
  step: StepId,
): readonly Action[] {
  const done = resultsOf(foldJournal(entries));
  const own = plan.actions.filter((action) => action.step === step && done.has(action.id));
  const ids = new Set(
    withDependents(
      own.map(({ id }) => id),
      plan.actions,
    ),
  );
  return plan.actions.filter(({ id }) => ids.has(id) && done.has(id));
}

/** Makes the undo plan of a run, or of one of its steps. Reads what each undo rests on; changes nothing. */
export async function planUndo(
  plan: Plan,
  entries: readonly JournalEntry[],
  ports: EnginePorts,
  step?: StepId,
): Promise<Plan> {
  const progress = foldJournal(entries);
  const ours = resultsOf(progress);
  const results = knownFacts(progress);
  // Undone in the order opposite to the one in which things were really done.
  const order = entries.flatMap((entry) =>
    entry.type === 'outcome' && entry.outcome === 'done' ? [entry.action] : [],
  );
  const wanted = step === undefined ? plan.actions : actionsOfStep(plan, entries, step);
  const done = wanted
    .filter((action) => ours.has(action.id))
    .sort((left, right) => order.lastIndexOf(right.id) - order.lastIndexOf(left.id));
  const requests = new Map<string, ReadRequest>();
  for (const action of done) {
    for (const request of undoReads(action.undo, results)) requests.set(readKey(request), request);
  }
  const list = [...requests.values()];
  const observations = new Map<string, Observation>();
  for (const observation of await performReads(list, ports, () => undefined)) {
    observations.set(readKey(observation.request), observation);
  }
  return assemble(plan, done, results, observations, ports);
}

function assemble(
  plan: Plan,
  done: readonly Action[],
  results: Results,
  observations: ReadonlyMap<string, Observation>,
  ports: EnginePorts,
): Plan {
  const rows = withWhatTheyFollow(
    keepWhatOthersRestOn(
      done.flatMap((action) => undoRow(action, results, observations)),
      done,
    ),
  );
  const actions = rows.flatMap((row) => (row.action === null ? [] : [row.action]));
  const ids = new Set(actions.map((item) => item.id));
  // What depended on an action must be gone before it goes.
  const ordered = actions.map((action) => ({
    ...action,
    dependsOn: undoOrder(action, done).filter((id) => ids.has(id)),
  }));
  const content = {
    format: 1 as const,
    kind: 'undo' as const,
    customer: plan.customer,
    tenantId: plan.tenantId,
    practice: plan.practice,
    scenario: plan.scenario,
    recipe: plan.recipe,
    inputs: plan.inputs,
    actions: ordered,
    observations: [...observations]
      .flatMap(([key, item]) =>
        item.status === 'read' ? [{ key, request: item.request, facts: item.facts }] : [],
      )
      .sort((left, right) => (left.key < right.key ? -1 : 1)),
  };
  return {
    ...content,
    steps: plannedSteps(
      rows.map((row) => row.resource),
      ordered,
      plan.scenario,
    ),
    findings: rows.flatMap((row) => row.findings),
    madeAt: ports.clock.now().toISOString(),
    ...fingerprint(content, ports.crypto),
  };
}

/** Ids of the undo actions that have to be done before this one. */
function undoOrder(undo: Action, done: readonly Action[]): readonly string[] {
  const followed = (item: Action): string | undefined =>
    item.undo.kind === 'operation' ? item.undo.follows : undefined;
  const own = done.find((item) => `undo.${item.id}` === undo.id);
  const after = own === undefined ? undefined : followed(own);
  const built = done.filter((other) =>
    other.dependsOn.some((id) => `undo.${id}` === undo.id && followed(other) !== id),
  );
  return [
    ...built.map((other) => `undo.${other.id}`),
    ...(after === undefined ? [] : [`undo.${after}`]),
  ];
}

/** What only follows another undo has nothing to do where that is left out. */
function withWhatTheyFollow(rows: readonly UndoRow[]): UndoRow[] {
  const undone = new Set(rows.flatMap((row) => (row.action === null ? [] : [row.of.id])));
  return rows.filter(({ of: { undo } }) => {
    const follows = undo.kind === 'operation' ? undo.follows : undefined;
    return follows === undefined || undone.has(follows);
  });
}

/** An action stays when something that was built on it stays, because somebody changed that since. */
function keepWhatOthersRestOn(rows: readonly UndoRow[], done: readonly Action[]): UndoRow[] {
  const stays = new Set(
    rows
      .filter((row) => row.action === null && row.resource.state !== 'present')
      .filter(({ of: { undo } }) => undo.kind !== 'none' || undo.holds !== false)
      .map((row) => row.of.id),
  );
  for (let grown = true; grown;) {
    grown = false;
    for (const other of done) {
      if (!stays.has(other.id)) continue;
      for (const id of other.dependsOn.filter((item) => !stays.has(item))) {
        stays.add(id);
        grown = true;
      }
    }
  }
  return rows.map((row) =>
    row.action !== null && stays.has(row.of.id)
      ? {
          ...row,
          action: null,
          resource: {
            ...row.resource,
            byHand: [
              ...row.resource.byHand,
              message('core.keep.rests-on-it', { action: row.of.id }),
            ],
          },
        }
      : row,
  );
}
