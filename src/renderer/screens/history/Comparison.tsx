import { Button } from '@fluentui/react-components';
import { ArrowExport20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type {
  ComparedObjectView,
  ComparedReadsView,
  ComparedValueView,
} from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { ApplicationNames } from '../../components/KnownApplications';
import { ScreenHeader } from '../../components/ScreenHeader';
import { HISTORY_IDS } from '../../history-testids';
import { useTranslator } from '../../i18n/translator';
import { useCall } from '../../state/context';
import { Pages } from './Pages';

/** Objects that are drawn at a time. */
const SIZE = 50;

function Value({ value, texts }: { value: string | null; texts: Translator }) {
  if (value === null) return <span className="muted">{texts.t('history.comparison.absent')}</span>;
  return (
    <code className="compared-value" translate="no">
      {value}
    </code>
  );
}

function Row({ value, texts }: { value: ComparedValueView; texts: Translator }) {
  const { t } = texts;
  return (
    <tr data-difference tabIndex={-1}>
      <th scope="row">
        {value.property === '' ? (
          t('history.comparison.not-read')
        ) : (
          <>
            <code translate="no">{value.property}</code>
            <ApplicationNames text={value.property} />
          </>
        )}
      </th>
      <td data-label={t('history.compare.before')}>
        <Value value={value.before} texts={texts} />
      </td>
      <td data-label={t('history.compare.after')}>
        <Value value={value.after} texts={texts} />
      </td>
    </tr>
  );
}

function ObjectCard({ object, texts }: { object: ComparedObjectView; texts: Translator }) {
  const { text } = useTranslator();
  const { t } = texts;
  const title = object.title.key.startsWith('history.')
    ? texts.text(object.title)
    : text(object.title);
  return (
    <section className="card stack-tight" aria-label={title}>
      <h2 className="node-title">
        {title}
        <span className={`pill compared-${object.kind}`}>
          {t(`history.comparison.${object.kind}`)}
        </span>
      </h2>
      <table className="facts compared">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('history.comparison.property')}</th>
            <th scope="col">{t('history.compare.before')}</th>
            <th scope="col">{t('history.compare.after')}</th>
          </tr>
        </thead>
        <tbody>
          {object.values.map((value) => (
            <Row key={value.property} value={value} texts={texts} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ComparisonProps {
  readonly before: string;
  readonly after: string;
  readonly texts: Translator;
  readonly onBack: () => void;
}

function useCompared(before: string, after: string): ComparedReadsView | null {
  const call = useCall();
  const [compared, setCompared] = useState<ComparedReadsView | null>(null);
  useEffect(() => {
    let wanted = true;
    void call('history.compare', { before, after }).then((answer) => {
      if (wanted && answer.ok) setCompared(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [call, before, after]);
  return compared;
}

function Found({ compared, texts }: { compared: ComparedReadsView; texts: Translator }) {
  const { t } = texts;
  const { objects, same } = compared;
  const [from, setFrom] = useState(0);
  const values = objects.reduce((sum, item) => sum + item.values.length, 0);
  return (
    <>
      <p data-testid={HISTORY_IDS.counts}>
        {t('history.comparison.counts', { values, same })}{' '}
        {values > 1 && <span className="muted">{t('history.comparison.keys')}</span>}
      </p>
      <div className="stack" data-testid={HISTORY_IDS.comparison}>
        {objects.slice(from, from + SIZE).map((object) => (
          <ObjectCard key={object.key} object={object} texts={texts} />
        ))}
      </div>
      <Pages {...{ texts, from, size: SIZE, total: objects.length, onGo: setFrom }} />
    </>
  );
}

/** Two reads side by side: object, property, before, after. */
export function Comparison({ before, after, texts, onBack }: ComparisonProps) {
  const { t } = texts;
  const { dateTime } = useTranslator();
  const call = useCall();
  const [saved, setSaved] = useState(false);
  const compared = useCompared(before, after);
  const save = async (): Promise<void> => {
    const answer = await call('history.export', { before, after });
    setSaved(answer.ok && answer.value);
  };
  const between =
    compared === null
      ? ''
      : t('history.comparison.between', {
          before: dateTime(compared.before.at),
          after: dateTime(compared.after.at),
        });
  return (
    <div className="page">
      <ScreenHeader
        title={t('history.comparison')}
        meta={
          <>
            <span>{between}</span>
            <span role="status">{saved ? t('history.comparison.exported') : ''}</span>
          </>
        }
        actions={
          <>
            <Button data-testid={HISTORY_IDS.back} onClick={onBack}>
              {t('history.back')}
            </Button>
            <Button
              icon={<ArrowExport20Regular />}
              disabled={compared === null}
              data-testid={HISTORY_IDS.export}
              onClick={() => void save()}
            >
              {t('history.comparison.export')}
            </Button>
          </>
        }
      />
      {compared !== null && <Found compared={compared} texts={texts} />}
    </div>
  );
}
