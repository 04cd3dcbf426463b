/** Small pieces that the sections of the report share. */
import type { Translator } from '../../shared/messages/translate';
import type { MessageRef } from '../model/message';
import type { Comparison } from '../model/plan';
import type { Content, Markup } from './markup';
import { html } from './markup';
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
  return html`<span class="word ${tone}"
    ><span aria-hidden="true">${SIGNS[tone]}</span>${text}</span
  >`;
}

/** A moment: local time, and the same in UTC beside it. */
export function moment(view: View, iso: string): Markup {
  const utc = `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
  return html`<time datetime="${iso}">${view.translator.dateTime(iso)}</time>
    <span class="iso">${utc}</span>`;
}

/** A day: local form, and the ISO date beside it. */
export function day(view: View, iso: string): Markup {
  return html`<time datetime="${iso}">${view.translator.date(iso)}</time>
    <span class="iso">${iso.slice(0, 10)}</span>`;
}

/** A literal text: a value, an id, a property name. Never translated. */
export function literal(text: string): Markup {
  return html`<code lang="en" translate="no">${text}</code>`;
}

/** A command as a block. */
export function commandBlock(text: string): Markup {
  return html`<pre lang="en" translate="no" dir="ltr"><code>${text}</code></pre>`;
}

/** A numbered section with heading and lead. */
export function section(
  id: string,
  number: number,
  title: string,
  lead: string,
  body: Content,
): Markup {
  return html` <section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title"><span class="n">${number}</span>${title}</h2>
    <p class="lead">${lead}</p>
    ${body}
  </section>`;
}

/** A table with a caption and column heads. */
export function table(
  caption: Content,
  columns: readonly string[],
  rows: Content,
  className = '',
): Markup {
  return html`<div class="scroll">
    <table class="${className}">
      ${
        caption === null
          ? null
          : html`<caption>
              ${caption}
            </caption>`
      }
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      ${rows}
    </table>
  </div>`;
}

/** Tone and word of a comparison. */
export function comparisonWord(view: View, row: Comparison): Markup {
  const tone = row.verdict === 'equal' ? 'ok' : row.verdict === 'differs' ? 'danger' : 'warn';
  return word(tone, view.translator.t(`report.compare.${row.verdict}`));
}
