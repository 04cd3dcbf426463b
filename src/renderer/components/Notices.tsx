import { Info20Regular } from '@fluentui/react-icons';
import type { Notice } from '../../shared/notices';
import { useTranslator } from '../i18n/translator';
import { TEST_IDS, testId } from '../testids';
import { Expander } from './Expander';
import './problem.css';

function NoticeCard({ notice }: { notice: Notice }) {
  const { t, text } = useTranslator();
  const { id, status, from, sources } = notice;
  const say = (part: string): string => text({ key: `notices.${id}.${part}`, args: {} });
  const since = status === 'applies' ? 'notices.since' : 'notices.from';
  return (
    <li className="problem info" data-testid={testId.notice(id)}>
      <Info20Regular className="problem-icon" aria-hidden="true" />
      <div className="problem-body">
        <Expander
          wide
          label={
            <span className="finding-title">
              <span className="problem-title">{say('what')}</span>
              <span className="finding-severity muted">
                {t(`notices.status.${status}`)}
                {from !== null && <> · {t(since, { date: from })}</>}
              </span>
            </span>
          }
        >
          <div className="finding-detail stack-tight">
            <p>{say('do')}</p>
            <ul className="caption muted">
              {sources.map(({ title, date }) => (
                <li key={title}>{t('notices.source', { title, date })}</li>
              ))}
            </ul>
          </div>
        </Expander>
      </div>
    </li>
  );
}

/** What changed since the documents were written: what concerns this customer, and the rest one expand away. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const { t } = useTranslator();
  const told = notices.filter(({ status }) => status === 'applies' || status === 'applies-soon');
  const others = notices.filter((notice) => !told.includes(notice));
  if (notices.length === 0) return null;
  return (
    <section className="stack-tight notices" data-testid={TEST_IDS.notices}>
      <h2>{t('notices.title')}</h2>
      <p className="muted">{t('notices.lead')}</p>
      <ul className="findings">
        {told.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} />
        ))}
      </ul>
      {others.length > 0 && (
        <Expander label={t('notices.others', { count: others.length })}>
          <ul className="findings">
            {others.map((notice) => (
              <NoticeCard key={notice.id} notice={notice} />
            ))}
          </ul>
        </Expander>
      )}
    </section>
  );
}
