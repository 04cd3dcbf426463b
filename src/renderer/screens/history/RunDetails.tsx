import { Button } from '@fluentui/react-components';
import { DocumentArrowRight20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type {
  CustomerView,
  HistoryActionView,
  HistoryLineView,
  HistoryRunView,
  RunIntegrityView,
} from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { tagList } from '../../../shared/messages/tag-list';
import { CommandBlock } from '../../components/CommandBlock';
import { ApplicationNames } from '../../components/KnownApplications';
import { LinkButton } from '../../components/LinkButton';
import { Problem } from '../../components/Problem';
import { ScreenHeader } from '../../components/ScreenHeader';
import { canUndo, UndoButton } from '../../components/undo';
import { HISTORY_IDS } from '../../history-testids';
import { Prose } from '../../i18n/prose';
import { useTranslator } from '../../i18n/translator';
import { useCall, useServices } from '../../state/context';
import { goTo } from '../../state/ui-store';
import { testId } from '../../testids';
import { Pages } from './Pages';
import { resultWord } from '../../components/result-word';

const SIZE = 100;
const OUTCOMES = [
  'done',
  'failed',
  'unknown',
  'not-done',
  'moved',
  'left-out',
  'not-started',
] as const;
const TYPES = [
  'run-started',
  'resumed',
  'left-out',
  'gate',
  'intent',
  'outcome',
  'run-ended',
] as const;

interface DetailsProps {
  readonly run: string;
  readonly texts: Translator;
  readonly customer: CustomerView;
  readonly onBack: () => void;
}

/** The run with a page of its journal, and whether the journal is as it was written, which takes longer. */
function useRun(run: string, from: number) {
  const call = useCall();
  const [details, setDetails] = useState<HistoryRunView | null>(null);
  const [integrity, setIntegrity] = useState<RunIntegrityView | null>(null);
  useEffect(() => {
    let wanted = true;
    void call('history.run', { run, from }).then((answer) => {
      if (wanted && answer.ok) setDetails(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [call, run, from]);
  useEffect(() => {
    let wanted = true;
    void call('history.check', { run }).then((answer) => {
      if (wanted && answer.ok) setIntegrity(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [call, run]);
  return { details, integrity };
}

function Action({ action }: { action: HistoryActionView }) {
  const { t, text } = useTranslator();
  const outcome = OUTCOMES.find((item) => item === action.outcome) ?? 'unknown';
  const tone = outcome === 'done' ? 'tone-ok' : outcome === 'failed' ? 'tone-danger' : 'tone-warn';
  return (
    <li className="stack-tight history-action">
      <span className="spread">
        <span>
          <Prose text={text(action.reason)} />
        </span>
        <span className={`${outcome === 'not-started' ? 'muted' : tone} strong nowrap`}>
          {t(`ui.run.action.${outcome}`)}
        </span>
      </span>
      <CommandBlock
        text={action.command}
        where={action.where}
        testid={testId.command(action.id)}
        copyTestid={testId.copyCommand(action.id)}
      />
      {action.error !== null && <Problem error={action.error} />}
    </li>
  );
}

/** A page of the journal, whose rows say where in the whole they stand. */
function JournalLines(props: {
  lines: readonly HistoryLineView[];
  total: number;
  texts: Translator;
}) {
  const { lines, total, texts } = props;
  const { t } = texts;
  const { dateTime } = useTranslator();
  return (
    <table
      className="facts history-lines"
      aria-rowcount={total + 1}
      data-testid={HISTORY_IDS.journal}
    >
      <caption className="visually-hidden">{t('history.run.journal')}</caption>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">{t('history.run.line')}</th>
          <th scope="col">{t('history.run.time')}</th>
          <th scope="col">{t('history.run.entry')}</th>
          <th scope="col">{t('history.run.action')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ number, at, type, action, word }) => (
          <tr key={number} aria-rowindex={number + 1}>
            <th scope="row">{number}</th>
            <td className="nowrap" data-label={t('history.run.time')}>
              <time dateTime={at}>{dateTime(at)}</time>
            </td>
            <td data-label={t('history.run.entry')}>
              {t(`history.entry.${TYPES.find((item) => item === type) ?? 'outcome'}`)}{' '}
              {word !== null && <code translate="no">{word}</code>}
            </td>
            <td data-label={t('history.run.action')}>
              <code translate="no">{action ?? ''}</code>
              {action !== null && <ApplicationNames text={action} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Integrity({ found, texts }: { found: RunIntegrityView | null; texts: Translator }) {
  const { t } = texts;
  const tone = found === null ? 'muted' : found.state === 'intact' ? 'tone-ok' : 'tone-danger';
  return (
    <p role="status" className={tone} data-testid={HISTORY_IDS.integrity}>
      {found === null ? t('history.run.checking') : t(`history.run.${found.state}`, { ...found })}
    </p>
  );
}

function Buttons({ run, customer, texts, onBack }: DetailsProps) {
  const { ui } = useServices();
  const summary = customer.runs.find((item) => item.id === run);
  const isLast = customer.runs.at(-1)?.id === run;
  return (
    <>
      <Button data-testid={HISTORY_IDS.back} onClick={onBack}>
        {texts.t('history.back')}
      </Button>
      {summary !== undefined && canUndo(summary) && (
        <UndoButton run={run} disabled={customer.busy !== null} testid={testId.undoRun(run)} />
      )}
      {isLast && (
        <Button icon={<DocumentArrowRight20Regular />} onClick={() => goTo(ui, 'report')}>
          {texts.t('history.run.report')}
        </Button>
      )}
    </>
  );
}

/** One run: what was done, and its journal page by page. */
export function RunDetails(props: DetailsProps) {
  const { run, texts } = props;
  const { t } = texts;
  const translator = useTranslator();
  const { dateTime } = translator;
  const [from, setFrom] = useState(0);
  const { details, integrity } = useRun(run, from);
  const agreed = tagList(details?.consents ?? [], translator);
  const meta =
    details === null ? null : (
      <>
        <strong>{resultWord(details.result, translator)}</strong>
        <span className="row nowrap-start">
          <span>
            <span className="nowrap">
              {t('history.run.started', { date: dateTime(details.startedAt) })}
            </span>
            {details.endedAt !== null && (
              <>
                {'\u00a0· '}
                <span className="nowrap">
                  {t('history.run.ended', { date: dateTime(details.endedAt) })}
                </span>
              </>
            )}
          </span>
          <LinkButton customer={props.customer.id} run={run} />
        </span>
      </>
    );
  return (
    <div className="page">
      <ScreenHeader
        title={t('history.run.title', { fingerprint: details?.fingerprint ?? '' })}
        meta={meta}
        actions={<Buttons {...props} />}
      />
      {details !== null && (
        <>
          <section className="card stack-tight">
            <h2 className="node-title">{t('history.run.actions')}</h2>
            {agreed !== '' && <p className="muted">{t('history.approved', { tags: agreed })}</p>}
            <ul className="stack-tight">
              {details.actions.map((action) => (
                <Action key={action.id} action={action} />
              ))}
            </ul>
          </section>
          <section className="card stack-tight">
            <h2 className="node-title">{t('history.run.journal')}</h2>
            <Integrity found={integrity} texts={texts} />
            <JournalLines lines={details.lines.items} total={details.lines.total} texts={texts} />
            <Pages {...{ texts, from, size: SIZE, total: details.lines.total, onGo: setFrom }} />
          </section>
        </>
      )}
    </div>
  );
}
