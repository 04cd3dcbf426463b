import type { AppError } from '../../shared/errors';
import type { ActionOutcome, JournalEntry, LeftOutReason } from '../model/journal';
import type { Facts } from '../model/facts';

/** What the journal says of one action. */
export type ActionProgress =
  | { readonly state: 'not-started' }
  | { readonly state: 'intent' }
  | {
      readonly state: 'left-out';
      readonly reason: LeftOutReason;
      readonly facts?: Facts;
      readonly note?: string;
    }
  | { readonly state: 'outcome'; readonly outcome: ActionOutcome; readonly facts: Facts };

/** The state of a run, folded from its journal. */
export interface RunProgress {
  readonly actions: ReadonlyMap<string, ActionProgress>;
  readonly ended: boolean;
  readonly started: Extract<JournalEntry, { type: 'run-started' }> | undefined;
}

/** Folds the journal. Later lines win: an action decided by reading may be run again when it was not done. */
export function foldJournal(entries: readonly JournalEntry[]): RunProgress {
  const actions = new Map<string, ActionProgress>();
  let ended = false;
  let started: RunProgress['started'];
  for (const entry of entries) {
    switch (entry.type) {
      case 'run-started':
        started = entry;
        break;
      case 'resumed':
      case 'gate':
        break;
      case 'left-out':
        actions.set(entry.action, {
          state: 'left-out',
          reason: entry.reason,
          ...(entry.facts === undefined ? {} : { facts: entry.facts }),
          ...(entry.note === undefined ? {} : { note: entry.note }),
        });
        break;
      case 'intent':
        actions.set(entry.action, { state: 'intent' });
        break;
      case 'outcome':
        actions.set(entry.action, { state: 'outcome', outcome: entry.outcome, facts: entry.facts });
        break;
      case 'run-ended':
        ended = true;
        break;
    }
  }
  return { actions, ended, started };
}

/** Results of done actions: where references are looked up. */
export function resultsOf(progress: RunProgress): Map<string, Facts> {
  const results = new Map<string, Facts>();
  for (const [id, item] of progress.actions) {
    if (item.state === 'outcome' && item.outcome === 'done') results.set(id, item.facts);
  }
  return results;
}

/** Facts that references may stand on: of done actions, and of what was there already. */
export function knownFacts(progress: RunProgress): Map<string, Facts> {
  const known = resultsOf(progress);
  for (const [id, item] of progress.actions) {
    if (item.state === 'left-out' && item.facts !== undefined) known.set(id, item.facts);
  }
  return known;
}

/** True for a run that has begun and not ended: the app was closed, killed or crashed in it. */
export function isInterrupted(entries: readonly JournalEntry[]): boolean {
  const progress = foldJournal(entries);
  return progress.started !== undefined && !progress.ended;
}

/** Why actions did not run, by action: their gate stayed closed, of which the last look counts, or their time had passed. */
export function causesOfLeavingOut(entries: readonly JournalEntry[]): Map<string, AppError> {
  const causes = new Map<string, AppError>();
  for (const entry of entries) {
    if (entry.type === 'left-out' && entry.error !== undefined)
      causes.set(entry.action, entry.error);
    if (entry.type !== 'gate') continue;
    if (entry.error === undefined) causes.delete(entry.action);
    else causes.set(entry.action, entry.error);
  }
  return causes;
}
