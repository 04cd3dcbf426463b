import { Info20Regular, Warning20Regular } from '@fluentui/react-icons';
import type { Translator } from '../../../shared/messages';
import type { TopologyAnswer, TopologyNeed, TopologyWay } from '../../../shared/topology';
import { TEST_IDS, testId } from '../../testids';
import { Contradictions } from './Contradictions';
import { FeatureTable } from './FeatureTable';
import { Names } from './Names';
import type { AnswerProps } from './OwnPill';
import { Pictures } from './Pictures';
import { Sources } from './Sources';

function Way({ way, texts }: { way: TopologyWay; texts: Translator }) {
  const { t } = texts;
  const columns = texts.list(way.columns.map((id) => t(`topology.column.${id}`)));
  return (
    <li className="topology-way stack-tight" data-testid={testId.topologyWay(way.id)}>
      <h3>{t(`topology.way.${way.id}.name`)}</h3>
      <p>{t(`topology.way.${way.id}`)}</p>
      <p className="muted">{t('topology.way.for', { columns })}</p>
      <Sources sources={way.sources} texts={texts} />
    </li>
  );
}

function Notices({ answer: { notices }, texts }: { answer: TopologyAnswer; texts: Translator }) {
  const { t } = texts;
  if (notices.length === 0) return null;
  return (
    <section className="card stack-tight">
      <h2 className="node-title">{t('topology.notices')}</h2>
      <ul className="stack-tight">
        {notices.map(({ id, args, from, sources }, index) => (
          <li key={`${id}-${index}`} className="topology-notice">
            {from === null ? (
              <Info20Regular className="tone-brand" aria-hidden="true" />
            ) : (
              <Warning20Regular className="tone-warn" aria-hidden="true" />
            )}
            <div>
              <p>{texts.text({ key: `topology.notice.${id}`, args })}</p>
              {from !== null && (
                <p className="caption strong">{t('topology.notices.from', { date: from })}</p>
              )}
              <Sources sources={sources} texts={texts} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Needs(props: { kind: 'need' | 'gain'; list: readonly TopologyNeed[]; texts: Translator }) {
  const { kind, list, texts } = props;
  return (
    <ul className="topology-list">
      {list.map(({ id, sources }) => (
        <li key={id}>
          <p>{texts.text({ key: `topology.${kind}.${id}`, args: {} })}</p>
          <Sources sources={sources} texts={texts} />
        </li>
      ))}
    </ul>
  );
}

function Changes({ answer, texts }: { answer: TopologyAnswer; texts: Translator }) {
  const { t } = texts;
  const changed = answer.features.filter(({ turnsOn }) => turnsOn.length > 0);
  return (
    <section className="card stack-tight" data-testid={TEST_IDS.topologyChanges}>
      <h2 className="node-title">{t('topology.changes')}</h2>
      {changed.length === 0 ? (
        <p>{t('topology.changes.none')}</p>
      ) : (
        <p>{t('topology.changes.count', { count: changed.length })}</p>
      )}
      <ul className="topology-list">
        {changed.map(({ id, now, after, turnsOn }) => (
          <li key={id}>
            <p>{texts.text({ key: `topology.feature.${id}`, args: {} })}</p>
            <p className="caption muted">
              {now === after
                ? t('topology.changes.more', {
                    columns: texts.list(turnsOn.map((column) => t(`topology.column.${column}`))),
                  })
                : t('topology.changes.row', {
                    now: t(`topology.extent.${now}`),
                    after: t(`topology.extent.${after}`),
                  })}
            </p>
          </li>
        ))}
      </ul>
      {answer.gains.length > 0 && (
        <>
          <h3>{t('topology.changes.gains')}</h3>
          <Needs kind="gain" list={answer.gains} texts={texts} />
        </>
      )}
    </section>
  );
}

/** Everything that follows from the description. */
export function Answer({ answer, isExample, texts }: AnswerProps) {
  const { t } = texts;
  return (
    <>
      <section className="card stack-tight" data-testid={TEST_IDS.topologyAnswer}>
        <h2 className="node-title">{t('topology.ways')}</h2>
        <ul className="topology-ways">
          {answer.ways.map((way) => (
            <Way key={way.id} way={way} texts={texts} />
          ))}
        </ul>
      </section>
      <Notices answer={answer} texts={texts} />
      <div className="topology-pair">
        <section className="card stack-tight" data-testid={TEST_IDS.topologyNeeds}>
          <h2 className="node-title">{t('topology.needs')}</h2>
          {answer.needs.length === 0 ? (
            <p>{t('topology.needs.none')}</p>
          ) : (
            <Needs kind="need" list={answer.needs} texts={texts} />
          )}
        </section>
        <div className="stack">
          <Changes answer={answer} texts={texts} />
          <Names names={answer.names} texts={texts} />
        </div>
      </div>
      <FeatureTable {...{ answer, isExample, texts }} />
      <Pictures pictures={answer.pictures} isExample={isExample} texts={texts} />
      <Contradictions list={answer.contradictions} texts={texts} />
    </>
  );
}
