import { canonicalJson } from '../../shared/json';
import type { Finding } from '../model/action';

const SEVERITIES: readonly Finding['severity'][] = ['blocking', 'warning', 'info'];

/** One cause told once, the gravest first: several resources may have met the same. */
export function distinctCauses(findings: readonly Finding[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const severity of SEVERITIES) {
    for (const finding of findings.filter((item) => item.severity === severity)) {
      const cause = canonicalJson([finding.code, finding.args]);
      if (!found.has(cause)) found.set(cause, finding);
    }
  }
  return [...found.values()];
}
