/** The feature table as CSV for spreadsheets: RFC 4180, and a byte order mark, without which Excel misreads UTF-8. */
import type { Translator } from '../../shared/messages/translate';
import type { TopologyAnswer, TopologyCell, TopologyFeature } from '../../shared/topology';

const BYTE_ORDER_MARK = '\uFEFF';
/** Spreadsheets take a cell that begins so for a formula; some skip a tab or line end before it. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** One field. A text that a spreadsheet would run gets an apostrophe before it. */
function field(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of fields as RFC 4180 text. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** A cell of the table in words. */
export function cellText({ supported, newer }: TopologyCell, { t }: Translator): string {
  if (!supported) return t('topology.cell.no');
  return newer ? t('topology.cell.newer') : t('topology.cell.yes');
}

/** The table with the own topology beside it. */
export function topologyCsv({ columns, features }: TopologyAnswer, texts: Translator): string {
  const { t } = texts;
  const heads = columns.map(({ id, own, ended }) => {
    const name = t(`topology.column.${id}`);
    const end = ended === null ? [] : [t('topology.ended', { date: ended })];
    return [name, ...end, ...(own ? [t('topology.own')] : [])].join(' · ');
  });
  const row = ({ id, cells, now, after, needs, notes }: TopologyFeature): readonly string[] => [
    texts.text({ key: `topology.feature.${id}`, args: {} }),
    ...columns.map((column) => cellText(cells[column.id], texts)),
    t(`topology.extent.${now}`),
    t(`topology.extent.${after}`),
    needs.map((way) => t(`topology.way.${way}.name`)).join('; '),
    notes.map((note) => t(`topology.note.${note}`)).join(' '),
  ];
  const head = [
    t('topology.table.feature'),
    ...heads,
    t('topology.table.now'),
    t('topology.table.after'),
    t('topology.table.needs'),
    t('topology.table.notes'),
  ];
  return csvText([head, ...features.map(row)]);
}
