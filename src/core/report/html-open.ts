/** The sections of what is left: open points, expiry, undo, findings. */
import type { Finding } from '../model/action';
import { commandBlock } from './html-code';
import { original } from './html-commands';
import type { Tone, View } from './html-parts';
import {
  BLANK,
  cell,
  day,
  differenceLine,
  head,
  literal,
  rows,
  section,
  table,
  word,
} from './html-parts';
import { stepTitle } from './html-state';
import type { Markup } from './markup';
import { markup } from './markup';
import { REMINDER_DAYS } from './expiry';
import type { Expiry, OpenPoint } from './types';

const OPEN_TONES: Readonly<Record<OpenPoint['kind'], Tone>> = {
  'left-out': 'neutral',
  failed: 'danger',
  unknown: 'warn',
  'by-hand': 'warn',
  'not-checked': 'warn',
  differs: 'danger',
  feature: 'neutral',
};

/** Open points with room for owner and date. */
export function openSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const columns = (['point', 'step', 'owner', 'done-on'] as const).map((name) =>
    translator.t(`report.column.${name}`),
  );
  const list = report.open.map((point) => [
    head([
      word(OPEN_TONES[point.kind], translator.t(`report.open.kind.${point.kind}`)),
      markup`<div>${view.text(point.text)}</div>`,
      point.comparisons.map((row) => differenceLine(view, row)),
    ]),
    cell(stepTitle(view, point.step)),
    BLANK,
    BLANK,
  ]);
  const title = translator.t('report.section.open');
  if (list.length === 0)
    return section('open', number, title, translator.t('report.open.none'), null);
  const lead = translator.t('report.section.open.lead');
  return section('open', number, title, lead, table(columns, rows(list), { kind: 'open' }));
}

/** Ends of certificates and when to be reminded. */
export function expirySection(view: View, number: number): Markup {
  const { translator, report } = view;
  const columns = (['certificate', 'ends', 'days', 'reminder'] as const).map((name) =>
    translator.t(`report.column.${name}`),
  );
  const list = report.expiry.map((item) => [
    head([translator.t(`report.role.${item.role}`), markup`<br>`, literal(item.thumbprint)]),
    cell(day(view, item.end)),
    cell(daysLeft(view, item)),
    cell(day(view, item.reminder)),
  ]);
  const title = translator.t('report.section.expiry');
  if (list.length === 0)
    return section('expiry', number, title, translator.t('report.expiry.none'), null);
  const lead = translator.t('report.section.expiry.lead');
  return section('expiry', number, title, lead, table(columns, rows(list), { kind: 'expiry' }));
}

function daysLeft(view: View, item: Expiry): Markup {
  if (item.daysLeft < 0) {
    return word('danger', view.translator.t('report.expiry.ended', { days: -item.daysLeft }));
  }
  const tone = item.daysLeft < REMINDER_DAYS ? 'warn' : 'ok';
  return word(tone, view.translator.t('report.expiry.days', { days: item.daysLeft }));
}

/** How to take each change back. */
export function undoSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const columns = (['action', 'how'] as const).map((name) => translator.t(`report.column.${name}`));
  const list = report.undo.map((item) => [
    head(literal(item.action)),
    cell([view.text(item.text), item.command === null ? null : commandBlock(item.command)]),
  ]);
  const title = translator.t('report.section.undo');
  if (list.length === 0)
    return section('undo', number, title, translator.t('report.undo.none'), null);
  const lead = translator.t('report.section.undo.lead');
  return section('undo', number, title, lead, table(columns, rows(list), { kind: 'undo' }));
}

const SEVERITY_TONES: Readonly<Record<Finding['severity'], Tone>> = {
  info: 'neutral',
  warning: 'warn',
  blocking: 'danger',
};

/** Findings with their four texts. */
export function findingsSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const title = translator.t('report.section.findings');
  if (report.findings.length === 0) {
    return section('findings', number, title, translator.t('report.findings.none'), null);
  }
  const lead = translator.t('report.section.findings.lead');
  const cards = report.findings.map((finding) => findingCard(view, finding));
  return section('findings', number, title, lead, cards);
}

function findingCard(view: View, finding: Finding): Markup {
  const { translator } = view;
  const text = (part: string): string =>
    view.text({ key: `errors.${finding.code}.${part}`, args: finding.args });
  const severity = translator.t(`report.severity.${finding.severity}`);
  return markup`
<article class="card">
<header><h3>${text('what')}</h3>${word(SEVERITY_TONES[finding.severity], severity)}</header>
<p>${text('why')}</p>
<p>${text('do')}</p>
<p>${text('untouched')}</p>
${original(view, finding.detail)}
<p class="meta">${literal(finding.code)} · ${stepTitle(view, finding.step)}</p>
</article>`;
}
