/** The forms of a report that are text. The PDF is printed from the HTML where there is a printer. */
import type { Translator } from '../../shared/messages/translate';
import type { ReportFormat, ReportLevel, ReportPart } from '../../shared/report';
import { renderScript, renderUndoScript } from '../commands/script';
import type { CustomerRecord } from '../model/customer';
import type { Plan } from '../model/plan';
import type { Verification } from '../model/proof';
import { renderCalendar } from './calendar';
import { renderHtml } from './html';
import { renderJson } from './json';
import type { ReportInput } from './model';
import { buildReport } from './model';
import { selectParts } from './parts';
import { redactReport } from './redact';
import type { Report } from './types';

/** What a person chose. */
export interface ReportChoice {
  readonly level: ReportLevel;
  readonly parts: readonly ReportPart[];
}

/** One file of a report. */
interface ReportForm {
  readonly format: ReportFormat;
  /** What its name ends with, such as `.html`. */
  readonly suffix: string;
  readonly text: string;
}

/** A report as it goes out: its model, its name, and its texts. */
export interface PreparedReport {
  readonly report: Report;
  /** File name without its end: day, fingerprint, level, language. */
  readonly name: string;
  /** The forms that were asked for. Reminders are left out where no date is known. */
  readonly forms: (formats: readonly ReportFormat[]) => readonly ReportForm[];
}

/** Makes the report with the chosen parts at the chosen level. */
export function prepareReport(
  input: ReportInput & { readonly customer: CustomerRecord },
  { level, parts }: ReportChoice,
  translator: Translator,
): PreparedReport {
  const { plan, customer, verification } = input;
  const whole = selectParts(buildReport(input), parts);
  const servers = [customer.exchangeServer, ...(customer.skypeServer ?? '').split(' ')];
  const { report, text } = redactReport(whole, level, { plan, servers });
  const name = [report.madeAt.slice(0, 10), plan.fingerprint, level, translator.language].join('-');
  const source = { plan, customer, verification, now: input.now };
  return {
    report,
    name,
    forms: (formats) =>
      formats.flatMap((format) => formOf(format, { report, source, level, text, translator })),
  };
}

interface Parts {
  readonly report: Report;
  readonly source: {
    readonly plan: Plan;
    readonly customer: CustomerRecord;
    readonly verification: Verification | null;
    readonly now: Date;
  };
  readonly level: ReportLevel;
  readonly text: (text: string) => string;
  readonly translator: Translator;
}

function formOf(
  format: ReportFormat,
  { report, source, level, text, translator }: Parts,
): ReportForm[] {
  switch (format) {
    case 'html':
      return [{ format, suffix: '.html', text: renderHtml(report, translator) }];
    case 'json':
      return [{ format, suffix: '.json', text: renderJson(report) }];
    case 'ps1': {
      const { plan, customer } = source;
      const safe = (script: string): string =>
        level === 'full' ? script : `${READING_COPY}${text(script)}`;
      return [
        { format, suffix: '.ps1', text: safe(renderScript(plan, customer).text) },
        { format, suffix: '-undo.ps1', text: safe(renderUndoScript(plan, customer).text) },
      ];
    }
    case 'ics': {
      const hidden = level === 'full' ? {} : { hide: text };
      const calendar = renderCalendar({ ...source, ...hidden }, translator);
      return calendar === undefined ? [] : [{ format, suffix: '.ics', text: calendar }];
    }
    case 'pdf':
      return [];
  }
}

/** A script with placeholders must not run; scripts are English and ASCII. */
const READING_COPY = `# This copy is for reading: values were replaced by placeholders.
throw 'This copy is for reading and does not run.'

`;
