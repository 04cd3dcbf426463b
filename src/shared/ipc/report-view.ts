/** What the window shows of a report: its files, and its content as plain data. */
import type { AppError } from '../errors';
import type { Language } from '../languages';
import type { ReportFormat, ReportLevel } from '../report';

/** A report that was made. */
export interface ReportView {
  readonly madeAt: string;
  readonly language: Language;
  readonly level: ReportLevel;
  readonly files: readonly ReportFileView[];
  /** Why a format is not there; the other files are. */
  readonly failed: readonly { readonly format: ReportFormat; readonly error: AppError }[];
}

/** One of its files. */
export interface ReportFileView {
  readonly format: ReportFormat;
  readonly path: string;
  /** Another program had the usual name open. */
  readonly renamed: boolean;
}

/** Elements that a preview is made of. Nothing in it can load, run, or lead anywhere. */
export const PREVIEW_TAGS = [
  'div',
  'p',
  'h2',
  'h3',
  'h4',
  'h5',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'table',
  'caption',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'pre',
  'code',
  'span',
  'strong',
  'time',
  'br',
] as const;
/** One of them. */
export type PreviewTag = (typeof PREVIEW_TAGS)[number];

/** A piece of the document: text, or an element. */
export type PreviewNode = string | PreviewElement;

/** An element with its class, language and cells. */
export interface PreviewElement {
  readonly tag: PreviewTag;
  readonly kind: string;
  /** Language of literal text; null: the document's. */
  readonly lang: string | null;
  readonly span: { readonly rows: number; readonly columns: number };
  readonly children: readonly PreviewNode[];
}

/** The document as it would be written. */
export interface ReportPreview {
  readonly language: Language;
  /** File name without its end. */
  readonly name: string;
  readonly nodes: readonly PreviewNode[];
}
