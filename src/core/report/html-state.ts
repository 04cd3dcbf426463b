/** The sections of state: what was asked, what was there before, and the proof afterwards. */
import { INPUT_NAMES } from '../../shared/ipc/views';
import type { StepId } from '../model/action';
import { oauthText } from '../resources/oauth-way';
import { scenarioOf } from '../scenarios';
import type { Comparison } from '../model/plan';
import type { Proof, Rung } from '../model/proof';
import { commandCell } from './html-code';
import type { Cell, Tone, View } from './html-parts';
import {
  BLANK,
  cell,
  comparisonWord,
  differenceLine,
  head,
  literal,
  literalCell,
  moment,
  rows,
  section,
  shown,
  table,
  word,
} from './html-parts';
import type { Content, Markup } from './markup';
import { markup } from './markup';
import type { ReportStep } from './types';

/** Number and title of a step as the rail shows them; Prepare has no number. */
export function stepTitle(view: View, id: StepId): string {
  const number = scenarioOf(view.report.plan.scenario).steps.findIndex((step) => step.id === id);
  const title = view.translator.t(`core.step.${id}.title`);
  return number < 1 ? title : `${String(number)} · ${title}`;
}

/** Recipe, inputs, consents. */
export function askedSection(view: View, number: number): Markup {
  const { translator, report } = view;
  const { recipe, scenario, inputs, oauth } = report.plan;
  const consents = (report.run?.consents ?? []).map((tag) => translator.t(`core.tag.${tag}`));
  const given =
    consents.length === 0 ? translator.t('report.field.no-consents') : consents.join(' · ');
  const list: Cell[][] = [
    [head(translator.t('report.field.scenario')), cell(translator.t(`core.scenario.${scenario}`))],
    [head(translator.t('report.field.recipe')), cell(translator.t(`core.recipe.${recipe}`))],
    ...(oauth === undefined
      ? []
      : [[head(translator.t('report.field.oauth')), cell(view.text(oauthText(oauth)))]]),
    ...INPUT_NAMES.flatMap((name) => {
      const value = inputs[name] ?? '';
      return value === '' ? [] : [[head(translator.t(`report.input.${name}`)), literalCell(value)]];
    }),
    [head(translator.t('report.field.consents')), cell(given)],
  ];
  const columns = [translator.t('report.column.setting'), translator.t('report.column.value')];
  const title = translator.t('report.section.asked');
  const lead = translator.t('report.section.asked.lead');
  return section('asked', number, title, lead, table(columns, rows(list), { kind: 'settings' }));
}

type BeforeResource = ReportStep['resources'][number];
const STATE_TONES: Readonly<Record<BeforeResource['state'], Tone>> = {
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
  const columns = (['object', 'state', 'differences'] as const).map((name) =>
    translator.t(`report.column.${name}`),
  );
  const tables = report.before
    .filter((step) => step.resources.length > 0)
    .map((step) =>
      table(columns, rows(step.resources.map((resource) => beforeRow(view, resource))), {
        caption: stepTitle(view, step.id),
        kind: 'before',
      }),
    );
  const title = translator.t('report.section.before');
  const lead = translator.t('report.section.before.lead');
  return section('before', number, title, lead, [tables, readsTable(view)]);
}

function beforeRow(view: View, resource: BeforeResource): Cell[] {
  const { translator } = view;
  const lines = resource.comparisons
    .filter((row) => row.verdict !== 'equal')
    .map((row) => differenceLine(view, row));
  const count = resource.keeps.length;
  const keeps =
    count === 0 ? null : markup`<div>${translator.t('report.before.keeps', { count })}</div>`;
  const state = word(STATE_TONES[resource.state], translator.t(`report.state.${resource.state}`));
  return [head(view.text(resource.title)), cell(state), cell([lines, keeps])];
}

