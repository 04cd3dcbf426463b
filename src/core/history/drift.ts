/** What changed since the last verified state. */
import type { StepId } from '../model/action';
import type { Observations } from '../model/observation';
import { evaluate, planContext } from '../engine/plan';
import type { Wanted } from '../engine/plan';
import { readKey } from '../reads/definition';
import { findRead } from '../reads/registry';
import { scenarioResources } from '../scenarios';
import { compareReads } from './compare';
import type { ReadSnapshot } from './snapshot';

/** The difference between a verified state and a later read. */
export interface Drift {
  /** Ids of the two reads. */
  readonly before: string;
  readonly after: string;
  /** ISO 8601 of the verified one. */
  readonly since: string;
  /** Values that changed, of objects that both have read. */
  readonly values: number;
  /** What had been verified and is no longer so. */
  readonly resources: readonly string[];
  readonly steps: readonly StepId[];
}

/** A verified state: its read, and what it proved. */
export interface VerifiedRead {
  readonly snapshot: ReadSnapshot;
  readonly verified: readonly string[];
}

/**
 * Compares by values. A resource has drifted where it was verified, is no longer so, and something that it rests on
 * has changed: not where merely something else is wanted of it, or a date has passed.
 */
export function driftOf(
  { snapshot, verified }: VerifiedRead,
  current: ReadSnapshot,
  { wanted, observations, now }: Look,
): Drift {
  const changed = compareReads(comparable(snapshot), comparable(current)).objects.filter(
    (item) => item.kind === 'changed',
  );
  const keys = new Set(changed.map((item) => item.key));
  const context = planContext(wanted, observations, now);
  const touched = new Set(
    scenarioResources(wanted)
      .filter((item) => item.reads(context).some((request) => keys.has(readKey(request))))
      .map((item) => item.id),
  );
  const gone = evaluate(wanted, observations, now)
    .map((item) => item.resource)
    .filter(
      ({ id, state }) =>
        (state === 'absent' || state === 'differs') && verified.includes(id) && touched.has(id),
    );
  return {
    before: snapshot.id,
    after: current.id,
    since: snapshot.at,
    values: changed.reduce((sum, item) => sum + item.values.length, 0),
    resources: gone.map((item) => item.id),
    steps: [...new Set(gone.map((item) => item.step))],
  };
}

/** What was found, and for what. */
export interface Look {
  readonly wanted: Wanted;
  readonly observations: Observations;
  readonly now: Date;
}

/** Evidence that no plan rests on changes by itself; what was not read tells nothing. */
function comparable(snapshot: ReadSnapshot): ReadSnapshot {
  return {
    ...snapshot,
    objects: snapshot.objects.filter((item) => item.error === null && !isAside(item.read)),
  };
}

function isAside(read: string): boolean {
  try {
    return findRead(read).aside === true;
  } catch {
    return true;
  }
}
