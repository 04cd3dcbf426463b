/** The history as the window shows it: what was taken down, and the runs, which are the truth about themselves. */
import type {
  HistoryEntryView,
  HistoryLineView,
  HistoryView,
} from '../../../shared/ipc/history-view';
import type { HistoryBook, HistoryEntry } from '../../../core/history/book';
import type { Drift } from '../../../core/history/drift';
import type { RunSummary } from '../../../core/model/customer';
import type { JournalEntry } from '../../../core/model/journal';
import { runSummaries } from './run-view';

/** Everything, newest first. */
export function historyView(
  { entries, damagedAt }: HistoryBook,
  kept: ReadonlySet<string>,
  runs: readonly RunSummary[],
  drift: Drift | null,
): HistoryView {
  const others = entries.flatMap((entry, index) => entryView(entry, index, kept));
  const all = [...others, ...runEntries(runs)];
  all.sort((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0));
  return { entries: all, damagedAt, drift };
}

function runEntries(runs: readonly RunSummary[]): HistoryEntryView[] {
  return runSummaries(runs).map(({ id, kind, fingerprint, startedAt, ...rest }) => ({
    kind: 'run',
    id,
    at: startedAt,
    planKind: kind,
    fingerprint,
    result: rest.result,
    undone: rest.undone,
    carriedTo: rest.carriedTo,
  }));
}

function entryView(
  entry: HistoryEntry,
  index: number,
  kept: ReadonlySet<string>,
): HistoryEntryView[] {
  const { at } = entry;
  switch (entry.kind) {
    case 'run':
      return [];
    case 'read': {
      const { snapshot: id, scenario, read, notRead, verification } = entry;
      const verified =
        verification === undefined
          ? null
          : { held: verification.verified.length, failed: verification.failed };
      return [{ kind: 'read', id, at, scenario, read, notRead, verified, kept: kept.has(id) }];
    }
    case 'approval': {
      const { planKind, fingerprint, consents, run } = entry;
      return [{ kind: 'approval', id: `approval-${run}`, at, planKind, fingerprint, consents }];
    }
    case 'import':
      return [{ kind: 'import', id: `import-${String(index)}`, at, what: entry.what }];
  }
}

/** A line of a journal. */
export function lineView({
  number,
  entry,
}: {
  readonly number: number;
  readonly entry: JournalEntry;
}): HistoryLineView {
  const action = 'action' in entry ? entry.action : null;
  return { number, at: entry.at, type: entry.type, action, word: wordOf(entry) };
}

function wordOf(entry: JournalEntry): string | null {
  switch (entry.type) {
    case 'outcome':
      return entry.outcome;
    case 'left-out':
      return entry.reason;
    case 'run-ended':
      return entry.result;
    case 'run-started':
      return entry.fingerprint;
    case 'gate':
      return entry.passed ? 'passed' : 'not-passed';
    case 'intent':
    case 'resumed':
      return null;
  }
}

/** Where a command of a run ran: as it is reached now, but on the computer that the run was carried to by hand. */
export function placeOfRun(place: string, carriedTo?: string): string {
  if (carriedTo === undefined) return place;
  const shell = place.split(' · ').at(-1) ?? place;
  return `${carriedTo} · ${shell}`;
}
