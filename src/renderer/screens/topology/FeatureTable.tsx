import { Checkmark16Regular, Dismiss16Regular } from '@fluentui/react-icons';
import type { Translator } from '../../../shared/messages';
import { TOPOLOGY_NOTES } from '../../../shared/topology';
import type {
  Extent,
  TopologyCell,
  TopologyColumn,
  TopologyFeature,
} from '../../../shared/topology';
import { TEST_IDS, testId } from '../../testids';
import { OwnPill, type AnswerProps } from './OwnPill';
import { Sources } from './Sources';

function columnClass({ own, ended }: TopologyColumn): string {
  return [...(own ? ['own-column'] : []), ...(ended === null ? [] : ['retired-column'])].join(' ');
}

function Head(props: { column: TopologyColumn; isExample: boolean; texts: Translator }) {
  const { column, isExample, texts } = props;
  const { t } = texts;
  return (
    <th scope="col" className={columnClass(column)} data-testid={testId.topologyColumn(column.id)}>
      {column.own && <OwnPill isExample={isExample} texts={texts} />}
      <span className="column-name">{t(`topology.column.${column.id}`)}</span>
      {column.ended !== null && (
        <span className="tone-warn">{t('topology.ended', { date: column.ended })}</span>
      )}
    </th>
  );
}

function Supported({ cell, texts }: { cell: TopologyCell; texts: Translator }) {
  const { t } = texts;
  if (!cell.supported)
    return (
      <span className="verdict muted">
        <Dismiss16Regular aria-hidden="true" />
        {t('topology.cell.no')}
      </span>
    );
  return (
    <span className="verdict tone-ok">
      <Checkmark16Regular aria-hidden="true" />
      {cell.newer ? t('topology.cell.newer-short') : t('topology.cell.yes')}
    </span>
  );
}

const EXTENT_TONES: Readonly<Record<Extent, string>> = {
  all: 'tone-ok',
  some: 'tone-warn',
  none: 'muted',
};

function Reach({ extent, texts }: { extent: Extent; texts: Translator }) {
  return <span className={EXTENT_TONES[extent]}>{texts.t(`topology.extent.${extent}`)}</span>;
}

function Row(props: {
  feature: TopologyFeature;
  columns: readonly TopologyColumn[];
  texts: Translator;
}) {
  const { feature, columns, texts } = props;
  const { now, after, turnsOn } = feature;
  return (
    <tr
      className={turnsOn.length === 0 ? '' : 'turns-on'}
      data-testid={testId.topologyFeature(feature.id)}
    >
      <th scope="row">
        {texts.text({ key: `topology.feature.${feature.id}`, args: {} })}
        {feature.notes.map((note) => (
          <sup key={note}> [{TOPOLOGY_NOTES.indexOf(note) + 1}]</sup>
        ))}
      </th>
      {columns.map((column) => (
        <td key={column.id} className={columnClass(column)}>
          <Supported cell={feature.cells[column.id]} texts={texts} />
        </td>
      ))}
      <td className="nowrap">
        <Reach extent={now} texts={texts} />
      </td>
      <td className={turnsOn.length === 0 ? 'nowrap' : 'nowrap strong'}>
        <Reach extent={after} texts={texts} />
      </td>
    </tr>
  );
}

/** The table of article 003; it scrolls inside, its head and the features stay. */
export function FeatureTable(props: AnswerProps) {
  const { answer, isExample, texts } = props;
  const { t } = texts;
  const { columns, features, table } = answer;
  return (
    <section className="card stack-tight" data-testid={TEST_IDS.topologyTable}>
      <h2 className="node-title" id="topology-table">
        {t('topology.table')}
      </h2>
      <p className="muted">{t('topology.table.lead')}</p>
      <div className="feature-scroll" role="region" aria-labelledby="topology-table" tabIndex={0}>
        <table className="features">
          <thead>
            <tr>
              <th scope="col">{t('topology.table.feature')}</th>
              {columns.map((column) => (
                <Head key={column.id} {...{ column, isExample, texts }} />
              ))}
              <th scope="col">{t('topology.table.now')}</th>
              <th scope="col">{t('topology.table.after')}</th>
            </tr>
          </thead>
          <tbody>
            {features.map((feature) => (
              <Row key={feature.id} feature={feature} columns={columns} texts={texts} />
            ))}
          </tbody>
        </table>
      </div>
      <ol className="feature-notes caption">
        {TOPOLOGY_NOTES.map((note, index) => (
          <li key={note}>
            [{index + 1}] {t(`topology.note.${note}`)}
          </li>
        ))}
      </ol>
      <Sources sources={[table]} texts={texts} />
    </section>
  );
}
