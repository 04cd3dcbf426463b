import { message } from '../model/message';
import type { StepId } from '../model/action';
import { STEP_IDS } from '../model/action';
import type { Observations } from '../model/observation';
import type { PlannedResource } from '../model/plan';
import type { Proof, Verification } from '../model/proof';
import { evaluate } from './plan';
import type { Wanted } from './plan';

/** Feature checks that only a person can make (article 001, after step 6). */
const FEATURE_CHECKS = ['voicemail-greeting', 'mobile-history', 'delegate-calendar'] as const;

/** Compares again from scratch. The same resources that planned say what is there now. */
export function verify(wanted: Wanted, observations: Observations, now: Date): Verification {
  const results = evaluate(wanted, observations, now);
  const configured = results
    .filter((item) => item.resource.state !== 'not-needed')
    .map((item) => proofOf(item.resource));
  const features = FEATURE_CHECKS.map((check): Proof => ({
    resource: `feature:${check}`,
    step: 'verify-keys',
    title: message(`core.resource.feature-${check}`),
    rung: 'feature-seen',
    comparisons: [],
    verdict: 'by-hand',
  }));
  return {
    at: now.toISOString(),
    proofs: [...configured, ...features],
    findings: results.flatMap((item) => item.findings),
    steps: STEP_IDS.map((id) => ({ id, verdict: stepVerdict(id, configured) })),
  };
}

function proofOf(resource: PlannedResource): Proof {
  const base = {
    resource: resource.id,
    step: resource.step,
    title: resource.title,
    rung: 'configured' as const,
    comparisons: resource.comparisons,
  };
  switch (resource.state) {
    case 'present':
    case 'not-needed':
      return { ...base, verdict: 'verified' };
    case 'unknown':
      return { ...base, verdict: 'could-not-check' };
    case 'by-hand':
      return { ...base, verdict: 'by-hand' };
    case 'absent':
    case 'differs':
      return { ...base, verdict: 'failed' };
  }
}

/** The worst verdict of a step's configured rung. */
function stepVerdict(id: StepId, proofs: readonly Proof[]): Proof['verdict'] {
  const own = proofs.filter((item) => item.step === id).map((item) => item.verdict);
  for (const verdict of ['failed', 'by-hand', 'could-not-check'] as const) {
    if (own.includes(verdict)) return verdict;
  }
  return 'verified';
}
