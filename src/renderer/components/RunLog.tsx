import { Input } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { LogLineView } from '../../shared/ipc/views';
import { loadFormsMessages } from '../../shared/messages/forms';
import { FORMS_TEST_IDS } from '../forms-testids';
import { useArea } from '../i18n/area';
import { useTranslator } from '../i18n/translator';
import { useServices } from '../state/context';
import { TEST_IDS } from '../testids';
import { Code } from './CommandBlock';
import { Checkbox } from './controls/Toggle';
import { ApplicationNames } from './KnownApplications';
import { matcherOf } from './log-search';
import './log.css';

const LINE = 22;
/** Distance from the end that still counts as being at the end. */
const NEAR = 24;
const BACKWARD: readonly string[] = ['ArrowUp', 'PageUp', 'Home'];

function Line({ line, withTime }: { line: LogLineView; withTime: boolean }) {
  const { t, time } = useTranslator();
  return (
    <>
      {withTime && (
        <time className="log-time" dateTime={line.at}>
          {time(line.at, true)}
        </time>
      )}
      <span className="log-target" title={line.target}>
        {line.target}
      </span>
      <span className="log-text">
        {line.level !== 'info' && <strong>{t(`ui.log.${line.level}`)} </strong>}
        <Code text={line.text} />
        <ApplicationNames text={line.text} />
      </span>
    </>
  );
}

function Lines(props: {
  lines: readonly LogLineView[];
  wrap: boolean;
  withTime: boolean;
  follow: boolean;
  onFollow: (on: boolean) => void;
}) {
  const { t } = useTranslator();
  const { lines, wrap, withTime, follow, onFollow } = props;
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
  }, [rows, wrap, withTime]);
  const size = rows.getTotalSize();
  useEffect(() => {
    if (follow && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [rows, follow, lines.length, size]);
  const atEnd = (): boolean => {
    const box = scroller.current;
    return box !== null && box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
  };
  return (
    <div
      ref={scroller}
      className={`log ${wrap ? 'log-wrap' : ''}`}
      role="region"
      aria-label={t('ui.log.title')}
      tabIndex={0}
      lang="en"
      dir="ltr"
      translate="no"
      data-testid={TEST_IDS.log}
      onScroll={() => {
        if (!follow && atEnd()) onFollow(true);
      }}
      // Only a person's own move away from the end stops following; lines that grow do not.
      onWheel={(event) => {
        if (event.deltaY < 0) onFollow(false);
      }}
      onPointerDown={() => onFollow(false)}
      onKeyDown={(event) => {
        if (BACKWARD.includes(event.key)) onFollow(false);
      }}
    >
      <div className="log-size" style={{ blockSize: size }}>
        {rows.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <div
              key={line.sequence}
              ref={wrap ? rows.measureElement : undefined}
              data-index={item.index}
              className={`log-line log-${line.level}`}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Line line={line} withTime={withTime} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The run's log: searchable, not spoken, only the visible lines in the page. */
export function RunLog() {
  const { t } = useTranslator();
  const { log } = useServices();
  const lines = useSyncExternalStore(log.subscribe, log.lines);
  const [search, setSearch] = useState('');
  const [follow, setFollow] = useState(true);
  const [wrap, setWrap] = useState(true);
  const [withTime, setWithTime] = useState(true);
  const texts = useArea(loadFormsMessages);
  const shown = useMemo(() => {
    const matches = matcherOf(search);
    return matches === null
      ? lines
      : lines.filter((line) => matches(`${line.target} ${line.text}`));
  }, [lines, search]);
  return (
    <section className="card log-card">
      <div className="spread log-head">
        <h2 className="node-title">{t('ui.log.title')}</h2>
        <Input
          size="small"
          className="log-search"
          contentBefore={<Search20Regular />}
          placeholder={t('ui.log.search')}
          aria-label={t('ui.log.search')}
          value={search}
          data-testid={TEST_IDS.logSearch}
          onChange={(_, data) => setSearch(data.value)}
        />
      </div>
      <Lines {...{ wrap, withTime, follow }} lines={shown} onFollow={setFollow} />
      <div className="spread">
        <span className="row">
          <Checkbox
            checked={follow}
            label={t('ui.log.follow')}
            data-testid={TEST_IDS.logFollow}
            onChange={(checked) => setFollow(checked)}
          />
          <Checkbox
            checked={wrap}
            label={t('ui.log.wrap')}
            data-testid={TEST_IDS.logWrap}
            onChange={(checked) => setWrap(checked)}
          />
          {texts !== null && (
            <Checkbox
              checked={withTime}
              label={texts.t('forms.log.time')}
              data-testid={FORMS_TEST_IDS.logTime}
              onChange={(checked) => setWithTime(checked)}
            />
          )}
        </span>
        <span className="muted caption" data-testid={TEST_IDS.logCount}>
          {t('ui.log.count', { shown: shown.length, total: lines.length })}
        </span>
      </div>
    </section>
  );
}
