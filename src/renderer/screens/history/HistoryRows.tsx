import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { CustomerView, HistoryEntryView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { HISTORY_IDS } from '../../history-testids';
import type { HistoryPlace } from '../../state/ui-store';
import { EntryRow } from './EntryRow';

/** From so many entries on only those in sight are in the page. */
const MANY = 60;
const ROW = 52;

interface RowsProps {
  readonly entries: readonly HistoryEntryView[];
  readonly texts: Translator;
  readonly customer: CustomerView;
  readonly onOpen: (place: HistoryPlace) => void;
}

/** The run beside a place, going up or down: its buttons are where Tab leads next. */
function runBeside(entries: readonly HistoryEntryView[], from: number, step: 1 | -1): number[] {
  for (let at = from + step; at >= 0 && at < entries.length; at += step)
    if (entries[at]?.kind === 'run') return [at];
  return [];
}

/** The entries, newest first. Of many only those in sight are in the page, with the one that has the focus. */
export function HistoryRows({ entries, texts, customer, onOpen }: RowsProps) {
  const isMany = entries.length > MANY;
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  // Nothing here is memoized by a compiler, so the library's changing functions are safe.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: entries.length,
    enabled: isMany,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 8,
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      const first = seen[0] ?? 0;
      const kept = [
        ...(focused === null || focused >= entries.length
          ? []
          : [focused, ...runBeside(entries, focused, -1), ...runBeside(entries, focused, 1)]),
        ...runBeside(entries, first, -1),
        ...runBeside(entries, seen.at(-1) ?? 0, 1),
      ];
      return [...new Set([...seen, ...kept])].sort((a, b) => a - b);
    },
  });
  if (!isMany) {
    return (
      <ol className="history" data-testid={HISTORY_IDS.list}>
        {entries.map((entry) => (
          <EntryRow key={`${entry.kind} ${entry.id}`} {...{ entry, texts, customer, onOpen }} />
        ))}
      </ol>
    );
  }
  return (
    <div
      ref={scroller}
      className="history-many"
      role="region"
      tabIndex={0}
      aria-label={texts.t('history.title')}
      onBlur={() => setFocused(null)}
      onFocus={(event) => {
        const row = event.target.closest('li[data-index]');
        setFocused(row === null ? null : Number(row.getAttribute('data-index')));
      }}
    >
      <ol
        className="history"
        data-testid={HISTORY_IDS.list}
        style={{ blockSize: list.getTotalSize() }}
      >
        {list.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          const place = { index, start, count: entries.length, measure: list.measureElement };
          return (
            <EntryRow
              key={`${entry.kind} ${entry.id}`}
              {...{ entry, texts, customer, onOpen, place }}
            />
          );
        })}
      </ol>
    </div>
  );
}
