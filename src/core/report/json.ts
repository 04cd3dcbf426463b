import type { Report } from './types';

/** The report as JSON text, for other programs. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
