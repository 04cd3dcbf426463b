import type { ReportPart } from '../../shared/report';
import { LASTING_PART, REPORT_PARTS } from '../../shared/report';
import type { Report } from './types';

/** The report with these parts only: what is left out is in none of its forms. Cover and commands always stay. */
export function selectParts(report: Report, chosen: readonly ReportPart[]): Report {
  const parts = REPORT_PARTS.filter((part) => part === LASTING_PART || chosen.includes(part));
  const has = (part: ReportPart): boolean => parts.includes(part);
  return {
    ...report,
    parts,
    plan: has('asked') ? report.plan : withoutAsked(report.plan),
    before: has('before') ? report.before : [],
    reads: has('before') ? report.reads : [],
    proof: has('proof') ? report.proof : null,
    open: has('open') ? report.open : [],
    expiry: has('expiry') ? report.expiry : [],
    undo: has('undo') ? report.undo : [],
    findings: has('findings') ? report.findings : [],
    notices: has('notices') ? report.notices : [],
    topology: has('topology') ? report.topology : null,
  };
}

function withoutAsked({ oauth: _oauth, ...plan }: Report['plan']): Report['plan'] {
  return { ...plan, inputs: {} };
}
