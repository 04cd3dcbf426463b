/** Small pieces that the sections of the report share. */
import type { Translator } from '../../shared/messages/translate';
import type { MessageRef } from '../model/message';
import type { Comparison } from '../model/plan';
import type { Content, Markup } from './markup';
import { markup } from './markup';
import type { Report } from './types';

/** What sections are rendered with. */
export interface View {
  readonly report: Report;
  readonly translator: Translator;
  /** A text that is data. */
  readonly text: (message: MessageRef) => string;
}

/** Tones of words and banners; each has its own sign, so that nothing rests on colour alone. */
export type Tone = 'ok' | 'warn' | 'danger' | 'drift' | 'neutral';
const SIGNS: Readonly<Record<Tone, string>> = {
  ok: '✓',
  warn: '!',
  danger: '×',
  drift: '◆',
  neutral: '–',
};

/** A state as sign and word. */
export function word(tone: Tone, text: string): Markup {
  return markup`<span class="word ${tone}"><span aria-hidden="true">${SIGNS[tone]}</span>${text}</span>`;
}

/** A moment: local time, and the same in UTC beside it. */
export function moment(view: View, iso: string): Markup {
  const utc = `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
  return markup`<time datetime="${iso}">${view.translator.dateTime(iso)}</time> <span class="iso">${utc}</span>`;
}

/** A day: local form, and the ISO date beside it. */
export function day(view: View, iso: string): Markup {
  return markup`<time datetime="${iso}">${view.translator.date(iso)}</time> <span class="iso">${iso.slice(0, 10)}</span>`;
}

/** A literal text: a value, an id, a property name. Never translated. */
export function literal(text: string): Markup {
  return markup`<code lang="en" translate="no">${text}</code>`;
}

/** A text as a block, as it is. */
export function textBlock(text: string): Markup {
  return markup`<pre lang="en" translate="no" dir="ltr"><code>${text}</code></pre>`;
}

/** A difference in words: what was expected, what was found. */
export function differenceLine(view: View, row: Comparison): Markup {
  const args = { property: row.property, expected: shown(row.expected), found: shown(row.found) };
  return markup`<div class="difference">${view.translator.t('report.before.difference', args)}</div>`;
}

/** A value for people: nothing is a dash. */
export function shown(value: string): string {
  return value === '' ? '-' : value;
}

/** A numbered section with heading and lead. */
export function section(
  id: string,
  number: number,
  title: string,
  lead: string,
  body: Content,
): Markup {
  return markup`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title"><span class="n">${number}</span>${title}</h2>
<p class="lead">${lead}</p>
${body}
</section>`;
}

/** A cell of a table. */
export type Cell = Markup;

/** The head of a row. */
export function head(content: Content): Cell {
  return markup`<th scope="row">${content}</th>`;
}

/** An ordinary cell. */
export function cell(content: Content): Cell {
  return markup`<td>${content}</td>`;
}

/** A cell with a literal text. */
export function literalCell(text: string): Cell {
  return markup`<td class="mono" lang="en" translate="no">${text}</td>`;
}

/** A cell that a person fills in by hand. */
export const BLANK: Cell = markup`<td class="blank"></td>`;

/** A group of rows, each a list of cells. */
export function rows(list: readonly (readonly Cell[])[]): Markup {
  return markup`<tbody>${list.map((cells) => markup`<tr>${cells}</tr>`)}</tbody>`;
}

/** A table with column heads; `body` is one group of rows or several. */
export function table(
  columns: readonly string[],
  body: Content,
  options: { readonly caption?: Content; readonly kind?: string } = {},
): Markup {
  const caption =
    options.caption === undefined ? null : markup`<caption>${options.caption}</caption>`;
  const heads = columns.map((column) => markup`<th scope="col">${column}</th>`);
  return markup`
<div class="scroll"><table class="${options.kind ?? 'plain'}">${caption}
<thead><tr>${heads}</tr></thead>
${body}
</table></div>`;
}

/** Tone and word of a comparison. */
export function comparisonWord(view: View, row: Comparison): Markup {
  const tone = row.verdict === 'equal' ? 'ok' : row.verdict === 'differs' ? 'danger' : 'warn';
  return word(tone, view.translator.t(`report.compare.${row.verdict}`));
}
