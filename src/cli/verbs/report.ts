/** `report`: the hand-over report of the last run, or of the present state where nothing ran. */
import { join, resolve } from 'node:path';
import { createTranslator } from '../../shared/messages';
import { messagesOf } from '../../shared/messages/sync';
import type { Plan } from '../../core/model/plan';
import { isOfScenario } from '../../core/scenarios';
import { renderCalendar } from '../../core/report/calendar';
import { transportWays } from '../../core/engine/transport';
import { buildReport } from '../../core/report/model';
import { renderHtml } from '../../core/report/html';
import { renderJson } from '../../core/report/json';
import { readTopology } from '../../core/topology/stored';
import type { CommandLine } from '../arguments';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import type { Workplace } from '../workplace';
import { PRODUCT_VERSION } from '../workplace';
import { save } from './inspect';

/** Writes HTML and JSON and says where. */
export async function reportVerb(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<ExitCode> {
  const { html, json, ics } = await writeReport(line, out, place);
  out.endProgress();
  if (line.json) out.json({ html, json, ...(ics === undefined ? {} : { ics }) });
  else {
    out.line(out.translator.t('cli.report.html', { file: html }));
    out.line(out.translator.t('cli.report.json', { file: json }));
    if (ics !== undefined) out.line(out.translator.t('cli.report.ics', { file: ics }));
    else if (line.ics !== undefined) out.note(out.translator.t('cli.report.no-dates'));
  }
  return EXIT.done;
}

/** Builds the report from the last run's journal and a fresh verification. */
export async function writeReport(
  line: CommandLine,
  out: Output,
  place: Workplace,
): Promise<{ html: string; json: string; ics?: string }> {
  const { session, store, folder } = place;
  const verification = session.state.verification ?? (await session.verify());
  const { run, record } = session.state;
  const last = run !== null && isOfScenario(run.plan, record) ? run : null;
  const plan = last?.plan ?? (await session.makePlan());
  const now = new Date();
  const { language } = out.translator;
  const report = buildReport({
    customer: session.state.record,
    plan,
    entries: last?.entries ?? [],
    ways: transportWays(session.state.record),
    verification,
    topology: await readTopology(store.files(session.state.record.id)),
    language,
    now,
    productVersion: PRODUCT_VERSION,
    practice: session.state.record.practice,
  });
  const ics = line.ics === undefined ? undefined : await writeCalendar(line.ics, place, plan, out);
  const more = ics === undefined ? {} : { ics };
  const name = `${now.toISOString().slice(0, 10)}-${plan.fingerprint}`;
  const html = renderHtml(report, createTranslator(language, messagesOf(language)));
  const json = renderJson(report);
  if (line.out !== undefined) {
    const base = resolve(line.out).replace(/\.html$/i, '');
    await save(`${base}.html`, html);
    await save(`${base}.json`, json);
    return { html: `${base}.html`, json: `${base}.json`, ...more };
  }
  const files = store.files(session.state.record.id);
  await files.write(`reports/${name}.html`, Buffer.from(html, 'utf8'));
  await files.write(`reports/${name}.json`, Buffer.from(json, 'utf8'));
  const base = join(folder, 'customers', session.state.record.id, 'reports', name);
  return { html: `${base}.html`, json: `${base}.json`, ...more };
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
