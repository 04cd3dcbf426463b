import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type KeyboardEvent } from 'react';
import type { HandShakeRow } from '../../../shared/inspection';
import type { Translator } from '../../../shared/messages';
import { TEST_IDS, testId } from '../../testids';

const ROW = 52;
/** Rows that PageUp and PageDown pass. */
const PAGE = 6;

interface Props {
  readonly rows: readonly HandShakeRow[];
  /** Index of the row that is chosen; null: none is. */
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
  readonly texts: Translator;
}

function Row({ row, texts }: { row: HandShakeRow; texts: Translator }) {
  const { t } = texts;
  const facts = [
    ...(row.status === null ? [] : [t('inspection.ui.status', { status: String(row.status) })]),
    t('inspection.ui.hops', { count: row.hops }),
    ...(row.calls === 1 ? [] : [t('inspection.ui.calls', { count: row.calls })]),
    ...(row.at === null ? [] : [texts.dateTime(row.at)]),
  ];
  return (
    <>
      <span className="shake-line">
        <strong className={row.cause === null ? 'tone-ok' : 'tone-danger'}>
          {t(`inspection.ui.outcome.${row.outcome}`)}
        </strong>{' '}
        <code translate="no">{row.address}</code>
      </span>
      <span className="shake-line caption muted">
        {row.cause === null ? '' : `${t(`inspection.cause.${row.cause}.what`)} · `}
        {facts.join(' · ')}
      </span>
    </>
  );
}

/** Where a key leads; undefined for a key that leads nowhere. */
function placeAfter(key: string, place: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    PageDown: place + PAGE,
    PageUp: place - PAGE,
    Home: 0,
    End: count - 1,
  };
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}

/** The hand-shakes, one of which is chosen with mouse or arrow keys. Only those in sight are in the page. */
export function HandShakeList({ rows, chosen, onChoose, texts }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  // Nothing here is memoized by a compiler, so the library's changing functions are safe.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const place = rows.findIndex(({ index }) => index === chosen);
  const move = (event: KeyboardEvent): void => {
    const to = placeAfter(event.key, place, rows.length);
    const row = to === undefined ? undefined : rows[to];
    if (to === undefined || row === undefined) return;
    event.preventDefault();
    list.scrollToIndex(to);
    onChoose(row.index);
  };
  const isInSight = list.getVirtualItems().some((item) => item.index === place);
  return (
    <div
      ref={scroller}
      className="shakes"
      role="listbox"
      tabIndex={0}
      aria-label={texts.t('inspection.ui.hand-shakes')}
      data-testid={TEST_IDS.inspectList}
      onKeyDown={move}
      {...(isInSight && { 'aria-activedescendant': `shake-${String(chosen)}` })}
    >
      <div role="presentation" className="shakes-size" style={{ blockSize: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={row.index}
              id={`shake-${String(row.index)}`}
              role="option"
              className="shake"
              aria-selected={row.index === chosen}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              data-testid={testId.handShake(row.index)}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => onChoose(row.index)}
            >
              <Row row={row} texts={texts} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
