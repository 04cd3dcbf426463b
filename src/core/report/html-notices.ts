/** The section of notices: what changed around the subject, and whether it concerns this customer. */
import type { Notice, NoticeStatus } from '../../shared/notices';
import type { Cell, Tone, View } from './html-parts';
import { cell, day, head, rows, section, table, word } from './html-parts';
import type { Markup } from './markup';
import { markup } from './markup';

const TONES: Readonly<Record<NoticeStatus, Tone>> = {
  applies: 'warn',
  'applies-soon': 'warn',
  'does-not-apply': 'neutral',
  'cannot-be-known': 'neutral',
};

/** Every notice with its status, its day, what to do, and the documents it rests on. */
export function noticesSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const title = translator.t('report.section.notices');
  if (report.notices.length === 0)
    return section('notices', number, title, translator.t('report.notices.none'), null);
  const columns = [
    translator.t('notices.column.what'),
    translator.t('notices.column.status'),
    translator.t('notices.column.do'),
  ];
  const list = report.notices.map((notice) => noticeCells(view, notice));
  const lead = translator.t('report.section.notices.lead');
  return section('notices', number, title, lead, table(columns, rows(list), { kind: 'notices' }));
}

function noticeCells(view: View, notice: Notice): Cell[] {
  const { translator } = view;
  const text = (part: string): string =>
    view.text({ key: `notices.${notice.id}.${part}`, args: {} });
  const status = word(TONES[notice.status], translator.t(`notices.status.${notice.status}`));
  const sources = notice.sources.map(
    ({ title, date }) =>
      markup`<p class="meta">${translator.t('notices.source', { title, date })}</p>`,
  );
  const when = notice.from === null ? null : markup`<p class="meta">${day(view, notice.from)}</p>`;
  return [head(text('what')), cell([status, when]), cell([text('do'), sources])];
}
