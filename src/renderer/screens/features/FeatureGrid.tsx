import { Checkmark16Regular, Dismiss16Regular, Play20Regular } from '@fluentui/react-icons';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Translator } from '../../../shared/messages';
import type { TopologyAnswer, TopologyColumn, TopologyFeature } from '../../../shared/topology';
import { PRACTICE_IDS, practiceId } from '../../practice/testids';
import { OwnPill } from '../topology/OwnPill';
import { moveCell, type Cell } from './move-cell';

interface Texts {
  readonly topology: Translator;
  readonly texts: Translator;
}

/** What stands in a cell: the table's word, or, in an own column, how it is for these users. */
type CellState = 'no' | 'yes' | 'newer' | 'waits' | 'turns-on';

function stateOf(feature: TopologyFeature, { id, own }: TopologyColumn, after: boolean): CellState {
  const cell = feature.cells[id];
  if (!cell.supported) return 'no';
  if (own && feature.turnsOn.includes(id)) return after ? 'turns-on' : 'waits';
  return cell.newer ? 'newer' : 'yes';
}

const TONES: Readonly<Record<CellState, string>> = {
  no: 'muted',
  yes: 'tone-ok',
  newer: 'tone-ok',
  waits: 'tone-warn',
  'turns-on': 'tone-brand strong',
};

function Mark({ state }: { state: CellState }) {
  if (state === 'no') return <Dismiss16Regular aria-hidden="true" />;
  if (state === 'waits') return <span aria-hidden="true">○</span>;
  if (state === 'turns-on') return <Play20Regular aria-hidden="true" />;
  return <Checkmark16Regular aria-hidden="true" />;
}

function columnClass({ own, ended }: TopologyColumn): string {
  return [...(own ? ['own-column'] : []), ...(ended === null ? [] : ['retired-column'])].join(' ');
}

/** What is worth knowing about a cell besides its word. */
function notesOf(
  answer: TopologyAnswer,
  columns: readonly TopologyColumn[],
  { row, column }: Cell,
  { topology, texts }: Texts,
): readonly string[] {
  const feature = answer.features[row - 1];
  const place = columns[column - 1];
  const ended =
    place === undefined || place.ended === null
      ? []
      : [texts.t('practice.feature.retired', { date: place.ended })];
  if (feature === undefined) return ended;
  const notes = feature.notes.map((note) => topology.t(`topology.note.${note}`));
  if (place === undefined) return notes;
  const cell = feature.cells[place.id];
  const turnsOn = feature.turnsOn.includes(place.id)
    ? feature.needs.map((way) =>
        texts.t('practice.feature.needs', { way: topology.t(`topology.way.${way}.name`) }),
      )
    : [];
  return [
    ...(cell.newer ? [topology.t('topology.note.newer')] : []),
    ...turnsOn,
    ...notes.filter((note) => !cell.newer || note !== topology.t('topology.note.newer')),
    ...ended,
  ];
}

/** The table as a grid: one stop in the tab order, arrow keys inside. */
export function FeatureGrid(
  props: { answer: TopologyAnswer; after: boolean; isExample: boolean } & Texts,
) {
  const { answer, after, isExample, topology, texts } = props;
  const { features } = answer;
  // The own columns stand beside the names and stay there.
  const columns = [...answer.columns].sort((a, b) => Number(b.own) - Number(a.own));
  const [at, setAt] = useState<Cell>({ row: 1, column: 1 });
  const grid = useRef<HTMLTableElement>(null);
  const last = { row: features.length, column: columns.length };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.ctrlKey && event.key !== 'Home' && event.key !== 'End') return;
    const next = moveCell(at, event.key, event.ctrlKey, last);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    const id = practiceId.cell(next.row, next.column);
    grid.current?.querySelector<HTMLElement>(`[data-testid="${id}"]`)?.focus();
  };
  const cell = (row: number, column: number) => ({
    tabIndex: at.row === row && at.column === column ? 0 : -1,
    'data-testid': practiceId.cell(row, column),
    onFocus: () => setAt({ row, column }),
  });
  const body = (feature: TopologyFeature, row: number): ReactNode => (
    <tr key={feature.id} className={after && feature.turnsOn.length > 0 ? 'turns-on' : ''}>
      <th scope="row" {...cell(row, 0)}>
        {topology.text({ key: `topology.feature.${feature.id}`, args: {} })}
        {feature.notes.length > 0 && <sup aria-hidden="true"> *</sup>}
      </th>
      {columns.map((column, index) => {
        const state = stateOf(feature, column, after);
        return (
          <td
            key={column.id}
            className={columnClass(column)}
            data-state={state}
            {...cell(row, index + 1)}
          >
            <span className={`verdict ${TONES[state]}`}>
              <Mark state={state} />
              {texts.t(`practice.feature.cell.${state}`)}
            </span>
          </td>
        );
      })}
    </tr>
  );
  return (
    <section className="card stack-tight">
      <p className="feature-note" role="status" data-testid={PRACTICE_IDS.featureNote}>
        {notesOf(answer, columns, at, props).join(' ') || texts.t('practice.feature.keys')}
      </p>
      <div className="feature-scroll feature-grid">
        <table
          ref={grid}
          role="grid"
          className="features"
          aria-label={texts.t('practice.feature.table')}
          data-testid={PRACTICE_IDS.featureTable}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              <th scope="col" {...cell(0, 0)}>
                {topology.t('topology.table.feature')}
              </th>
              {columns.map((column, index) => (
                <th
                  key={column.id}
                  scope="col"
                  className={columnClass(column)}
                  {...cell(0, index + 1)}
                >
                  {column.own && <OwnPill isExample={isExample} texts={topology} />}
                  <span className="column-name">{topology.t(`topology.column.${column.id}`)}</span>
                  {column.ended !== null && (
                    <span className="tone-warn">
                      {topology.t('topology.ended', { date: column.ended })}
                    </span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{features.map((feature, index) => body(feature, index + 1))}</tbody>
        </table>
      </div>
    </section>
  );
}
