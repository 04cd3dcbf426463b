/** The answer to a described topology as terminal text. */
import type {
  TopologyAnswer,
  TopologyCell,
  TopologyNotice,
  TrustPicture,
} from '../shared/topology';
import type { Output } from './output';

/** Marks of the table: letters, because Chinese and symbols have no width that every terminal agrees on. */
function mark({ supported, newer }: TopologyCell): string {
  if (!supported) return '-';
  return newer ? 'y' : 'Y';
}

/** Prints the answer: what fits, what is needed, the table, names, trust, notices. */
export function showTopology(answer: TopologyAnswer, out: Output): void {
  const { translator: t } = out;
  const text = (key: string, args = {}): string => t.text({ key: `topology.${key}`, args });
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    out.line();
    out.line(title);
    for (const line of lines) out.line(`  ${line}`);
  };
  list(
    t.t('topology.ways'),
    answer.ways.map(({ id, columns }) => `${columns.join(', ')}: ${text(`way.${id}`)}`),
  );
  list(
    t.t('topology.notices'),
    answer.notices.map((item) => noticeLine(item, out)),
  );
  list(
    t.t('topology.needs'),
    answer.needs.map(({ id }) => `- ${text(`need.${id}`)}`),
  );
  list(
    t.t('topology.names'),
    answer.names.map(({ id, value, needs }) => {
      const shown = value ?? (needs === null ? '-' : text(`name.missing.${needs}`));
      return `${text(`name.${id}`)}: ${shown}`;
    }),
  );
  showTable(answer, out);
  for (const picture of answer.pictures.filter(({ own }) => own)) showTrust(picture, out);
  showContradictions(answer, out);
}

function showContradictions({ contradictions }: TopologyAnswer, out: Output): void {
  const { translator: t } = out;
  const own = contradictions.filter((item) => item.own);
  if (own.length === 0) return;
  const text = (key: string): string => t.text({ key: `topology.contradiction.${key}`, args: {} });
  out.line();
  out.line(t.t('topology.contradictions'));
  for (const { id, says } of own) {
    out.line(`  ${text(id)}`);
    for (const [index, { title }] of says.entries())
      out.line(`    ${title}: ${text(`${id}.says-${index + 1}`)}`);
    out.line(`    ${t.t('topology.contradiction.crossprem')} ${text(`${id}.taken`)}`);
  }
}

function noticeLine({ id, args, from }: TopologyNotice, { translator: t }: Output): string {
  const said = t.text({ key: `topology.notice.${id}`, args });
  return `i ${from === null ? said : `${t.t('topology.notices.from', { date: from })}: ${said}`}`;
}

/** One line a feature; marks first, so that names of any width do no harm. `*` stands beside the own columns. */
function showTable({ columns, features, table }: TopologyAnswer, out: Output): void {
  const { translator: t } = out;
  out.line();
  out.line(t.t('topology.table'));
  out.line(`  ${columns.map(({ id, own }) => `${id}${own ? '*' : ' '}`).join(' ')}`);
  for (const { id, cells, now, after } of features) {
    const marks = columns.map((column) => `${mark(cells[column.id])} `).join(' ');
    const change =
      now === after
        ? t.t(`topology.extent.${now}`)
        : `${t.t(`topology.extent.${now}`)} → ${t.t(`topology.extent.${after}`)}`;
    out.line(`  ${marks} ${t.text({ key: `topology.feature.${id}`, args: {} })} (${change})`);
  }
  out.line();
  for (const { id, own, ended } of columns) {
    const end = ended === null ? '' : ` · ${t.t('topology.ended', { date: ended })}`;
    out.line(`  ${id}${own ? '*' : ' '} ${t.t(`topology.column.${id}`)}${end}`);
  }
  out.line(`  y  ${t.t('topology.cell.newer')}`);
  out.line(`  ${t.t('topology.source', { title: table.title, date: table.date })}`);
}

function showTrust({ id, arrows }: TrustPicture, out: Output): void {
  const { translator: t } = out;
  out.line();
  out.line(`${t.t('topology.pictures')}: ${t.t(`topology.picture.${id}`)}`);
  for (const { id: arrow, from, to, kind } of arrows) {
    const party = (name: typeof from): string => t.t(`topology.party.${name}`);
    out.line(`  ${party(from)} --(${t.t(`topology.arrow.kind.${kind}`)})--> ${party(to)}`);
    out.line(`    ${t.text({ key: `topology.arrow.${arrow}`, args: {} })}`);
  }
}
