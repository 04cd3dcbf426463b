/** An inspection as lines of text: for the terminal, and for the clipboard. Without signatures, as the views are. */
import { productsInBrackets } from './applications';
import type {
  ClaimVerdict,
  HandShake,
  HandShakeRow,
  Hop,
  Inspection,
  TokenView,
} from './inspection';
import type { Translator } from './messages';

const MARKS: Readonly<Record<ClaimVerdict, string>> = {
  matches: '✓',
  differs: '✗',
  'cannot-tell': '?',
};

/** What was read, and with what it was compared. */
export function summaryLines(found: Inspection, t: Translator): readonly string[] {
  const { kind, exchanges, counts, compared, rows } = found;
  const { customer, certificates } = compared;
  return [
    t.t(`inspection.ui.summary.${kind}`, { exchanges }),
    ...(rows.length === 0
      ? []
      : [
          t.t('inspection.ui.counts', {
            refused: counts.refused,
            missing: counts['no-token'],
            unanswered: counts.unanswered,
            accepted: counts.accepted,
          }),
        ]),
    customer === null
      ? t.t('inspection.ui.compared-none', { certificates })
      : t.t('inspection.ui.compared', { customer, certificates }),
    ...(found.damaged ? [t.t('inspection.ui.damaged')] : []),
    ...(found.limited ? [t.t('inspection.ui.limited')] : []),
    ...(found.malformed === null ? [] : [t.text(found.malformed)]),
    ...(rows.length === 0 && found.tokens.length === 0 && found.malformed === null
      ? [t.t('inspection.ui.nothing')]
      : []),
  ];
}

/** One row in one line. */
export function rowLine(row: HandShakeRow, t: Translator): string {
  return [
    t.t(`inspection.ui.outcome.${row.outcome}`),
    row.address,
    ...(row.status === null ? [] : [t.t('inspection.ui.status', { status: String(row.status) })]),
    ...(row.calls === 1 ? [] : [t.t('inspection.ui.calls', { count: row.calls })]),
    ...(row.at === null ? [] : [row.at]),
  ].join(' · ');
}

/** A hand-shake whole. */
export function handShakeLines(shake: HandShake, t: Translator): readonly string[] {
  const label = shake.cause === null ? 'end' : 'cause';
  return [
    rowLine(shake, t),
    ...shake.ladder.flatMap((hop) => hopLines(hop, t).map((line) => `  ${line}`)),
    ...(shake.moreHops === 0 ? [] : [`  ${t.t('inspection.ui.more', { count: shake.moreHops })}`]),
    `  ${labelled(t, t.t(`inspection.ui.${label}`), t.text(shake.what))}`,
    ...(shake.remedy === null
      ? []
      : [`  ${labelled(t, t.t('inspection.ui.do'), t.text(shake.remedy))}`]),
    ...shake.diagnosed.map(
      ({ id, title }) =>
        `  ${labelled(t, t.t('inspection.ui.diagnosed'), `${t.text(title)} (${id})`)}`,
    ),
  ];
}

function hopLines(hop: Hop, t: Translator): readonly string[] {
  const status = hop.status === null ? '—' : String(hop.status);
  return [
    `#${String(hop.number)} ${hop.method} ${hop.address} → ${status} · ${t.text(hop.meaning)}`,
    ...hop.facts.map(({ name, value }) => `    ${name}: ${productsInBrackets(value, t.language)}`),
    ...(hop.token === null ? [] : tokenLines(hop.token, t).map((line) => `    ${line}`)),
  ];
}

/** A token with its rows, its findings, and the token inside. */
export function tokenLines(token: TokenView, t: Translator): readonly string[] {
  return [
    t.t(`inspection.ui.kind.${token.kind}`),
    ...token.rows.map(({ claim, value, meaning, verdict }) => {
      const mark = verdict === null ? ' ' : MARKS[verdict];
      return `  ${mark} ${claim}: ${value} · ${t.text(meaning)}`;
    }),
    ...token.others.map(({ name, value }) => `    ${name}: ${value}`),
    ...token.findings.flatMap(({ what, remedy }) => [
      `  ! ${t.text(what)}`,
      `    ${labelled(t, t.t('inspection.ui.do'), t.text(remedy))}`,
    ]),
    ...(token.actor === null
      ? []
      : [
          `  ${t.t('inspection.ui.actor')}`,
          ...tokenLines(token.actor, t).map((line) => `    ${line}`),
        ]),
  ];
}

/** A label and what belongs to it, with the colon as the language sets it. */
function labelled(t: Translator, label: string, text: string): string {
  return t.t('inspection.ui.labelled', { label, text });
}
