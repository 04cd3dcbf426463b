/** A failed action that a person attends to: it waits for a decision, and what does not build on it goes on. */
import type { Action } from '../model/action';
import type { ActionOutcome } from '../model/journal';
import { leaveOut, leaveOutBlocked } from './leave-out';
import type { RunRequest, Running } from './run-types';

const FAILED: readonly ActionOutcome[] = ['failed', 'not-done', 'unknown'];

/** Holds an action that failed until a person decides; nothing where nobody watches, or where it did not fail. */
export function hold(request: RunRequest, state: Running, action: Action): void {
  const failed = failureOf(state, action);
  if (failed === undefined || request.control.held === undefined) return;
  const canRetry = canBeTriedAgain(action, failed);
  const decision = request.control.held({ action, canRetry }).then((decided) => {
    state.decided.set(action.id, decided);
  });
  state.held.set(action.id, decision);
}

/** After an interruption: what had failed before it waits for the person again. */
export function holdWhatFailed(request: RunRequest, state: Running): void {
  for (const action of request.plan.actions) hold(request, state, action);
}

/** Does what was decided. An action that is asked for again becomes ready; a skipped one blocks what builds on it. */
export async function takeDecisions(request: RunRequest, state: Running): Promise<void> {
  for (const [id, decision] of state.decided) {
    const action = request.plan.actions.find((item) => item.id === id);
    if (action === undefined) continue;
    state.decided.delete(id);
    state.held.delete(id);
    const failed = failureOf(state, action);
    if (decision.kind === 'skip')
      await leaveOut(request, state, action, { reason: 'skipped', note: decision.reason });
    else if (failed === undefined || !canBeTriedAgain(action, failed)) hold(request, state, action);
    else {
      state.again.set(id, failed);
      state.progress.delete(id);
    }
  }
  await leaveOutBlocked(request, state);
}

/** Nothing that can be read tells whether such an action took place, so it could be done twice. */
function canBeTriedAgain(action: Action, failed: ActionOutcome): boolean {
  return action.traceless !== true || failed !== 'unknown';
}

function failureOf(state: Running, action: Action): ActionOutcome | undefined {
  const progress = state.progress.get(action.id);
  if (progress?.state !== 'outcome') return undefined;
  return FAILED.includes(progress.outcome) ? progress.outcome : undefined;
}
