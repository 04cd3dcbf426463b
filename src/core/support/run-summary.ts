/** A run without its values: which kind of command, when, how long, how it ended. Nothing here can name a customer. */
import type { ErrorCode } from '../../shared/errors';
import type { Operation } from '../model/command';
import type { JournalEntry } from '../model/journal';
import type { Plan } from '../model/plan';

/** One line of the summary. Times are milliseconds since the run's first line. */
interface SummaryLine {
  readonly type: JournalEntry['type'];
  readonly afterMs: number;
  /** Place of the action in the plan, from 1. */
  readonly action?: number;
  readonly outcome?: string;
  readonly durationMs?: number;
  readonly code?: ErrorCode;
}

/** A run as support sees it. */
export interface RunSummaryFile {
  readonly kind: Plan['kind'];
  readonly recipe: Plan['recipe'];
  /** Cmdlet or request method of each action, in the plan's order. */
  readonly actions: readonly string[];
  readonly lines: readonly SummaryLine[];
}

/** Reduces plan and journal. */
export function summariseRun(plan: Plan, entries: readonly JournalEntry[]): RunSummaryFile {
  const order = new Map(plan.actions.map((action, index) => [action.id, index + 1]));
  const begun = Date.parse(entries[0]?.at ?? '');
  return {
    kind: plan.kind,
    recipe: plan.recipe,
    actions: plan.actions.map((action) => verbOf(action.operation)),
    lines: entries.map((entry) => ({
      type: entry.type,
      afterMs: Date.parse(entry.at) - begun,
      ...('action' in entry ? { action: order.get(entry.action) ?? 0 } : {}),
      ...detailsOf(entry),
    })),
  };
}

function verbOf(operation: Operation): string {
  switch (operation.kind) {
    case 'cmdlet':
    case 'export-certificate':
      return operation.command.name;
    case 'graph':
    case 'replace-keys':
      return `${operation.request.method} (Graph)`;
    case 'remove-file':
      return operation.kind;
  }
}

function detailsOf(entry: JournalEntry): Pick<SummaryLine, 'outcome' | 'durationMs' | 'code'> {
  switch (entry.type) {
    case 'outcome':
      return { outcome: entry.outcome, durationMs: entry.durationMs, ...codeOf(entry) };
    case 'run-ended':
      return { outcome: entry.result, ...codeOf(entry) };
    case 'left-out':
      return { outcome: entry.reason };
    case 'gate':
      return {
        outcome: entry.passed ? 'gate-passed' : 'gate-closed',
        durationMs: entry.durationMs,
        ...codeOf(entry),
      };
    case 'run-started':
    case 'resumed':
    case 'intent':
      return {};
  }
}

function codeOf(entry: {
  readonly error?: { readonly code: ErrorCode };
}): Pick<SummaryLine, 'code'> {
  return entry.error === undefined ? {} : { code: entry.error.code };
}
