/** What holds for a whole scenario, whatever the way to the servers is. */
import { expect } from 'vitest';
import type { LabStart } from '../../../src/shared/lab';
import type { Plan } from '../../../src/core/model/plan';
import type { Verification } from '../../../src/core/model/proof';

/** A way to the servers: how a plan is made, applied with every consent until nothing is left, and verified. */
export interface Transport {
  plan(): Promise<Plan>;
  /** Results of the runs that it took. */
  apply(): Promise<readonly string[]>;
  verify(): Promise<Verification>;
}

/** Start states in which part of step 1 is missing; that part is by hand. */
const BY_HAND: readonly LabStart[] = [
  'no-oauth',
  'hcw-auth-servers',
  'hcw-partner-application',
  'hcw-principal-names',
];

/** From a start state to verified, and a second plan has nothing to do. Gives the first plan. */
export async function expectWholeScenario(transport: Transport, start: LabStart): Promise<Plan> {
  const plan = await transport.plan();
  expect(plan.actions.length).toBeGreaterThan(0);
  const results = await transport.apply();
  expect(new Set(results)).toEqual(new Set(['done']));
  const verification = await transport.verify();
  const byHand = BY_HAND.includes(start);
  expect(verification.steps).toEqual(
    plan.steps.map((step) => ({
      id: step.id,
      verdict: step.id === 'oauth' && byHand ? 'by-hand' : 'verified',
    })),
  );
  const again = await transport.plan();
  expect(again.actions).toEqual([]);
  expect(again.observations.length).toBeGreaterThan(15);
  return plan;
}
