/** What is known of each step's resources now: from the last read, the last verification, or the last run's plan. */
import type { ResourceView } from '../../../shared/ipc/views';
import { evaluate, neededReads, plannedSteps, wantedOf } from '../../../core/engine/plan';
import type { Finding } from '../../../core/model/action';
import type { CustomerRecord } from '../../../core/model/customer';
import type { Observations } from '../../../core/model/observation';
import type { PlannedResource, PlannedStep } from '../../../core/model/plan';
import type { Proof, Verification } from '../../../core/model/proof';
import { USUAL_SCENARIO, scenarioOf } from '../../../core/scenarios';
import { readKey } from '../../../core/reads/definition';
import type { SessionState } from '../../../core/session';
import type { OpenState } from './state';

/** Steps with their resources, and what was found. */
export interface Assessment {
  readonly steps: readonly PlannedStep[];
  readonly findings: readonly Finding[];
}

/** False where nothing was read, or where a changed input needs a read that was not made. */
export function coversWanted(
  { observations, record }: SessionState,
  known: Observations | null,
  now: Date,
): boolean {
  if (observations === null || observations !== known) return false;
  return neededReads(wantedOf(record), observations, now).every((request) =>
    observations.has(readKey(request)),
  );
}

interface Remembered {
  readonly record: CustomerRecord;
  readonly day: number;
  readonly assessment: Assessment;
}

const DAY_MS = 86_400_000;
/** Evaluating parses certificates, and views are made often: the last evaluation of each read is kept. */
const remembered = new WeakMap<Observations, Remembered>();

function evaluated(record: CustomerRecord, known: Observations, now: Date): Assessment {
  const day = Math.floor(now.getTime() / DAY_MS);
  const found = remembered.get(known);
  if (found?.record === record && found.day === day) return found.assessment;
  const results = evaluate(wantedOf(record), known, now);
  const steps = plannedSteps(
    results.map((item) => item.resource),
    results.flatMap((item) => item.actions),
    record.scenario ?? USUAL_SCENARIO,
  );
  const assessment = { steps, findings: results.flatMap((item) => item.findings) };
  remembered.set(known, { record, day, assessment });
  return assessment;
}

/** The newest there is. */
export function assess(open: OpenState): Assessment {
  const { session, known } = open;
  if (known !== null) return evaluated(session.record, known, open.now);
  if (session.verification !== null) return fromVerification(session.verification, session.record);
  const plan = session.run?.plan;
  if (plan?.kind === 'apply' && plan.scenario !== 'keys')
    return { steps: plan.steps, findings: plan.findings };
  return { steps: [], findings: [] };
}

/** After a restart the stored verification is all that is known. */
function fromVerification(verification: Verification, record: CustomerRecord): Assessment {
  const configured = verification.proofs.filter((proof) => proof.rung === 'configured');
  const steps = scenarioOf(record.scenario).steps.map(({ id }): PlannedStep => {
    const verdict = verification.steps.find((step) => step.id === id)?.verdict;
    const own = configured.filter((proof) => proof.step === id);
    return {
      id,
      state: verdict === 'verified' ? 'in-place' : verdict === 'by-hand' ? 'by-hand' : 'attention',
      resources: own.map(resourceOfProof),
    };
  });
  return { steps, findings: verification.findings };
}

const STATE_OF_VERDICT: Readonly<Record<Proof['verdict'], PlannedResource['state']>> = {
  verified: 'present',
  failed: 'differs',
  'could-not-check': 'unknown',
  'by-hand': 'by-hand',
};

function resourceOfProof(proof: Proof): PlannedResource {
  return {
    id: proof.resource,
    step: proof.step,
    title: proof.title,
    state: STATE_OF_VERDICT[proof.verdict],
    comparisons: proof.comparisons,
    keeps: [],
    byHand: [],
    cannotPreview: [],
  };
}

/** A resource as the window shows it. */
export function resourceView(resource: PlannedResource): ResourceView {
  const { id, title, state, comparisons, keeps, byHand, cannotPreview } = resource;
  return { id, title, state, comparisons, keeps, byHand, cannotPreview };
}
