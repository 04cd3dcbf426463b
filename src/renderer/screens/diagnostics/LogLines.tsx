import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { LogEntryView } from '../../../shared/ipc/log-view';
import type { Translator } from '../../../shared/messages';
import { useTranslator } from '../../i18n/translator';
import { LOG_IDS } from '../../log-testids';

/** Tall enough for the button of the id. */
const LINE = 34;
/** Enough of an id to tell it from its neighbours. */
const SHORT = 8;

function Line(props: { texts: Translator; line: LogEntryView; onId: (id: string) => void }) {
  const { date, time } = useTranslator();
  const { texts, line, onId } = props;
  const { at, level, event, target, correlation, text } = line;
  return (
    <>
      <time className="logs-time" dateTime={at} title={at}>
        {date(at)} {time(at, true)}
      </time>
      <strong className="logs-level" translate="yes">
        {texts.t(`logs.mark.${level}`)}
      </strong>
      <span className="logs-target" title={target}>
        {target}
      </span>
      {correlation === '' ? (
        <span className="logs-no-id">–</span>
      ) : (
        <button
          type="button"
          className="logs-id"
          aria-label={texts.t('logs.only', { id: correlation })}
          title={correlation}
          onClick={() => onId(correlation)}
        >
          {correlation.slice(0, SHORT)}
        </button>
      )}
      <span className="logs-text">
        <b>{event}</b> {text}
      </span>
    </>
  );
}

/** Only the visible lines are in the page. The newest is at the end, and shown first. */
export function LogLines(props: {
  texts: Translator;
  lines: readonly LogEntryView[];
  wrap: boolean;
  onId: (id: string) => void;
}) {
  const { texts, lines, wrap, onId } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // Nothing here is memoized by a compiler, so the library's changing functions are safe.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 20,
  });
  useEffect(() => {
    rows.measure();
    if (lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [rows, wrap, lines]);
  return (
    <div
      ref={scroller}
      className={`logs ${wrap ? 'logs-wrap' : ''}`}
      role="region"
      aria-label={texts.t('logs.lines')}
      tabIndex={0}
      dir="ltr"
      translate="no"
      data-testid={LOG_IDS.lines}
    >
      <div className="logs-size" style={{ blockSize: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <div
              key={line.key}
              ref={wrap ? rows.measureElement : undefined}
              data-index={item.index}
              className={`logs-line logs-${line.level}`}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Line texts={texts} line={line} onId={onId} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
