/** What was in flight when a run ended unexpectedly, and what is known of it now. */
import type { LookBackActionView, LookBackView } from '../../../shared/ipc/known-view';
import type { SessionRun } from '../../../core/session';
import { needsOf, openActions } from '../look-back';
import type { OpenState } from './state';

/** null for a run that has ended, or goes on. */
export function lookBackView(run: SessionRun, open: OpenState): LookBackView | null {
  if (!run.interrupted) return null;
  const look = open.lookBack?.run === run.id ? open.lookBack : null;
  const isLooked = (id: string): boolean => look?.undecided.has(id) === true;
  const left = openActions(run);
  // Nothing of an imported customer is looked at unasked, and collected files are no state of now.
  const isUsable = open.session.record.staged === undefined && open.collected === null;
  const isDue = isUsable && left.length > 0;
  const undecided = left.map(({ id, reason }): LookBackActionView => ({
    ...{ id, reason, outcome: isLooked(id) ? 'unknown' : null },
    error: look?.undecided.get(id) ?? null,
  }));
  return {
    state: look?.isLooking === true ? 'looking' : look !== null || !isDue ? 'looked' : 'open',
    needs: needsOf(run, open.session.record, open.signIn.state === 'signed-in'),
    actions: [...decided(run), ...undecided],
  };
}

/** What a look decided stands at the end of the journal: nothing ran after it. */
function decided(run: SessionRun): LookBackActionView[] {
  const rows: LookBackActionView[] = [];
  for (const entry of [...run.entries].reverse()) {
    if (entry.type !== 'outcome' || entry.decidedBy !== 'read') break;
    const action = run.plan.actions.find(({ id }) => id === entry.action);
    if (action === undefined || (entry.outcome !== 'done' && entry.outcome !== 'not-done')) break;
    const { id, reason } = action;
    rows.unshift({ id, reason, outcome: entry.outcome, error: null });
  }
  return rows;
}
