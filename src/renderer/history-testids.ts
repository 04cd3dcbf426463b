import type { ReportFormat, ReportLevel, ReportPart } from '../shared/report';

/** Stable ids of the history, of comparisons, and of what is chosen of a report. */
export const HISTORY_IDS = {
  list: 'history-list',
  kind: 'history-kind',
  search: 'history-search',
  shown: 'history-shown',
  damaged: 'history-damaged',
  compareBefore: 'history-before',
  compareAfter: 'history-after',
  compare: 'history-compare',
  comparison: 'history-comparison',
  counts: 'history-counts',
  export: 'history-export',
  back: 'history-back',
  journal: 'history-journal',
  integrity: 'history-integrity',
  next: 'history-next',
  driftNote: 'drift-note',
  driftShow: 'drift-show',
  previewToggle: 'report-preview-toggle',
  preview: 'report-preview',
  parts: 'report-parts',
  openPdf: 'report-open-pdf',
} as const;

/** Ids that depend on what they belong to. */
export const historyId = {
  entry: (id: string) => `history-entry-${id}`,
  open: (run: string) => `history-open-${run}`,
  level: (level: ReportLevel) => `report-level-${level}`,
  format: (format: ReportFormat) => `report-format-${format}`,
  part: (part: ReportPart) => `report-part-${part}`,
} as const;
