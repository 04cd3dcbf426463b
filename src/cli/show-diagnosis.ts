/** What was found in a text, as terminal text. */
import type {
  DiagnosedEntry,
  Diagnosis,
  DiagnosisSource,
  Evidence,
  OAuthTest,
  StaleLine,
} from '../shared/diagnosis';
import type { Translator } from '../shared/messages';
import type { Output } from './output';

const MARKS = { problem: '✗', notice: '!', passed: '✓', noise: '·' } as const;

/** The answers, the gravest first; then what is not known. */
export function showDiagnosis(found: Diagnosis, out: Output): void {
  const { translator: t } = out;
  const kind = t.t(`diagnosis.ui.text.${found.kind}`);
  out.line(t.t('diagnosis.ui.summary', { lines: found.lines, kind }));
  if (found.binary) out.line(t.t('diagnosis.ui.binary'));
  if (found.limited) out.line(t.t('diagnosis.ui.limited'));
  if (found.lastActivity !== null)
    out.line(t.t('diagnosis.ui.last-activity', { activity: found.lastActivity }));
  showTests(found.tests, out);
  for (const entry of found.entries) showEntry(entry, out);
  showStale(found, out);
  showUnexplained(found, out);
  if (isEmpty(found)) {
    out.line();
    out.line(t.t(found.kind === 'script' ? 'diagnosis.ui.stale-none' : 'diagnosis.ui.nothing'));
  }
}

function isEmpty({ entries, staleLines, unexplained, tests }: Diagnosis): boolean {
  return [entries, staleLines, unexplained, tests].every((items) => items.length === 0);
}

function showTests(tests: readonly OAuthTest[], out: Output): void {
  const { translator: t } = out;
  for (const test of tests) {
    const words = [
      t.t(`diagnosis.ui.test.${test.result}`),
      t.t(`diagnosis.ui.direction.${test.direction}`),
      ...(test.target === null ? [] : [test.target]),
      ...(test.applicationId === null
        ? []
        : [t.t('diagnosis.ui.application', { application: test.applicationId })]),
    ];
    out.line(labelled(t, t.t('diagnosis.ui.line', { line: test.line }), words.join(' · ')));
  }
}

function showEntry(entry: DiagnosedEntry, out: Output): void {
  const { translator: t } = out;
  const seen = entry.countIsLeast ? 'diagnosis.ui.seen-least' : 'diagnosis.ui.seen';
  const kind = t.t(`diagnosis.ui.kind.${entry.kind}`);
  out.line();
  out.line(`${MARKS[entry.kind]} ${t.text(entry.title)}`);
  out.line(`  ${entry.id} · ${kind} · ${t.t(seen, { count: entry.count })}`);
  showEvidence(entry.evidence, out);
  out.line(`  ${t.t('diagnosis.ui.causes')}`);
  entry.causes.forEach((cause, index) => out.line(`    ${String(index + 1)}. ${t.text(cause)}`));
  if (entry.check !== null)
    out.line(`  ${labelled(t, t.t('diagnosis.ui.check'), t.text(entry.check))}`);
  if (entry.commands.length > 0) out.line(`  ${t.t('diagnosis.ui.commands')}`);
  for (const command of entry.commands) {
    const note = t.t(command.listed ? 'diagnosis.ui.listed' : 'diagnosis.ui.outside-list');
    const about = command.application === null ? '' : ` · ${command.application}`;
    out.line(`    # ${t.t(`diagnosis.ui.where.${command.where}`)}${about} · ${note}`);
    out.line(`    ${command.text}`);
  }
  out.line(`  ${labelled(t, t.t('diagnosis.ui.do'), t.text(entry.remedy))}`);
  if (entry.avoid !== null)
    out.line(`  ${labelled(t, t.t('diagnosis.ui.avoid'), t.text(entry.avoid))}`);
  const step =
    entry.step === null ? t.t('diagnosis.ui.outside') : t.t(`core.step.${entry.step}.title`);
  out.line(`  ${labelled(t, t.t('diagnosis.ui.step'), step)}`);
  showSources(entry.sources, out);
}

function showEvidence(evidence: readonly Evidence[], out: Output): void {
  const { translator: t } = out;
  for (const place of evidence) {
    const during = place.during === undefined ? '' : ` (${place.during})`;
    const where = `${lineOf(t, place)}${during}`;
    out.line(`  > ${labelled(t, where, place.text)}`);
  }
}

function lineOf(t: Translator, { line, column }: Evidence): string {
  const where = t.t('diagnosis.ui.line', { line });
  return column === 1 ? where : `${where}:${String(column)}`;
}

function showSources(sources: readonly DiagnosisSource[], out: Output): void {
  const { translator: t } = out;
  for (const { title, date, address } of sources) {
    const text = t.t('diagnosis.ui.source', { title, date });
    const full = address === null ? text : `${text} ${address}`;
    out.line(`  ${labelled(t, t.t('diagnosis.ui.sources'), full)}`);
  }
}

function showStale(found: Diagnosis, out: Output): void {
  const { translator: t } = out;
  if (found.staleLines.length === 0) return;
  out.line();
  out.line(t.t('diagnosis.ui.stale'));
  for (const line of found.staleLines) showStaleLine(line, out);
  if (found.moreStaleLines > 0)
    out.line(`  ${t.t('diagnosis.ui.more', { count: found.moreStaleLines })}`);
}

function showStaleLine(line: StaleLine, out: Output): void {
  const { translator: t } = out;
  const notes = [
    line.rule,
    ...(line.dangerous ? [t.t('diagnosis.ui.dangerous')] : []),
    ...(line.since === null ? [] : [t.t('diagnosis.ui.since', { date: line.since })]),
  ];
  const where = labelled(t, lineOf(t, line.evidence), line.evidence.text);
  out.line(`  ${line.dangerous ? '✗' : '!'} ${where}`);
  out.line(`      ${notes.join(' · ')}`);
  out.line(`      ${t.text(line.why)}`);
  out.line(`      ${labelled(t, t.t('diagnosis.ui.instead'), t.text(line.instead))}`);
}

function showUnexplained(found: Diagnosis, out: Output): void {
  const { translator: t } = out;
  if (found.unexplained.length === 0) return;
  out.line();
  out.line(t.t('diagnosis.ui.unexplained'));
  showEvidence(found.unexplained, out);
  if (found.moreUnexplained > 0)
    out.line(`  ${t.t('diagnosis.ui.more', { count: found.moreUnexplained })}`);
}

/** A label and what belongs to it, with the colon as the language sets it. */
function labelled(t: Translator, label: string, text: string): string {
  return t.t('diagnosis.ui.labelled', { label, text });
}
