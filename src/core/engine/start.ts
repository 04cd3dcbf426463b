/** Actions that are put to a time: whether it has come, and waiting for it. */
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import { LATEST_START, utcText } from '../../shared/start-time';
import type { Action } from '../model/action';
import type { Plan } from '../model/plan';
import type { Clock } from '../ports';

/** Longest sleep at a time: a computer that slept in between is noticed, and so is a clock that was set. */
const SLICE = 30_000;

/** Whether an action may start by this clock. */
export function startOf({ notBefore }: Action, now: Date): 'now' | 'wait' | 'late' {
  if (notBefore === undefined) return 'now';
  const since = now.getTime() - Date.parse(notBefore);
  if (since < 0) return 'wait';
  return since > LATEST_START ? 'late' : 'now';
}

/** Why an action was left out whose time had passed. */
export function lateError({ notBefore }: Action): AppError {
  return appError('HX-LATE', {
    when: notBefore === undefined ? '-' : utcText(notBefore),
    minutes: LATEST_START / 60_000,
  });
}

/** Throws HX-TIME where an action is put to a time that has passed. */
export function refusePast(plan: Plan, now: Date): void {
  const past = plan.actions.find((action) => {
    return action.notBefore !== undefined && Date.parse(action.notBefore) <= now.getTime();
  });
  if (past?.notBefore !== undefined)
    throw new CodedError(appError('HX-TIME', { value: utcText(past.notBefore) }));
}

/** Resolves when one of `others` does, or after a part of the time to the first of the `waiting` actions. */
export async function untilNextLook(
  waiting: readonly Action[],
  others: readonly Promise<void>[],
  clock: Clock,
): Promise<void> {
  if (waiting.length === 0) return Promise.race(others);
  const now = clock.now().getTime();
  const rests = waiting.map(({ notBefore = '' }) => Date.parse(notBefore) - now);
  const ended = new AbortController();
  const slept = clock.sleep(Math.max(1, Math.min(SLICE, ...rests)), ended.signal);
  try {
    await Promise.race([slept, ...others]);
  } finally {
    // The rest of the sleep is of no use to anybody; giving it up is no failure.
    slept.catch(() => undefined);
    ended.abort();
  }
}
