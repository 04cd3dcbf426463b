/** Channels of the hand-over report. */
import * as v from 'valibot';
import { LANGUAGES } from '../languages';
import { REPORT_FORMATS, REPORT_LEVELS, REPORT_PARTS } from '../report';

const content = {
  language: v.picklist(LANGUAGES),
  level: v.picklist(REPORT_LEVELS),
  parts: v.pipe(v.array(v.picklist(REPORT_PARTS)), v.maxLength(REPORT_PARTS.length)),
};

/** Channel → schema of its single argument. */
export const REPORT_CHANNELS = {
  'report.make': v.strictObject({
    ...content,
    formats: v.pipe(
      v.array(v.picklist(REPORT_FORMATS)),
      v.minLength(1),
      v.maxLength(REPORT_FORMATS.length),
    ),
  }),
  /** Reminders of the dates known, as a calendar file. Main asks where. */
  'report.calendar': v.strictObject({ language: v.picklist(LANGUAGES) }),
  /** Opens a file of the last report, or its folder. */
  'report.open': v.strictObject({ what: v.picklist(['html', 'pdf', 'folder']) }),
  /** → ReportPreview of what is known now; null where nothing was read. */
  'report.preview': v.strictObject(content),
};
