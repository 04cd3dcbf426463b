/** Actions of a run that do not run: for want of a consent, of what they build on, or of a person's will. */
import type { AppError } from '../../shared/errors';
import type { Action } from '../model/action';
import { CONSENT_TAGS } from '../model/action';
import { refusalOf } from '../policy/rules';
import type { ActionProgress } from './progress';
import type { RunRequest, Running } from './run-types';

/** Rows that the organisation does not allow are left out, whatever was consented to and whenever the run began. */
export async function leaveOutRefused(request: RunRequest, state: Running): Promise<void> {
  const { plan, ports } = request;
  for (const action of plan.actions) {
    const error = refusalOf(action, plan, ports.rules);
    if (error !== undefined && !state.progress.has(action.id))
      await leaveOut(request, state, action, { reason: 'policy', error });
  }
}

/** Risky rows without their consent are left out. */
export async function leaveOutUnconsented(request: RunRequest, state: Running): Promise<void> {
  for (const action of request.plan.actions) {
    const missing = action.tags.some(
      (tag) => CONSENT_TAGS.includes(tag) && !request.consents.includes(tag),
    );
    if (missing && !state.progress.has(action.id))
      await leaveOut(request, state, action, { reason: 'no-consent' });
  }
}

/** Rows that wait for one that failed or was left out are blocked; asked until nothing changes. */
export async function leaveOutBlocked(request: RunRequest, state: Running): Promise<void> {
  for (let changed = true; changed;) {
    changed = false;
    for (const action of request.plan.actions) {
      if (state.progress.has(action.id)) continue;
      const blocker = action.dependsOn.find(
        (id) => !state.held.has(id) && isDead(state.progress.get(id)),
      );
      if (blocker === undefined) continue;
      await leaveOut(request, state, action, { reason: 'blocked', blockedBy: blocker });
      changed = true;
    }
  }
}

function isDead(progress: ActionProgress | undefined): boolean {
  if (progress === undefined || progress.state === 'not-started' || progress.state === 'intent')
    return false;
  return progress.state === 'left-out' || progress.outcome !== 'done';
}

/** Leaves an action out, and says why. */
export async function leaveOut(
  request: RunRequest,
  state: Running,
  action: Action,
  why:
    | { readonly reason: 'no-consent' }
    | { readonly reason: 'blocked'; readonly blockedBy: string }
    | { readonly reason: 'gate' | 'late' | 'policy'; readonly error: AppError }
    | { readonly reason: 'skipped'; readonly note: string },
): Promise<void> {
  const { reason } = why;
  state.progress.set(action.id, { state: 'left-out', reason });
  await request.journal.append({
    type: 'left-out',
    at: request.ports.clock.now().toISOString(),
    action: action.id,
    reason,
    ...(why.reason === 'blocked' ? { blockedBy: why.blockedBy } : {}),
    // A gate has a line of its own.
    ...(why.reason === 'late' || why.reason === 'policy' ? { error: why.error } : {}),
    ...(why.reason === 'skipped' ? { note: why.note } : {}),
  });
  request.onEvent({
    kind: 'left-out',
    action,
    reason,
    ...('error' in why ? { error: why.error } : {}),
  });
}
