import { Button, Field, Input } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import { LONGEST_SEARCH } from '../../../shared/ipc/log-channels';
import type { LogPageView } from '../../../shared/ipc/log-view';
import type { Translator } from '../../../shared/messages';
import { loadLogMessages } from '../../../shared/messages/logs';
import { Select } from '../../components/controls/Select';
import { Checkbox } from '../../components/controls/Toggle';
import { useArea } from '../../i18n/area';
import { LOG_IDS } from '../../log-testids';
import { useCall, useServices, useUi } from '../../state/context';
import { showLog } from '../../state/ui-store';
import { LogLines } from './LogLines';
import './log-view.css';
import { useLog, WHOLE_LOG, type LogQuery } from './use-log';

const LEVELS = ['info', 'warn', 'error'] as const;

interface Filtered {
  readonly texts: Translator;
  readonly query: LogQuery;
  readonly onQuery: (query: LogQuery) => void;
}

function Filters({
  texts: { t },
  query,
  onQuery,
  targets,
}: Filtered & { targets: readonly string[] }) {
  const level = (value: string): LogQuery['level'] =>
    LEVELS.find((name) => name === value) ?? 'info';
  return (
    <div className="logs-filters">
      <Field label={t('logs.search')} className="logs-search">
        <Input
          contentBefore={<Search20Regular />}
          maxLength={LONGEST_SEARCH}
          value={query.search}
          data-testid={LOG_IDS.search}
          onChange={(_, data) => onQuery({ ...query, search: data.value })}
        />
      </Field>
      <Field label={t('logs.level')}>
        <Select
          value={query.level}
          data-testid={LOG_IDS.level}
          onChange={(value) => onQuery({ ...query, level: level(value) })}
        >
          {LEVELS.map((name) => (
            <option key={name} value={name}>
              {t(`logs.level.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('logs.target')}>
        <Select
          value={query.target}
          data-testid={LOG_IDS.target}
          onChange={(target) => onQuery({ ...query, target })}
        >
          <option value="">{t('logs.target-all')}</option>
          {targets.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox
        checked={query.isExpression}
        label={t('logs.expression')}
        data-testid={LOG_IDS.expression}
        onChange={(isExpression) => onQuery({ ...query, isExpression })}
      />
    </div>
  );
}

/** What is shown and why; said to who cannot see the lines. */
function State({ texts: { t }, page }: { texts: Translator; page: LogPageView | null }) {
  const say = (): string => {
    if (page === null) return '';
    const { entries, matched, problem, total } = page;
    if (problem !== null) return t(`logs.problem.${problem}`);
    if (total === 0) return t('logs.empty');
    if (matched === 0) return t('logs.none');
    if (entries.length < matched) return t('logs.newest', { shown: entries.length, matched });
    return t('logs.count', { shown: matched, total });
  };
  return (
    <p role="status" className="muted caption" data-testid={LOG_IDS.count}>
      {say()}
    </p>
  );
}

function Lines({ texts, query, onQuery }: Filtered) {
  const { t } = texts;
  const call = useCall();
  const { page, again } = useLog(query);
  const [wrap, setWrap] = useState(false);
  return (
    <>
      <Filters texts={texts} query={query} onQuery={onQuery} targets={page?.targets ?? []} />
      {query.id !== '' && (
        <div className="row" data-testid={LOG_IDS.id}>
          <span className="logs-only">{t('logs.id', { id: query.id })}</span>
          <Button
            size="small"
            data-testid={LOG_IDS.allIds}
            onClick={() => onQuery({ ...query, id: '' })}
          >
            {t('logs.all-ids')}
          </Button>
        </div>
      )}
      {page !== null && page.entries.length > 0 && (
        <LogLines
          texts={texts}
          lines={page.entries}
          wrap={wrap}
          onId={(id) => onQuery({ ...query, id })}
        />
      )}
      <div className="spread">
        <span className="row">
          <Checkbox
            checked={wrap}
            label={t('logs.wrap')}
            data-testid={LOG_IDS.wrap}
            onChange={setWrap}
          />
          <Button data-testid={LOG_IDS.again} onClick={again}>
            {t('logs.again')}
          </Button>
          <Button data-testid={LOG_IDS.folder} onClick={() => void call('logs.open-folder', {})}>
            {t('logs.folder')}
          </Button>
        </span>
        <State texts={texts} page={page} />
      </div>
    </>
  );
}

/** The log of this computer: closed until somebody wants it, or an error leads to it. */
export function LogView() {
  const texts = useArea(loadLogMessages);
  const { ui } = useServices();
  const asked = useUi((state) => state.logId);
  const [query, setQuery] = useState<LogQuery | null>(null);
  const [followed, setFollowed] = useState<string | null>(null);
  if (asked !== followed) {
    setFollowed(asked);
    if (asked !== null) setQuery({ ...WHOLE_LOG, id: asked });
  }
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (asked === null || texts === null) return;
    showLog(ui, null);
    heading.current?.scrollIntoView();
    heading.current?.focus();
  }, [asked, texts, ui]);
  if (texts === null) return null;
  const { t } = texts;
  return (
    <section className="card stack" aria-labelledby="logs-title">
      <h2 className="node-title" id="logs-title" ref={heading} tabIndex={-1}>
        {t('logs.title')}
      </h2>
      <p className="lead">{t('logs.intro')}</p>
      {query === null ? (
        <div className="row">
          <Button data-testid={LOG_IDS.open} onClick={() => setQuery(WHOLE_LOG)}>
            {t('logs.open')}
          </Button>
        </div>
      ) : (
        <Lines texts={texts} query={query} onQuery={setQuery} />
      )}
    </section>
  );
}
