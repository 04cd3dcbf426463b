import type { DoctorResult } from '../shared/doctor';
import type { ErrorCode } from '../shared/errors';
import type { CheckedCustomer } from '../core/check/junit';
import type { Plan } from '../core/model/plan';
import { planOutcome } from '../core/engine/plan-outcome';
import type { RunResult } from '../core/model/journal';
import type { Verification } from '../core/model/proof';

/** Exit codes of the command line. */
export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  /** Changes pending, or drift. */
  pending: 2,
  /** A check or an action failed. */
  failed: 3,
  /** Needs a person. */
  person: 4,
  /** Wrong use. */
  usage: 64,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** True when the plan leaves something that only a person can do or decide. */
function needsPerson(plan: Plan): boolean {
  return plan.steps.some(({ resources }) =>
    resources.some(({ state }) => state === 'by-hand' || state === 'unknown'),
  );
}

/** Exit code of a plan that was only made. */
export function planExit(plan: Plan): ExitCode {
  switch (planOutcome(plan)) {
    case 'changes':
      return EXIT.pending;
    case 'no-changes':
      return EXIT.done;
    case 'by-hand':
    case 'nothing-planned':
      return EXIT.person;
  }
}

/** Exit code of a run. */
export function runExit(result: RunResult, plan: Plan): ExitCode {
  switch (result) {
    case 'done':
    case 'nothing-to-do':
      return plan.kind === 'apply' && needsPerson(plan) ? EXIT.person : EXIT.done;
    case 'partly':
    case 'stopped':
    case 'closed':
      return EXIT.person;
    case 'failed':
      return EXIT.failed;
    case 'outdated':
      return EXIT.pending;
  }
}

/** Exit code of a verification. A check of a feature that nobody has signed does not count; one signed as failed does. */
export function verifyExit(verification: Verification): ExitCode {
  const verdicts = verification.steps.map((step) => step.verdict);
  const isSeenFailing = verification.proofs.some(
    (proof) => proof.rung === 'feature-seen' && proof.verdict === 'failed',
  );
  if (verdicts.includes('failed') || isSeenFailing) return EXIT.failed;
  return verdicts.every((verdict) => verdict === 'verified') ? EXIT.done : EXIT.person;
}

/** Exit code of an examination. */
export function doctorExit({ verdict }: DoctorResult): ExitCode {
  switch (verdict) {
    case 'fine':
      return EXIT.done;
    case 'person':
      return EXIT.person;
    case 'broken':
      return EXIT.failed;
  }
}

/** Exit code of checks: the gravest of all customers. */
export function checkExit(checked: readonly CheckedCustomer[]): ExitCode {
  const found = checked.map(({ outcome }) => ('error' in outcome ? 'failed' : outcome.status));
  if (found.includes('failed')) return EXIT.failed;
  if (found.includes('drift')) return EXIT.pending;
  return found.includes('person') ? EXIT.person : EXIT.done;
}

const NEEDS_PERSON: readonly ErrorCode[] = [
  'HX-SIGNIN',
  'HX-RUNNING',
  'HX-BUSY',
  'HX-STAGED',
  'HX-UNPROVEN',
  'HX-NOTAGREED',
  'HX-RULE',
  'HX-RULEREADONLY',
  'HX-RULECLOUD',
  'HX-RULEPRACTICE',
  'HX-RULESIGNIN',
  'HX-UPDOFF',
];

/** Exit code of an error that ended a verb. */
export function errorExit(code: ErrorCode): ExitCode {
  return code === 'HX-USE' ? EXIT.usage : NEEDS_PERSON.includes(code) ? EXIT.person : EXIT.failed;
}
