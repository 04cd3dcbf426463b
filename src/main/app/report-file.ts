/** Makes the hand-over report of the open customer and stores it with the customer. */
import { join } from 'node:path';
import { nodeFileSystem, type FileSystem } from '../../adapters/storage/file-system';
import { writeReportFile } from '../../adapters/storage/report-files';
import { transportWays } from '../../core/engine/transport';
import type { PreparedReport, ReportChoice } from '../../core/report/forms';
import { prepareReport } from '../../core/report/forms';
import { pageHead, renderHtml, type PageHead } from '../../core/report/html';
import { previewOf } from '../../core/report/preview';
import { isOfScenario } from '../../core/scenarios';
import { readTopology } from '../../core/topology/stored';
import type { CustomerStore } from '../../core/ports';
import { CodedError, appError } from '../../shared/errors';
import type { ReportFileView, ReportPreview, ReportView } from '../../shared/ipc/report-view';
import type { Translator } from '../../shared/messages';
import type { ReportFormat } from '../../shared/report';
import type { OpenState } from './projection/state';

/** Prints a document; `head` stands on every page. */
export type PrintPdf = (html: string, head: PageHead) => Promise<Uint8Array>;

/** What a report is made with. */
export interface ReportOptions {
  readonly store: CustomerStore;
  readonly dataFolder: string;
  readonly productVersion: string;
  /** In the report's language, which need not be the window's. */
  readonly texts: Translator;
  readonly printPdf: PrintPdf;
  /** For tests: the disk. */
  readonly fileSystem?: FileSystem;
}

/** Writes the chosen forms of the last run, or of the state where nothing ran. */
export async function makeReport(
  open: OpenState,
  choice: ReportChoice & { readonly formats: readonly ReportFormat[] },
  options: ReportOptions,
): Promise<ReportView> {
  const now = new Date();
  const prepared = await prepare(open, choice, options, now);
  if (prepared === null) throw new CodedError(appError('HX-BUG', {}, 'a report needs a plan'));
  const folder = join(options.dataFolder, 'customers', open.session.record.id, 'reports');
  const files: ReportFileView[] = [];
  const write = async (format: ReportFormat, suffix: string, bytes: Uint8Array) => {
    const fs = options.fileSystem ?? nodeFileSystem;
    files.push({ format, ...(await writeReportFile(fs, folder, prepared.name, suffix, bytes)) });
  };
  for (const { format, suffix, text } of prepared.forms(choice.formats))
    await write(format, suffix, Buffer.from(text, 'utf8'));
  const failed: ReportView['failed'][number][] = [];
  if (choice.formats.includes('pdf')) {
    const pdf = await printed(prepared, options);
    if (pdf instanceof Uint8Array) await write('pdf', '.pdf', pdf);
    else failed.push({ format: 'pdf', error: pdf.error });
  }
  const { texts } = options;
  const { level } = choice;
  return { madeAt: now.toISOString(), language: texts.language, level, files, failed };
}

/** The document as it would be written now; null where nothing was read or run yet. */
export async function previewReport(
  open: OpenState,
  choice: ReportChoice,
  options: Omit<ReportOptions, 'printPdf'>,
): Promise<ReportPreview | null> {
  const prepared = await prepare(open, choice, options, new Date());
  if (prepared === null) return null;
  const { texts } = options;
  const nodes = previewOf(renderHtml(prepared.report, texts));
  return { language: texts.language, name: prepared.name, nodes };
}

async function prepare(
  { session, known, trials }: OpenState,
  choice: ReportChoice,
  { store, productVersion, texts }: Omit<ReportOptions, 'printPdf'>,
  now: Date,
): Promise<PreparedReport | null> {
  const { record, verification } = session;
  const run = session.run !== null && isOfScenario(session.run.plan, record) ? session.run : null;
  const plan = run?.plan ?? session.plan;
  if (plan === null) return null;
  const input = {
    customer: record,
    plan,
    entries: run?.entries ?? [],
    ways: transportWays(record),
    trials,
    verification,
    topology: await readTopology(store.files(record.id)),
    ...(known === null ? {} : { observations: known }),
    language: texts.language,
    now,
    productVersion,
    practice: record.practice,
  };
  return prepareReport(input, choice, texts);
}

/** A printer that fails takes nothing with it: the other forms are on disk by then. */
async function printed(
  { report }: PreparedReport,
  { texts, printPdf }: ReportOptions,
): Promise<Uint8Array | CodedError> {
  try {
    return await printPdf(renderHtml(report, texts, true), pageHead(report, texts));
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return new CodedError(appError('HX-PDF', {}, detail));
  }
}
