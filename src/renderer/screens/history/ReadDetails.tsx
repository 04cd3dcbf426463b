import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { HistoryReadRowView, HistoryReadView } from '../../../shared/ipc/known-view';
import type { Translator } from '../../../shared/messages';
import { Problem } from '../../components/Problem';
import { ScreenHeader } from '../../components/ScreenHeader';
import { HISTORY_IDS } from '../../history-testids';
import { useTranslator } from '../../i18n/translator';
import { KNOWN_IDS } from '../../known-testids';
import { useCall } from '../../state/context';

function useRead(snapshot: string): HistoryReadView | null {
  const call = useCall();
  const [read, setRead] = useState<HistoryReadView | null>(null);
  useEffect(() => {
    let wanted = true;
    void call('history.read', { snapshot }).then((answer) => {
      if (wanted && answer.ok) setRead(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [call, snapshot]);
  return read;
}

function Row({ row, texts }: { row: HistoryReadRowView; texts: Translator }) {
  const { t } = texts;
  const { text, time, duration } = useTranslator();
  const { title, at, durationMs, error } = row;
  const nothing = <span className="muted">–</span>;
  return (
    <tr>
      <th scope="row">{text(title)}</th>
      <td className="nowrap" data-label={t('history.reading.time')}>
        {at === null ? nothing : <time dateTime={at}>{time(at)}</time>}
      </td>
      <td className="nowrap" data-label={t('history.reading.took')}>
        {durationMs === null ? nothing : duration(durationMs)}
      </td>
      <td data-label={t('history.reading.result')}>
        {error === null ? t('history.reading.read') : <Problem error={error} />}
      </td>
    </tr>
  );
}

function Target(props: { target: HistoryReadView['targets'][number]; texts: Translator }) {
  const { t } = props.texts;
  const { t: words } = useTranslator();
  const { target, reads } = props.target;
  const name = words(`core.target.${target}`);
  return (
    <section className="card stack-tight">
      <h2 className="node-title">{name}</h2>
      <table className="facts history-lines">
        <caption className="visually-hidden">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t('history.reading.what')}</th>
            <th scope="col">{t('history.reading.time')}</th>
            <th scope="col">{t('history.reading.took')}</th>
            <th scope="col">{t('history.reading.result')}</th>
          </tr>
        </thead>
        <tbody>
          {reads.map((row) => (
            <Row key={row.key} row={row} texts={props.texts} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** One read: its named reads at each target, with time, duration, and why one could not be made. */
export function ReadDetails(props: { read: string; texts: Translator; onBack: () => void }) {
  const { t } = props.texts;
  const { dateTime, t: words } = useTranslator();
  const read = useRead(props.read);
  const all = read?.targets.flatMap(({ reads }) => reads) ?? [];
  const notRead = all.filter(({ error }) => error !== null).length;
  return (
    <div className="page" data-testid={KNOWN_IDS.read}>
      <ScreenHeader
        title={t('history.reading.title')}
        meta={
          read !== null && (
            <>
              <span>{dateTime(read.at)}</span>
              <span>{words(`ui.scenario.${read.scenario}`)}</span>
              <span>{t('history.read', { read: all.length - notRead, notRead })}</span>
            </>
          )
        }
        actions={
          <Button data-testid={HISTORY_IDS.back} onClick={props.onBack}>
            {t('history.back')}
          </Button>
        }
      />
      {read?.targets.map((target) => (
        <Target key={target.target} target={target} texts={props.texts} />
      ))}
    </div>
  );
}
