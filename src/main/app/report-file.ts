/** Makes the hand-over report of the open customer and stores it with the customer. */
import { join } from 'node:path';
import { transportWays } from '../../core/engine/transport';
import { buildReport } from '../../core/report/model';
import { isOfScenario } from '../../core/scenarios';
import { renderHtml } from '../../core/report/html';
import { renderJson } from '../../core/report/json';
import { readTopology } from '../../core/topology/stored';
import type { CustomerStore } from '../../core/ports';
import { CodedError, appError } from '../../shared/errors';
import type { Translator } from '../../shared/messages';
import type { ReportView } from '../../shared/ipc/views';
import type { OpenState } from './projection/state';

/** What a report is made with. */
export interface ReportOptions {
  readonly store: CustomerStore;
  readonly dataFolder: string;
  readonly productVersion: string;
  /** In the report's language, which need not be the window's. */
  readonly texts: Translator;
}

/** Writes HTML and JSON of the last run, or of the state where nothing ran. */
export async function makeReport(open: OpenState, options: ReportOptions): Promise<ReportView> {
  const { session, known } = open;
  const { record, verification } = session;
  const run = session.run !== null && isOfScenario(session.run.plan, record) ? session.run : null;
  const plan = run?.plan ?? session.plan;
  if (plan === null) throw new CodedError(appError('HX-BUG', {}, 'a report needs a plan'));
  const { language } = options.texts;
  const now = new Date();
  const files = options.store.files(record.id);
  const report = buildReport({
    customer: record,
    plan,
    entries: run?.entries ?? [],
    ways: transportWays(record),
    verification,
    topology: await readTopology(files),
    ...(known === null ? {} : { observations: known }),
    language,
    now,
    productVersion: options.productVersion,
    practice: record.practice,
  });
  const name = `${now.toISOString().slice(0, 10)}-${plan.fingerprint}`;
  const write = async (extension: string, text: string): Promise<string> => {
    await files.write(`reports/${name}.${extension}`, Buffer.from(text, 'utf8'));
    return join(options.dataFolder, 'customers', record.id, 'reports', `${name}.${extension}`);
  };
  return {
    madeAt: now.toISOString(),
    language,
    html: await write('html', renderHtml(report, options.texts)),
    json: await write('json', renderJson(report)),
  };
}
