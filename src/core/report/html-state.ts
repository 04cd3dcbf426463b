/** The sections of state: what was asked, what was there before, and the proof afterwards. */
import type { Comparison } from '../model/plan';
import type { Proof, Rung } from '../model/proof';
import type { StepId } from '../model/action';
import { STEP_IDS } from '../model/action';
import type { Content, Markup } from './markup';
import { html } from './markup';
import type { Tone, View } from './html-parts';
import { comparisonWord, literal, section, table, word } from './html-parts';
import { INPUT_NAMES } from '../../shared/ipc/views';
import type { ReportStep } from './types';

/** Number and title of a step as the rail shows them; Prepare has no number. */
export function stepTitle(view: View, id: StepId): string {
  const number = STEP_IDS.indexOf(id);
  const title = view.translator.t(`core.step.${id}.title`);
  return number === 0 ? title : `${String(number)} · ${title}`;
}

/** Recipe, inputs, consents. */
export function askedSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const inputs = INPUT_NAMES.filter((name) => (report.plan.inputs[name] ?? '') !== '');
  const consents = report.run?.consents ?? [];
  const none = translator.t('report.field.no-consents');
  const rows = html`<tbody>
    <tr>
      <th scope="row">${translator.t('report.field.recipe')}</th>
      <td>${translator.t(`core.recipe.${report.plan.recipe}`)}</td>
    </tr>
    ${inputs.map(
      (name) =>
        html`<tr>
          <th scope="row">${translator.t(`report.input.${name}`)}</th>
          <td class="mono">${report.plan.inputs[name] ?? ''}</td>
        </tr>`,
    )}
    <tr>
      <th scope="row">${translator.t('report.field.consents')}</th>
      <td>
        ${consents.length === 0 ? none : translator.list(consents.map((tag) => translator.t(`core.tag.${tag}`)))}
      </td>
    </tr>
  </tbody>`;
  const columns = [translator.t('report.column.setting'), translator.t('report.column.value')];
  return section(
    'asked',
    number,
    translator.t('report.section.asked'),
    translator.t('report.section.asked.lead'),
    table(null, columns, rows, 'settings'),
  );
}

const STATE_TONES: Readonly<Record<ReportStep['resources'][number]['state'], Tone>> = {
  present: 'ok',
  absent: 'neutral',
  differs: 'drift',
  unknown: 'warn',
  'by-hand': 'warn',
  'not-needed': 'neutral',
};

/** What was there: one table a step. */
export function beforeSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const columns = [
    translator.t('report.column.object'),
    translator.t('report.column.state'),
    translator.t('report.column.differences'),
  ];
  const tables = report.before
    .filter((step) => step.resources.length > 0)
    .map((step) =>
      table(
        stepTitle(view, step.id),
        columns,
        html`<tbody>
          ${step.resources.map((resource) => beforeRow(view, resource))}
        </tbody>`,
        'before',
      ),
    );
  return section(
    'before',
    number,
    translator.t('report.section.before'),
    translator.t('report.section.before.lead'),
    [tables, readsTable(view)],
  );
}

function beforeRow(view: View, resource: ReportStep['resources'][number]): Markup {
  const { translator } = view;
  const lines = resource.comparisons
    .filter((row) => row.verdict !== 'equal')
    .map(
      (row) =>
        html`<div class="mono">
          ${translator.t('report.before.difference', { property: row.property, expected: shown(row.expected), found: shown(row.found) })}
        </div>`,
    );
  const keeps =
    resource.keeps.length === 0
      ? null
      : html`<div>${translator.t('report.before.keeps', { count: resource.keeps.length })}</div>`;
  return html`<tr>
    <th scope="row">${view.text(resource.title)}</th>
    <td>${word(STATE_TONES[resource.state], translator.t(`report.state.${resource.state}`))}</td>
    <td>${lines}${keeps}</td>
  </tr>`;
}

function shown(value: string): string {
  return value === '' ? '-' : value;
}

