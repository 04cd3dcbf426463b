/** Looking whether an action was done: after a command, after a dropped connection, after a crash. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Action } from '../model/action';
import type { Facts } from '../model/facts';
import type { FactDifference, Results } from './facts';
import { differences, resolveFacts, resolveRead } from './facts';
import { performRead } from './read';
import type { EnginePorts } from './ports';
import { IIS_BACK_WITHIN, LOOK_AGAIN_AFTER, SHELL_SETTLES_WITHIN, VISIBLE_WITHIN } from './ports';

/** What a look found. */
export type Look =
  | { readonly kind: 'after'; readonly facts: Facts }
  | { readonly kind: 'before'; readonly facts: Facts }
  | {
      readonly kind: 'other';
      readonly facts: Facts;
      readonly differences: readonly FactDifference[];
    }
  | { readonly kind: 'not-read'; readonly error: AppError };

/** Facts that an action expects after it, with references to its own result left to what is found. */
function expectedAfter(action: Action, results: Results, found: Facts): Facts {
  return resolveFacts(action.after, new Map([...results, [action.id, found]]));
}

/** Reads once and compares with the action's state after and before. */
async function lookAt(
  action: Action,
  results: Results,
  ports: EnginePorts,
  signal?: AbortSignal,
): Promise<Look> {
  const observation = await performRead(resolveRead(action.read, results), ports, signal);
  if (observation.status === 'not-read') return { kind: 'not-read', error: observation.error };
  const { facts } = observation;
  const fromAfter = differences(expectedAfter(action, results, facts), facts);
  if (fromAfter.length === 0) return { kind: 'after', facts };
  const fromBefore = differences(resolveFacts(action.before, results), facts);
  return fromBefore.length === 0
    ? { kind: 'before', facts }
    : { kind: 'other', facts, differences: fromAfter };
}

/** How long an effect may take to show on a target. */
export function settlesWithin(action: Action): number {
  if (action.target === 'tenant') return VISIBLE_WITHIN;
  if (action.target === 'local' && action.traceless === true) return IIS_BACK_WITHIN;
  return action.operation.kind === 'cmdlet' ? SHELL_SETTLES_WITHIN : 0;
}

/**
 * Looks until the state after shows, or the target's time is over; then the last look counts. The state before is
 * only final after the whole wait: a dropped command may still be at work, a replica may lag.
 */
export async function lookUntilAfter(
  action: Action,
  results: Results,
  ports: EnginePorts,
  within: number,
  signal?: AbortSignal,
): Promise<Look> {
  const start = ports.clock.monotonic();
  for (;;) {
    const look = await lookAt(action, results, ports, signal);
    const waited = ports.clock.monotonic() - start;
    if (look.kind === 'after' || waited >= within) return look;
    await ports.clock.sleep(Math.min(LOOK_AGAIN_AFTER, within - waited), signal);
  }
}

/** The coded error for an action whose outcome cannot be decided; `cause` is why nobody could look. */
export function undecided(action: Action, cause?: AppError): AppError {
  const detail = cause === undefined ? undefined : `${cause.code} ${cause.detail ?? ''}`.trim();
  return appError('HX-UNKNOWN', { action: action.id }, detail);
}
