/** The section of the described topology: what fits, names, and the feature table with the own columns marked. */
import type {
  TopologyAnswer,
  TopologyColumn,
  TopologyFeature,
  TopologyNeed,
} from '../../shared/topology';
import { cellText } from '../topology/csv';
import type { Cell, View } from './html-parts';
import { cell, day, head, literalCell, rows, section, table } from './html-parts';
import type { Content, Markup } from './markup';
import { markup } from './markup';

/** The whole section; only for a report that has a topology. */
export function topologySection(view: View, number: number): Markup {
  const { translator: t, report } = view;
  const { topology } = report;
  const body =
    topology === null
      ? null
      : [
          ways(view, topology),
          needs(view, topology.needs),
          names(view, topology),
          features(view, topology),
        ];
  const title = t.t('report.section.topology');
  return section('topology', number, title, t.t('report.section.topology.lead'), body);
}

function ways({ translator: t }: View, { ways: found }: TopologyAnswer): Content {
  return found.map(({ id, columns }) => {
    const named = t.list(columns.map((column) => t.t(`topology.column.${column}`)));
    return markup`<div class="card"><h3>${t.t(`topology.way.${id}.name`)}</h3><p>${t.t(`topology.way.${id}`)}</p><p class="meta">${t.t('topology.way.for', { columns: named })}</p></div>`;
  });
}

function needs(view: View, list: readonly TopologyNeed[]): Content {
  if (list.length === 0) return null;
  const { translator: t } = view;
  const body = list.map(({ id, sources }) => [
    cell(view.text({ key: `topology.need.${id}`, args: {} })),
    cell(sources.map((source) => markup`<p class="meta">${source.title}</p>`)),
  ]);
  return table([t.t('topology.needs'), t.t('topology.table.source')], rows(body));
}

function names(view: View, { names: list }: TopologyAnswer): Content {
  const known = list.flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]));
  if (known.length === 0) return null;
  const { translator: t } = view;
  const body = known.map(({ id, value }) => [
    head(view.text({ key: `topology.name.${id}`, args: {} })),
    literalCell(value),
  ]);
  return table([t.t('topology.names'), t.t('topology.names.value')], rows(body));
}

/** Only the own columns: five do not fit on a page. The whole table is in the JSON. */
function features(view: View, { columns, features: list, table: source }: TopologyAnswer): Content {
  const { translator: t } = view;
  const own = columns.filter((column) => column.own);
  const heads = own.map(({ id, ended }) => {
    const name = t.t(`topology.column.${id}`);
    return ended === null ? name : `${name} · ${t.t('topology.ended', { date: ended })}`;
  });
  const body = list.map((feature) => featureCells(view, feature, own));
  const columnsOf = [
    t.t('topology.table.feature'),
    ...heads,
    t.t('topology.table.now'),
    t.t('topology.table.after'),
  ];
  return [
    table(columnsOf, rows(body), { kind: 'features' }),
    markup`<p class="meta">${source.title} · ${day(view, source.date)}</p>`,
  ];
}

function featureCells(
  view: View,
  { id, cells, now, after }: TopologyFeature,
  own: readonly TopologyColumn[],
): Cell[] {
  const { translator: t } = view;
  return [
    head(view.text({ key: `topology.feature.${id}`, args: {} })),
    ...own.map((column) => cell(cellText(cells[column.id], t))),
    cell(t.t(`topology.extent.${now}`)),
    cell(t.t(`topology.extent.${after}`)),
  ];
}
