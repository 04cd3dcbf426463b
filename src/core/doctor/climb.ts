/**
 * Climbing a ladder: rungs in order, each within its time, none after a broken one. Knows nothing of what a rung is.
 */
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import type { Rung, RungId, RungOutcome } from '../../shared/doctor';
import { message } from '../model/message';
import type { Clock } from '../ports';

/** A rung, as a ladder's definition says it. */
export interface RungRule<Id extends RungId> {
  readonly id: Id;
  /** Rungs that must have passed (or have no meaning here) before this one can be tried. */
  readonly needs: readonly Id[];
  /** Milliseconds after which it counts as broken. */
  readonly deadlineMs: number;
}

/** Tries one rung. A CodedError that it throws breaks the rung. */
export type Probe = (signal: AbortSignal) => Promise<RungOutcome>;

/** What is tried at each rung, and what a rung that took too long means. */
export interface Climb<Id extends RungId> {
  readonly rules: readonly RungRule<Id>[];
  readonly probes: Readonly<Record<Id, Probe>>;
  readonly late: (id: Id) => AppError;
  readonly clock: Clock;
  /** Ends the whole examination; the rung under way counts as late. */
  readonly signal: AbortSignal;
}

/** Climbs until a rung breaks. Every rung is in the answer. Never rejects. */
export async function climb<Id extends RungId>(ladder: Climb<Id>): Promise<readonly Rung[]> {
  const rungs: Rung[] = [];
  for (const rule of ladder.rules) {
    const blocked = blockedBy(rule, rungs);
    if (blocked !== undefined) {
      const note = message('doctor.note.waits', { rung: blocked });
      rungs.push({ id: rule.id, milliseconds: 0, state: 'not-tried', note, needsPerson: false });
      continue;
    }
    const begun = ladder.clock.monotonic();
    const outcome = await attempt(rule, ladder);
    const milliseconds = Math.round(ladder.clock.monotonic() - begun);
    rungs.push({ id: rule.id, milliseconds, ...outcome });
  }
  return rungs;
}

/** The broken rung, or the first one that this one needs and that did not pass. */
function blockedBy<Id extends RungId>(
  rule: RungRule<Id>,
  rungs: readonly Rung[],
): RungId | undefined {
  const broken = rungs.find((rung) => rung.state === 'failed');
  if (broken !== undefined) return broken.id;
  return rungs.find((rung) => rung.state === 'not-tried' && rule.needs.some((id) => id === rung.id))
    ?.id;
}

async function attempt<Id extends RungId>(
  rule: RungRule<Id>,
  ladder: Climb<Id>,
): Promise<RungOutcome> {
  try {
    const { clock, signal, probes } = ladder;
    const outcome = await within(clock, rule.deadlineMs, signal, probes[rule.id]);
    return outcome ?? { state: 'failed', error: ladder.late(rule.id) };
  } catch (thrown) {
    const error =
      thrown instanceof CodedError
        ? thrown.error
        : appError('HX-BUG', {}, thrown instanceof Error ? thrown.message : String(thrown));
    return { state: 'failed', error };
  }
}

/** Does work within a time; undefined when it took longer or `outer` ended it. The work's own signal says so, too. */
export async function within<T>(
  clock: Clock,
  milliseconds: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (outer.aborted) return undefined;
  const own = new AbortController();
  const waiting = new AbortController();
  let giveUp: () => void = () => undefined;
  const over = new Promise<undefined>((resolve) => {
    giveUp = () => {
      resolve(undefined);
      own.abort();
    };
  });
  outer.addEventListener('abort', giveUp, { once: true });
  clock.sleep(milliseconds, waiting.signal).then(giveUp, () => undefined);
  try {
    const done = work(own.signal);
    // Work that ends after it was given up is nobody's any more.
    done.catch(() => undefined);
    return await Promise.race([over, done]);
  } finally {
    outer.removeEventListener('abort', giveUp);
    waiting.abort();
  }
}
