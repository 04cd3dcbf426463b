import type { AppError } from '../../../shared/errors';
import type {
  RunActionView,
  RunFailureView,
  RunSummaryView,
  RunView,
} from '../../../shared/ipc/views';
import {
  causesOfLeavingOut,
  foldJournal,
  resultsOf,
  type ActionProgress,
} from '../../../core/engine/progress';
import { actionsOfStep } from '../../../core/engine/undo';
import { renderOperation } from '../../../core/commands/render';
import type { Action } from '../../../core/model/action';
import { withDependents } from '../../../core/model/dependents';
import type { RunSummary } from '../../../core/model/customer';
import type { JournalEntry } from '../../../core/model/journal';
import type { SessionRun } from '../../../core/session';
import { lookBackView } from './look-back-view';
import type { OpenState } from './state';

type OutcomeEntry = Extract<JournalEntry, { type: 'outcome' }>;

/** The run that the Run screen shows. */
export function runView(run: SessionRun, open: OpenState): RunView {
  const progress = foldJournal(run.entries);
  const outcomes = new Map<string, OutcomeEntry>();
  for (const entry of run.entries) if (entry.type === 'outcome') outcomes.set(entry.action, entry);
  const causes = causesOfLeavingOut(run.entries);
  const actions = run.plan.actions.map((action) =>
    runAction(action, run, progress.actions.get(action.id), {
      outcome: outcomes.get(action.id),
      cause: causes.get(action.id),
      where: open.where[action.target],
    }),
  );
  const ended = run.entries.filter((entry) => entry.type === 'run-ended').at(-1);
  return {
    id: run.id,
    kind: run.plan.kind,
    fingerprint: run.plan.fingerprint,
    startedAt: progress.started?.at ?? run.plan.madeAt,
    endedAt: run.live ? null : (ended?.at ?? null),
    state: runState(run, open),
    actions,
    done: actions.filter((action) => action.state === 'done').length,
    total: actions.filter((action) => action.state !== 'left-out').length,
    error: run.error ?? (run.tailDamaged ? { code: 'HX-TAIL', args: {} } : null),
    failures: failuresOf(run, open),
    usual: usualOf(run, open.session.runs),
    lookBack: lookBackView(run, open),
  };
}

/** Fewer runs than this tell nothing of the next. */
const RUNS_THAT_TELL = 3;

/** How long earlier runs of this kind took. */
function usualOf(run: SessionRun, runs: readonly RunSummary[]): RunView['usual'] {
  const took = runs.flatMap(({ id, kind, durationMs }) =>
    id === run.id || kind !== run.plan.kind || durationMs === undefined ? [] : [durationMs],
  );
  return took.length < RUNS_THAT_TELL ? null : { from: Math.min(...took), to: Math.max(...took) };
}

/** What waits for the person: which actions wait with it, and what an undo of its step would take back. */
function failuresOf(run: SessionRun, open: OpenState): RunFailureView[] {
  if (!run.live) return [];
  return open.held.map(({ action, canRetry }) => ({
    action: action.id,
    canRetry,
    blocks: withDependents([action.id], run.plan.actions).filter((id) => id !== action.id),
    undoes: actionsOfStep(run.plan, run.entries, action.step).length,
  }));
}

function runState(run: SessionRun, open: OpenState): RunView['state'] {
  if (run.interrupted) return 'interrupted';
  // A pause holds only when nothing is under way any more.
  if (run.live && open.phase === 'running' && open.held.length > 0 && run.current.length === 0)
    return 'held';
  if (run.live) return open.phase === 'paused' && run.current.length > 0 ? 'pausing' : open.phase;
  return run.result ?? 'failed';
}

function runAction(
  action: Action,
  run: SessionRun,
  progress: ActionProgress | undefined,
  found: {
    readonly outcome: OutcomeEntry | undefined;
    readonly cause: AppError | undefined;
    readonly where: string;
  },
): RunActionView {
  const { outcome, cause, where } = found;
  const state = actionState(action, run, progress);
  const settled = state !== 'running' && state !== 'unknown';
  return {
    id: action.id,
    step: action.step,
    reason: action.reason,
    command: renderOperation(action.operation),
    where,
    state,
    waitsUntil: run.live && state === 'not-started' ? waitsUntil(action, run) : null,
    sentAt: state === 'running' ? sentAt(action, run.entries) : null,
    decidedByReading: settled && outcome?.decidedBy === 'read',
    byHand: settled && outcome?.decidedBy === 'carried',
    durationMs: settled ? (outcome?.durationMs ?? null) : null,
    leftOut: progress?.state === 'left-out' ? progress.reason : null,
    skipped: progress?.state === 'left-out' ? (progress.note ?? null) : null,
    error: state === 'running' ? null : (outcome?.error ?? cause ?? null),
    notes: outcome?.notes ?? [],
  };
}

/** The time that an action waits for whose turn it is. */
function waitsUntil({ notBefore, dependsOn }: Action, run: SessionRun): string | null {
  if (notBefore === undefined) return null;
  const results = resultsOf(foldJournal(run.entries));
  return dependsOn.every((id) => results.has(id)) ? notBefore : null;
}

/** When its command was sent, or was looked for again after an unexpected end; null while it is still looked at. */
function sentAt({ id }: Action, entries: readonly JournalEntry[]): string | null {
  let at: string | null = null;
  for (const entry of entries) {
    if (entry.type === 'intent' && entry.action === id) at = entry.at;
    if (entry.type === 'outcome' && entry.action === id) at = null;
    if (entry.type === 'resumed' && at !== null) at = entry.at;
  }
  return at;
}

function actionState(
  action: Action,
  run: SessionRun,
  progress: ActionProgress | undefined,
): RunActionView['state'] {
  if (run.current.includes(action.id)) return 'running';
  switch (progress?.state) {
    case undefined:
    case 'not-started':
      return 'not-started';
    // It was begun and nobody knows how it ended.
    case 'intent':
      return run.live ? 'running' : 'unknown';
    case 'left-out':
      return 'left-out';
    case 'outcome':
      return progress.outcome;
  }
}

/** The list of runs. A run counts as undone when a later undo of it did all it planned. */
export function runSummaries(runs: readonly RunSummary[]): RunSummaryView[] {
  const undone = new Set(
    runs.filter((run) => run.kind === 'undo' && run.result === 'done').map((run) => run.undoes),
  );
  return runs.map(({ id, kind, fingerprint, startedAt, result, carriedTo }) => ({
    id,
    kind,
    fingerprint,
    startedAt,
    result,
    undone: undone.has(id),
    carriedTo: carriedTo ?? null,
  }));
}
