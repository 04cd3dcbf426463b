/** `report`: the hand-over report of the last run, or of the present state where nothing ran. */
import { basename, dirname, join, resolve } from 'node:path';
import { createTranslator } from '../../shared/messages';
import { messagesOf } from '../../shared/messages/sync';
import { REPORT_PARTS } from '../../shared/report';
import { nodeFileSystem } from '../../adapters/storage/file-system';
import type { WrittenFile } from '../../adapters/storage/report-files';
import { writeReportFile } from '../../adapters/storage/report-files';
import type { Plan } from '../../core/model/plan';
import { isOfScenario } from '../../core/scenarios';
import { renderCalendar } from '../../core/report/calendar';
import { transportWays } from '../../core/engine/transport';
import { prepareReport } from '../../core/report/forms';
import { readTopology } from '../../core/topology/stored';
import type { CommandLine } from '../arguments';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import type { Workplace } from '../workplace';
import { PRODUCT_VERSION } from '../workplace';
import { save } from './inspect';

/** A file of the report, named as `--json` names it. */
type Written = WrittenFile & { readonly name: keyof typeof LABELS };

/** What each file is called in front of its path. */
const LABELS = {
  html: 'cli.report.html',
  json: 'cli.report.json',
  ps1: 'cli.report.ps1',
  undo: 'cli.report.undo',
  ics: 'cli.report.ics',
} as const;

/** Writes the chosen forms and says where. */
export async function reportVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  const written = await writeReport(line, out, place);
  out.endProgress();
  if (line.json) {
    out.json(Object.fromEntries(written.map(({ name, path }) => [name, path])));
    return EXIT.done;
  }
  const { t } = out.translator;
  for (const { name, path, renamed } of written) {
    out.line(t(LABELS[name], { file: path }));
    if (renamed) out.note(t('cli.report.renamed'));
  }
  const wantsDates = line.ics !== undefined || line.formats.includes('ics');
  if (wantsDates && !written.some((item) => item.name === 'ics'))
    out.note(t('cli.report.no-dates'));
  if (line.formats.includes('pdf')) out.note(t('cli.report.no-pdf'));
  return EXIT.done;
}

/** Builds the report from the last run's journal and a fresh verification. */
export async function writeReport(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<readonly Written[]> {
  const { hand, session, store, folder } = place;
  const { run: latest, verification: proved } = session.state;
  // A report of what is stored reaches nobody.
  if (proved === null || latest === null) await place.admit();
  const verification = session.state.verification ?? (await session.verify());
  const { run, record } = session.state;
  const last = run !== null && isOfScenario(run.plan, record) ? run : null;
  const plan = last?.plan ?? (await session.makePlan());
  const { language } = out.translator;
  const input = {
    customer: record,
    plan,
    entries: last?.entries ?? [],
    ways: transportWays(record),
    trials: hand.trials.trials,
    verification,
    topology: await readTopology(store.files(record.id)),
    language,
    now: new Date(),
    productVersion: PRODUCT_VERSION,
    practice: record.practice,
  };
  const translator = createTranslator(language, messagesOf(language));
  const choice = { level: line.level, parts: REPORT_PARTS };
  const prepared = prepareReport(input, choice, translator);
  const base =
    line.out === undefined
      ? join(folder, 'customers', record.id, 'reports', prepared.name)
      : resolve(line.out).replace(/\.html$/i, '');
  const written: Written[] = [];
  for (const { format, suffix, text } of prepared.forms(line.formats)) {
    const name = suffix === '-undo.ps1' ? 'undo' : format === 'pdf' ? 'html' : format;
    const bytes = Buffer.from(text, 'utf8');
    const file = await writeReportFile(
      nodeFileSystem,
      dirname(base),
      basename(base),
      suffix,
      bytes,
    );
    written.push({ ...file, name });
  }
  const calendar =
    line.ics === undefined ? undefined : await writeCalendar(line.ics, place, plan, out);
  const ics =
    calendar === undefined ? [] : [{ name: 'ics' as const, path: calendar, renamed: false }];
  return [...written.filter((item) => ics.length === 0 || item.name !== 'ics'), ...ics];
}

/** Writes the reminders; undefined where no date is known. */
async function writeCalendar(
  file: string,
  { session, clock }: Workplace,
  plan: Plan,
  { translator }: Output,
): Promise<string | undefined> {
  const { record, verification } = session.state;
  const input = { customer: record, plan, verification, now: clock.now() };
  const text = renderCalendar(input, translator);
  if (text === undefined) return undefined;
  const path = resolve(file);
  await save(path, text);
  return path;
}
