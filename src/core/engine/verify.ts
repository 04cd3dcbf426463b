import type { Finding, StepId, Tag } from '../model/action';
import type { Observation, Observations } from '../model/observation';
import type { PlannedResource } from '../model/plan';
import { allowedConsents } from '../policy/rules';
import type { Proof, Verification } from '../model/proof';
import type { Proving } from '../resources/context';
import { compare, findingOf } from '../resources/context';
import { USUAL_SCENARIO, scenarioOf, scenarioResources } from '../scenarios';
import { resolveFacts } from './facts';
import { unsignedProofs } from './feature-checks';
import { problemOf } from './gate';
import { evaluate, planContext } from './plan';
import type { EnginePorts } from './ports';
import { performReads } from './read-lanes';
import type { Wanted } from './plan';

/** A test that was made. */
export interface Proved {
  readonly proving: Proving;
  readonly found: Observation;
}

/**
 * Makes the tests of the second rung, given what was read. They are reads, and no plan rests on them. A test that writes
 * something is made only with its consent.
 */
export async function makeProofs(
  wanted: Wanted,
  observations: Observations,
  ports: EnginePorts,
  { signal, consents = [] }: { readonly signal?: AbortSignal; readonly consents?: readonly Tag[] },
): Promise<Proved[]> {
  const context = planContext(wanted, observations, ports.clock.now());
  const allowed = allowedConsents(consents, wanted.scenario ?? USUAL_SCENARIO, ports.rules);
  const needed = scenarioResources(wanted)
    .flatMap((item) => item.proofs?.(context) ?? [])
    .filter(({ consent }) => consent === undefined || allowed.includes(consent));
  const requests = needed.map((item) => item.read);
  const found = await performReads(requests, ports, () => undefined, signal);
  return needed.flatMap((proving, index) => {
    const observation = found[index];
    return observation === undefined ? [] : [{ proving, found: observation }];
  });
}

/** Compares again from scratch. The same resources that planned say what is there now; `proved` are the tests made. */
export function verify(
  wanted: Wanted,
  observations: Observations,
  now: Date,
  proved: readonly Proved[] = [],
): Verification {
  const results = evaluate(wanted, observations, now);
  const tokens = proved.map(tokenProof);
  const configured = results
    .filter((item) => item.resource.state !== 'not-needed')
    .map((item) => proofOf(item.resource));
  return {
    ...(wanted.scenario === undefined ? {} : { scenario: wanted.scenario }),
    at: now.toISOString(),
    proofs: [...configured, ...tokens, ...unsignedProofs(scenarioOf(wanted.scenario).features)],
    findings: [
      ...results.flatMap((item) => item.findings),
      ...tokens.flatMap((item) => (item.verdict === 'failed' ? tokenFinding(item) : [])),
    ],
    steps: scenarioOf(wanted.scenario).steps.map(({ id }) => ({
      id,
      verdict: stepVerdict(id, [
        ...configured,
        // "Could not check" a token is not "failed": the comparison says what it says.
        ...tokens.filter((item) => item.verdict === 'failed'),
      ]),
    })),
  };
}

function tokenProof({ proving, found }: Proved): Proof {
  const { resource, step, title, expect } = proving;
  const error = problemOf(found, resolveFacts(expect, new Map()));
  const base = { resource, step, title, rung: 'token-accepted' as const };
  const name = proving.command ?? 'Test-OAuthConnectivity';
  if (found.status === 'not-read') {
    const comparisons = [compare(name, 'Success', undefined)];
    return { ...base, comparisons, verdict: 'could-not-check', error: found.error };
  }
  if (error === null)
    return { ...base, comparisons: [compare(name, 'Success', 'Success')], verdict: 'verified' };
  return { ...base, comparisons: [compare(name, 'Success', 'Error')], verdict: 'failed', error };
}

function tokenFinding(proof: Proof): Finding[] {
  const { error, step, resource } = proof;
  return error === undefined ? [] : [findingOf(error, step, resource, 'warning')];
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