function readsTable(view: View): Content {
  const { translator, report } = view;
  if (report.reads.length === 0) return null;
  const columns = [translator.t('report.column.command'), translator.t('report.column.duration')];
  const rows = report.reads.map(
    (read) =>
      html`<tr>
        <td class="mono" lang="en" translate="no">${read.command}</td>
        <td>
          ${translator.duration(read.durationMs)}${read.error === null ? null : html`<br />${literal(read.error.code)}`}
        </td>
      </tr>`,
  );
  return table(
    translator.t('report.before.reads'),
    columns,
    html`<tbody>
      ${rows}
    </tbody>`,
  );
}

const RUNGS: readonly Rung[] = ['configured', 'token-accepted', 'feature-seen'];
const VERDICT_TONES: Readonly<Record<Proof['verdict'], Tone>> = {
  verified: 'ok',
  failed: 'danger',
  'could-not-check': 'warn',
  'by-hand': 'neutral',
};

/** The proof ladder. */
export function proofSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const { proof } = report;
  const title = translator.t('report.section.proof');
  if (proof === null)
    return section('proof', number, title, translator.t('report.proof.none'), null);
  const lead = translator.t('report.section.proof.lead', { date: translator.dateTime(proof.at) });
  return section(
    'proof',
    number,
    title,
    lead,
    RUNGS.map((rung) =>
      rungPart(
        view,
        rung,
        proof.proofs.filter((item) => item.rung === rung),
      ),
    ),
  );
}

function rungPart(view: View, rung: Rung, proofs: readonly Proof[]): Markup {
  const { translator } = view;
  const head = html`<h3>${translator.t(`report.rung.${rung}`)}</h3>
    <p>${translator.t(proofs.length === 0 ? 'report.rung.none' : `report.rung.${rung}.lead`)}</p>`;
  if (proofs.length === 0) return head;
  if (rung === 'feature-seen') return html`${head}${seenTable(view, proofs)}`;
  const columns = ['check', 'property', 'expected', 'found', 'result'] as const;
  const heads = columns.map((column) => translator.t(`report.column.${column}`));
  const steps = STEP_IDS.filter((id) => proofs.some((item) => item.step === id));
  return html`${head}${steps.map((id) =>
    table(
      stepTitle(view, id),
      heads,
      proofs.filter((item) => item.step === id).map((item) => proofRows(view, item)),
      'proof',
    ),
  )}`;
}

/** Checks only a person can make: room to sign. */
function seenTable(view: View, proofs: readonly Proof[]): Markup {
  const { translator } = view;
  const columns = (['check', 'result', 'seen-by', 'seen-on'] as const).map((column) =>
    translator.t(`report.column.${column}`),
  );
  const rows = proofs.map(
    (item) =>
      html`<tr>
        <th scope="row">${view.text(item.title)}</th>
        <td>${verdictWord(view, item)}</td>
        <td class="blank"></td>
        <td class="blank"></td>
      </tr>`,
  );
  return table(
    null,
    columns,
    html`<tbody>
      ${rows}
    </tbody>`,
  );
}

function verdictWord(view: View, item: Proof): Markup {
  return word(VERDICT_TONES[item.verdict], view.translator.t(`report.verdict.${item.verdict}`));
}

function proofRows(view: View, item: Proof): Markup {
  const rows: readonly (Comparison | null)[] =
    item.comparisons.length === 0 ? [null] : item.comparisons;
  return html`<tbody>
    ${rows.map((row, index) => {
      const head =
        index === 0
          ? html`<th scope="rowgroup" rowspan="${rows.length}">
              ${view.text(item.title)}<br />${verdictWord(view, item)}
            </th>`
          : null;
      if (row === null)
        return html`<tr>
          ${head}
          <td colspan="4">–</td>
        </tr>`;
      return html`<tr>
        ${head}
        <td class="mono" lang="en" translate="no">${row.property}</td>
        <td class="mono">${shown(row.expected)}</td>
        <td class="mono">${shown(row.found)}</td>
        <td>${comparisonWord(view, row)}</td>
      </tr>`;
    })}
  </tbody>`;
}
