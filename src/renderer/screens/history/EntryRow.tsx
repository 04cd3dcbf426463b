import { Button } from '@fluentui/react-components';
import {
  ArrowImport20Regular,
  ErrorCircle20Regular,
  Eye20Regular,
  HandRight16Regular,
  Play20Regular,
  ShieldCheckmark20Regular,
} from '@fluentui/react-icons';
import type { ReactNode, Ref } from 'react';
import type { CustomerView, HistoryEntryView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { canUndo, UndoButton } from '../../components/undo';
import { historyId } from '../../history-testids';
import { useTranslator } from '../../i18n/translator';
import type { HistoryPlace } from '../../state/ui-store';
import { testId } from '../../testids';
import { entrySummary, kindWord } from './entry-text';

interface RowProps {
  readonly entry: HistoryEntryView;
  readonly texts: Translator;
  readonly customer: CustomerView;
  readonly onOpen: (place: HistoryPlace) => void;
  /** Where it stands in a long list, of which only a part is in the page. */
  readonly place?: {
    readonly index: number;
    readonly count: number;
    readonly start: number;
    readonly measure: Ref<HTMLLIElement>;
  };
}

function icon(entry: HistoryEntryView): ReactNode {
  switch (entry.kind) {
    case 'run':
      return entry.result === 'interrupted' ? (
        <ErrorCircle20Regular className="tone-danger" aria-hidden="true" />
      ) : (
        <Play20Regular aria-hidden="true" />
      );
    case 'read':
      return entry.verified === null ? (
        <Eye20Regular aria-hidden="true" />
      ) : (
        <ShieldCheckmark20Regular aria-hidden="true" />
      );
    case 'approval':
      return <HandRight16Regular aria-hidden="true" />;
    case 'import':
      return <ArrowImport20Regular aria-hidden="true" />;
  }
}

function Pills({ entry, texts }: Pick<RowProps, 'entry' | 'texts'>) {
  const { t } = useTranslator();
  const isUndo = 'planKind' in entry && entry.planKind === 'undo';
  return (
    <>
      {'fingerprint' in entry && <code translate="no">{entry.fingerprint}</code>}
      {isUndo && <span className="pill">{t('ui.run.kind-undo')}</span>}
      {entry.kind === 'run' && entry.undone && <span className="pill">{t('ui.run.undone')}</span>}
      {entry.kind === 'run' && entry.carriedTo !== null && (
        <span className="pill" title={entry.carriedTo}>
          {t('ui.run.by-hand')}
        </span>
      )}
      {entry.kind === 'read' && !entry.kept && (
        <span className="pill">{texts.t('history.not-kept')}</span>
      )}
    </>
  );
}

function RunButtons({ entry, texts, customer, onOpen }: RowProps) {
  if (entry.kind !== 'run') return null;
  const summary = customer.runs.find((run) => run.id === entry.id);
  const { id, fingerprint } = entry;
  return (
    <span className="row">
      {summary !== undefined && canUndo(summary) && (
        <UndoButton run={id} disabled={customer.busy !== null} testid={testId.undoRun(id)} subtle />
      )}
      <Button
        aria-label={texts.t('history.open-of', { fingerprint })}
        data-testid={historyId.open(id)}
        onClick={() => onOpen({ kind: 'run', run: id })}
      >
        {texts.t('history.open')}
      </Button>
    </span>
  );
}

function ReadButton({ entry, texts, onOpen }: RowProps) {
  const { dateTime } = useTranslator();
  if (entry.kind !== 'read' || !entry.kept) return null;
  const { id, at } = entry;
  return (
    <Button
      aria-label={texts.t('history.open-read', { date: dateTime(at) })}
      data-testid={historyId.open(id)}
      onClick={() => onOpen({ kind: 'read', read: id })}
    >
      {texts.t('history.open')}
    </Button>
  );
}

/** One thing that happened. */
export function EntryRow(props: RowProps) {
  const { entry, texts, place } = props;
  const translator = useTranslator();
  const isAlarming = entry.kind === 'run' && entry.result === 'interrupted';
  return (
    <li
      className="history-entry"
      data-testid={historyId.entry(entry.id)}
      data-kind={entry.kind}
      {...(place !== undefined && {
        ref: place.measure,
        'data-index': place.index,
        'aria-setsize': place.count,
        'aria-posinset': place.index + 1,
        style: { transform: `translateY(${String(place.start)}px)` },
      })}
    >
      {icon(entry)}
      <time className="muted history-time" dateTime={entry.at}>
        {translator.dateTime(entry.at)}
      </time>
      <span className="history-what">
        <strong>{kindWord(entry, texts)}</strong>
        <span className={isAlarming ? 'tone-danger strong' : ''}>
          {entrySummary(entry, translator, texts)}
        </span>
        <Pills {...props} />
      </span>
      <RunButtons {...props} />
      <ReadButton {...props} />
    </li>
  );
}
