/** A kept read in detail: its named reads side by side with where they were made. */
import type { HistoryReadRowView, HistoryReadView } from '../../../shared/ipc/known-view';
import { titleOfKept } from '../../../core/history/compare';
import type { ReadSnapshot } from '../../../core/history/snapshot';
import { TARGET_IDS } from '../../../core/model/command';

/** The reads by target, in the order in which they were made. */
export function readView({ id, at, scenario, objects }: ReadSnapshot): HistoryReadView {
  const targets = TARGET_IDS.map((target) => ({
    target,
    reads: objects.filter((item) => item.target === target).map(rowOf),
  }));
  for (const { reads } of targets) reads.sort(byTime);
  return { id, at, scenario, targets: targets.filter(({ reads }) => reads.length > 0) };
}

function rowOf(item: ReadSnapshot['objects'][number]): HistoryReadRowView {
  const { key, at, durationMs, error, errorArguments } = item;
  const why = error === null ? null : { code: error, args: errorArguments };
  return { key, title: titleOfKept(item), at, durationMs, error: why };
}

function byTime(left: HistoryReadRowView, right: HistoryReadRowView): number {
  return (left.at ?? '').localeCompare(right.at ?? '', 'en');
}
