import { Field, Input } from '@fluentui/react-components';
import { History20Regular, Search20Regular, Warning20Regular } from '@fluentui/react-icons';
import { useEffect, useMemo, useState } from 'react';
import type { CustomerView, HistoryEntryView, HistoryView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { ScreenHeader } from '../../components/ScreenHeader';
import { Select } from '../../components/controls/Select';
import { HISTORY_IDS } from '../../history-testids';
import { useTranslator } from '../../i18n/translator';
import { useCall } from '../../state/context';
import type { HistoryPlace } from '../../state/ui-store';
import { CompareReads } from './CompareReads';
import { HistoryRows } from './HistoryRows';
import { entryText } from './entry-text';

const KINDS = ['all', 'run', 'read', 'approval', 'import'] as const;
type Kind = (typeof KINDS)[number];

interface ListProps {
  readonly customer: CustomerView;
  readonly texts: Translator;
  readonly onOpen: (place: HistoryPlace) => void;
}

/** The history as main has it; asked for again when something happened. */
function useHistory({ readAt, runs, busy }: CustomerView): HistoryView | null {
  const call = useCall();
  const [history, setHistory] = useState<HistoryView | null>(null);
  useEffect(() => {
    let wanted = true;
    void call('history.list', {}).then((answer) => {
      if (wanted && answer.ok) setHistory(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [call, readAt, runs.length, busy]);
  return history;
}

function Filters(props: {
  readonly texts: Translator;
  readonly kind: Kind;
  readonly search: string;
  readonly count: number;
  readonly onKind: (kind: Kind) => void;
  readonly onSearch: (text: string) => void;
}) {
  const { t } = props.texts;
  return (
    <div className="row history-filters">
      <Field label={t('history.kind')}>
        <Select
          value={props.kind}
          data-testid={HISTORY_IDS.kind}
          onChange={(value) => props.onKind(KINDS.find((item) => item === value) ?? 'all')}
        >
          {KINDS.map((item) => (
            <option key={item} value={item}>
              {t(`history.kind.${item}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('history.search')}>
        <Input
          value={props.search}
          contentBefore={<Search20Regular />}
          data-testid={HISTORY_IDS.search}
          onChange={(_, { value }) => props.onSearch(value)}
        />
      </Field>
      <span className="muted history-count" role="status" data-testid={HISTORY_IDS.shown}>
        {t('history.shown', { count: props.count })}
      </span>
    </div>
  );
}

function Entries(props: ListProps & { readonly entries: readonly HistoryEntryView[] }) {
  const translator = useTranslator();
  const { texts, entries, customer, onOpen } = props;
  const [kind, setKind] = useState<Kind>('all');
  const [search, setSearch] = useState('');
  const words = search.trim().toLocaleLowerCase();
  const isSearched = words !== '';
  // Thousands of dates take their time: not at every key.
  const searched = useMemo(
    () =>
      isSearched
        ? entries.map((entry) => entryText(entry, translator, texts).toLocaleLowerCase())
        : null,
    [isSearched, entries, translator, texts],
  );
  const found = entries.filter(
    (entry, index) =>
      (kind === 'all' || entry.kind === kind) &&
      (searched === null || searched[index]?.includes(words) === true),
  );
  return (
    <>
      <Filters
        {...{ texts, kind, search, count: found.length, onSearch: setSearch, onKind: setKind }}
      />
      {found.length === 0 && <p className="muted">{texts.t('history.none')}</p>}
      <HistoryRows key={`${kind} ${words}`} {...{ texts, customer, onOpen }} entries={found} />
    </>
  );
}

/** Runs, reads, approvals and imports in one list, newest first, and two reads to compare. */
export function HistoryList(props: ListProps) {
  const { texts } = props;
  const { t } = texts;
  const history = useHistory(props.customer);
  return (
    <div className="page">
      <ScreenHeader title={t('history.title')} />
      {history !== null && history.damagedAt !== null && (
        <p className="row notice-warn" role="alert" data-testid={HISTORY_IDS.damaged}>
          <Warning20Regular aria-hidden="true" />
          <span className="grow">{t('history.damaged', { line: history.damagedAt })}</span>
        </p>
      )}
      {history !== null && history.entries.length === 0 && (
        <div className="card empty">
          <History20Regular aria-hidden="true" />
          <h2>{t('history.empty')}</h2>
          <p className="muted">{t('history.empty-text')}</p>
        </div>
      )}
      {history !== null && history.entries.length > 0 && (
        <>
          <CompareReads texts={texts} entries={history.entries} onOpen={props.onOpen} />
          <Entries {...props} entries={history.entries} />
        </>
      )}
    </div>
  );
}