function readsTable(view: View): Content {
  const { translator, report } = view;
  if (report.reads.length === 0) return null;
  const columns = [translator.t('report.column.command'), translator.t('report.column.duration')];
  const list = report.reads.map((read) => [
    commandCell(read.command),
    cell([
      translator.duration(read.durationMs),
      read.error === null ? null : markup`<br>${literal(read.error.code)}`,
    ]),
  ]);
  const caption = translator.t('report.before.reads');
  return table(columns, rows(list), { caption, kind: 'reads' });
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
  const ladder = RUNGS.map((rung) =>
    rungPart(
      view,
      rung,
      proof.proofs.filter((item) => item.rung === rung),
    ),
  );
  return section('proof', number, title, lead, ladder);
}

function rungPart(view: View, rung: Rung, proofs: readonly Proof[]): Markup {
  const { translator } = view;
  const lead = translator.t(proofs.length === 0 ? 'report.rung.none' : `report.rung.${rung}.lead`);
  const title = markup`<h3 class="rung">${translator.t(`report.rung.${rung}`)}</h3><p class="lead">${lead}</p>`;
  if (proofs.length === 0) return title;
  if (rung === 'feature-seen') return markup`${title}${seenTable(view, proofs)}`;
  const columns = (['check', 'property', 'expected', 'found', 'result'] as const).map((name) =>
    translator.t(`report.column.${name}`),
  );
  const tables = scenarioOf(view.report.plan.scenario).steps.map(({ id }) => {
    const own = proofs.filter((item) => item.step === id);
    if (own.length === 0) return null;
    return table(
      columns,
      own.map((item) => proofRows(view, item)),
      { caption: stepTitle(view, id), kind: 'proof' },
    );
  });
  return markup`${title}${tables}`;
}

/** Checks only a person can make: who signed and when, or room to sign. */
function seenTable(view: View, proofs: readonly Proof[]): Markup {
  const columns = (['check', 'result', 'seen-by', 'seen-on', 'note'] as const).map((name) =>
    view.translator.t(`report.column.${name}`),
  );
  const list = proofs.map((item) => [
    head([view.text(item.title), evidence(item)]),
    cell([verdictWord(view, item), earlier(view, item)]),
    ...(item.signed === undefined
      ? [BLANK, BLANK, BLANK]
      : [cell(item.signed.by), cell(moment(view, item.signed.at)), cell(item.signed.note)]),
  ]);
  return table(columns, rows(list), { kind: 'seen' });
}

/** What was read beside it. */
function evidence(item: Proof): readonly Markup[] {
  return item.comparisons.map(
    (row) => markup`<div>${literal(row.property)}: ${literal(shown(row.found))}</div>`,
  );
}

/** What a signature says where the state has changed since. */
function earlier(view: View, { signed }: Proof): Content {
  if (signed === undefined || signed.current) return null;
  const said = view.translator.t(`check.result.${signed.result}`);
  const text = view.translator.t('check.earlier', { fingerprint: signed.state.fingerprint });
  return markup`<div>${said}. ${text}</div>`;
}

function verdictWord(view: View, item: Proof): Markup {
  return word(VERDICT_TONES[item.verdict], view.translator.t(`report.verdict.${item.verdict}`));
}

/** One check: its title over all its comparisons. */
function proofRows(view: View, item: Proof): Markup {
  const own: readonly (Comparison | null)[] =
    item.comparisons.length === 0 ? [null] : item.comparisons;
  const title = markup`<th scope="rowgroup" rowspan="${own.length}">${view.text(item.title)}<br>${verdictWord(view, item)}</th>`;
  const body = own.map((row, index) => {
    const first = index === 0 ? title : null;
    if (row === null) return markup`<tr>${first}<td colspan="4">–</td></tr>`;
    return markup`<tr>${first}${literalCell(row.property)}${literalCell(shown(row.expected))}${literalCell(shown(row.found))}<td>${comparisonWord(view, row)}</td></tr>`;
  });
  return markup`<tbody>${body}</tbody>`;
}
