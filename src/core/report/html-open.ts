/** The sections of what is left: open points, expiry, undo, findings. */
import type { Finding } from '../model/action';
import type { Markup } from './markup';
import { html } from './markup';
import type { Tone, View } from './html-parts';
import { commandBlock, day, literal, section, table, word } from './html-parts';
import { stepTitle } from './html-state';
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
  const columns = (['point', 'step', 'owner', 'done-on'] as const).map((column) =>
    translator.t(`report.column.${column}`),
  );
  const rows = report.open.map(
    (point) =>
      html`<tr>
        <th scope="row">
          ${word(OPEN_TONES[point.kind], translator.t(`report.open.kind.${point.kind}`))}
          ${view.text(point.text)}${point.comparisons.map(
            (row) =>
              html`<div class="mono">
                ${translator.t('report.before.difference', { property: row.property, expected: dash(row.expected), found: dash(row.found) })}
              </div>`,
          )}
        </th>
        <td>${stepTitle(view, point.step)}</td>
        <td class="blank"></td>
        <td class="blank"></td>
      </tr>`,
  );
  const body =
    report.open.length === 0
      ? html`<p>${translator.t('report.open.none')}</p>`
      : table(
          null,
          columns,
          html`<tbody>
            ${rows}
          </tbody>`,
          'open',
        );
  return section(
    'open',
    number,
    translator.t('report.section.open'),
    translator.t('report.section.open.lead'),
    body,
  );
}

function dash(value: string): string {
  return value === '' ? '-' : value;
}

/** Ends of certificates and when to be reminded. */
export function expirySection(view: View, number: number): Markup {
  const { translator, report } = view;
  const columns = (['certificate', 'ends', 'days', 'reminder'] as const).map((column) =>
    translator.t(`report.column.${column}`),
  );
  const rows = report.expiry.map(
    (item) =>
      html`<tr>
        <th scope="row">
          ${translator.t(`report.role.${item.role}`)}<br />${literal(item.thumbprint)}
        </th>
        <td>${day(view, item.end)}</td>
        <td>${daysLeft(view, item)}</td>
        <td>${day(view, item.reminder)}</td>
      </tr>`,
  );
  const body =
    report.expiry.length === 0
      ? html`<p>${translator.t('report.expiry.none')}</p>`
      : table(
          null,
          columns,
          html`<tbody>
            ${rows}
          </tbody>`,
        );
  return section(
    'expiry',
    number,
    translator.t('report.section.expiry'),
    translator.t('report.section.expiry.lead'),
    body,
  );
}

function daysLeft(view: View, item: Expiry): Markup {
  if (item.daysLeft < 0)
    return word('danger', view.translator.t('report.expiry.ended', { days: -item.daysLeft }));
  return word(
    item.daysLeft < 60 ? 'warn' : 'ok',
    view.translator.t('report.expiry.days', { days: item.daysLeft }),
  );
}

/** How to take each change back. */
export function undoSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const columns = (['action', 'how'] as const).map((column) =>
    translator.t(`report.column.${column}`),
  );
  const rows = report.undo.map(
    (item) =>
      html`<tr>
        <th scope="row">${literal(item.action)}</th>
        <td>${view.text(item.text)}${item.command === null ? null : commandBlock(item.command)}</td>
      </tr>`,
  );
  const body =
    report.undo.length === 0
      ? html`<p>${translator.t('report.undo.none')}</p>`
      : table(
          null,
          columns,
          html`<tbody>
            ${rows}
          </tbody>`,
          'undo',
        );
  return section(
    'undo',
    number,
    translator.t('report.section.undo'),
    translator.t('report.section.undo.lead'),
    body,
  );
}

const SEVERITY_TONES: Readonly<Record<Finding['severity'], Tone>> = {
  info: 'neutral',
  warning: 'warn',
  blocking: 'danger',
};

/** Findings with their four texts. */
export function findingsSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const body =
    report.findings.length === 0
      ? html`<p>${translator.t('report.findings.none')}</p>`
      : report.findings.map((finding) => findingCard(view, finding));
  return section(
    'findings',
    number,
    translator.t('report.section.findings'),
    translator.t('report.section.findings.lead'),
    body,
  );
}

function findingCard(view: View, finding: Finding): Markup {
  const { translator } = view;
  const text = (part: string): string =>
    view.text({ key: `errors.${finding.code}.${part}`, args: finding.args });
  return html` <article class="card">
    <header>
      <h3>${text('what')}</h3>
      ${word(SEVERITY_TONES[finding.severity], translator.t(`report.severity.${finding.severity}`))}
    </header>
    <p>${text('why')}</p>
    <p>${text('do')}</p>
    <p>${text('untouched')}</p>
    ${
      finding.detail === undefined
        ? null
        : html`<p class="meta">${translator.t('report.command.original')}</p>
            ${commandBlock(finding.detail)}`
    }
    <p class="meta">${literal(finding.code)} · ${stepTitle(view, finding.step)}</p>
  </article>`;
}
