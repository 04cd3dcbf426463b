/** What a person may choose of a hand-over report. */

/** How much of the customer a report tells. */
export const REPORT_LEVELS = ['full', 'customer', 'public'] as const;
/** `full`: everything. `customer`: no thumbprints, ids, host names. `public`: no names, addresses, domains either. */
export type ReportLevel = (typeof REPORT_LEVELS)[number];

/** Kinds of files. The PDF is made by the window's application only. */
export const REPORT_FORMATS = ['html', 'pdf', 'json', 'ps1', 'ics'] as const;
/** One of them. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Sections of the document, in order. The cover is always there, and so are the commands. */
export const REPORT_PARTS = [
  'asked',
  'before',
  'commands',
  'proof',
  'open',
  'expiry',
  'undo',
  'findings',
  'notices',
  'topology',
  'glossary',
] as const;
/** One of them. */
export type ReportPart = (typeof REPORT_PARTS)[number];

/** The part that cannot be left out. */
export const LASTING_PART: ReportPart = 'commands';
