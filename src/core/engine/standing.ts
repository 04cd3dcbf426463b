/**
 * What still counts of a long journal: where it began and ended, the last word on each action, its last outcome, and
 * why it was left out. Progress, report and undo of a run come out of it as out of the whole journal.
 */
import type { JournalEntry } from '../model/journal';

/** Journals up to this length are taken as they are. */
const SHORT = 1_000;

/** Takes a journal's lines one after the other and keeps those that count. */
export class Standing {
  private readonly last = new Map<string, { readonly entry: JournalEntry }>();
  private resumed = 0;

  constructor(entries: readonly JournalEntry[] = []) {
    for (const entry of entries) this.add(entry);
  }

  /** Takes the next line. */
  add(entry: JournalEntry): void {
    // One line may stand in two places, and the same words may be said twice.
    const line = { entry };
    for (const place of this.placesOf(entry)) {
      if (place === 'first-start' && this.last.has(place)) continue;
      // A place that is taken anew comes behind all others: lines stay in their order.
      this.last.delete(place);
      this.last.set(place, line);
    }
  }

  /** The lines that count, in their order. */
  get entries(): readonly JournalEntry[] {
    return [...new Set(this.last.values())].map(({ entry }) => entry);
  }

  private placesOf(entry: JournalEntry): readonly string[] {
    switch (entry.type) {
      case 'run-started':
        return ['first-start', 'start'];
      case 'resumed':
        this.resumed += 1;
        return [`resumed ${String(this.resumed)}`];
      case 'intent':
        return [`word ${entry.action}`];
      case 'outcome':
        // What failed and was then left out by the person is still told.
        return [`word ${entry.action}`, `outcome ${entry.action}`];
      case 'left-out':
        return entry.error === undefined
          ? [`word ${entry.action}`]
          : [`word ${entry.action}`, `cause ${entry.action}`];
      case 'gate':
        return [`cause ${entry.action}`];
      case 'run-ended':
        return ['end'];
    }
  }
}

interface Followed {
  readonly standing: Standing;
  count: number;
  entries: readonly JournalEntry[];
}

/** Journals of runs under way only grow: what was taken of them is not taken again. */
const followed = new WeakMap<readonly JournalEntry[], Followed>();

/** The lines of a journal that are shown: all of a short one, those that count of a long one. */
export function shownEntries(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  if (entries.length <= SHORT) return entries;
  const known = followed.get(entries) ?? { standing: new Standing(), count: 0, entries: [] };
  if (known.count !== entries.length) {
    for (const entry of entries.slice(known.count)) known.standing.add(entry);
    known.count = entries.length;
    known.entries = known.standing.entries;
    followed.set(entries, known);
  }
  return known.entries;
}
