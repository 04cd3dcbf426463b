/** Looking back at a run that ended unexpectedly: whether what was in flight was done. Changes nothing. */
import type { AppError } from '../../shared/errors';
import type { Action } from '../model/action';
import type { Facts } from '../model/facts';
import type { Plan } from '../model/plan';
import type { Journal } from '../ports';
import { toAppError } from './operation';
import type { EnginePorts } from './ports';
import { foldJournal, resultsOf } from './progress';
import type { ActionResult } from './run-action';
import { outcomeEntry } from './run-action';
import { lookUntilAfter, settlesWithin, undecided } from './settle';

/** What is looked back at. */
export interface LeftOpen {
  readonly plan: Plan;
  readonly journal: Journal;
}

/** The actions of which the journal says that they were begun, and not how they ended. */
export function inFlight({ plan, journal }: LeftOpen): readonly Action[] {
  const { actions } = foldJournal(journal.entries());
  return plan.actions.filter((action) => actions.get(action.id)?.state === 'intent');
}

/**
 * Looks at each action in flight. What is done or not done is journalled. What no look decides stays open, so that
 * whoever goes on with the run looks at it again; why is told.
 */
export async function lookBack(
  left: LeftOpen,
  ports: EnginePorts,
  onUndecided: (action: string, error: AppError) => void,
  signal: AbortSignal,
): Promise<void> {
  const { journal } = left;
  const results = resultsOf(foldJournal(journal.entries()));
  for (const action of inFlight(left)) {
    const started = ports.clock.monotonic();
    const result = await decideByLooking(action, results, ports, signal);
    signal.throwIfAborted();
    if (result.outcome === 'unknown') {
      onUndecided(action.id, result.error ?? undecided(action));
      continue;
    }
    await journal.append(outcomeEntry(action, result, started, ports));
    if (result.outcome === 'done') results.set(action.id, result.facts);
  }
}

/** Decides done / not done by reading. Anything else needs a person. */
export async function decideByLooking(
  action: Action,
  results: ReadonlyMap<string, Facts>,
  ports: EnginePorts,
  signal?: AbortSignal,
): Promise<ActionResult> {
  const base = { decidedBy: 'read' as const, warnings: [], notes: [] };
  if (action.traceless === true)
    return { ...base, outcome: 'unknown', facts: {}, error: undecided(action) };
  try {
    const look = await lookUntilAfter(action, results, ports, settlesWithin(action), signal);
    if (look.kind === 'after') return { ...base, outcome: 'done', facts: look.facts };
    if (look.kind === 'before') return { ...base, outcome: 'not-done', facts: look.facts };
    const notes = look.kind === 'other' ? look.differences : [];
    const cause = look.kind === 'not-read' ? look.error : undefined;
    return { ...base, notes, outcome: 'unknown', facts: {}, error: undecided(action, cause) };
  } catch (thrown) {
    return { ...base, outcome: 'unknown', facts: {}, error: toAppError(thrown) };
  }
}
