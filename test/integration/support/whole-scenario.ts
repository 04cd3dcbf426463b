/** What holds for a whole scenario, whatever the way to the servers is. */
import { expect } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { Plan } from '../../../src/core/model/plan';
import type { Verification } from '../../../src/core/model/proof';
import type { CustomerSession } from '../../../src/core/session';

/** A way to the servers: how a plan is made, applied with every consent until nothing is left, and verified. */
export interface Transport {
  plan(): Promise<Plan>;
  /** Results of the runs that it took. */
  apply(): Promise<readonly string[]>;
  verify(): Promise<Verification>;
}

/** From a start state to verified, and a second plan has nothing to do. Gives the first plan. */
export async function expectWholeScenario(transport: Transport): Promise<Plan> {
  const plan = await transport.plan();
  expect(plan.actions.length).toBeGreaterThan(0);
  const results = await transport.apply();
  expect(new Set(results)).toEqual(new Set(['done']));
  const verification = await transport.verify();
  expect(verification.steps).toEqual(
    plan.steps.map((step) => ({ id: step.id, verdict: 'verified' })),
  );
  const again = await transport.plan();
  expect(again.actions).toEqual([]);
  expect(again.observations.length).toBeGreaterThan(15);
  return plan;
}

/** A session whose servers and tenant answer from here. */
export function reached(session: CustomerSession): Transport {
  return {
    plan: () => session.makePlan(),
    apply: async () => {
      const end = await session.apply(TAGS);
      expect(end).toEqual({ result: 'done', outdated: [] });
      return [end.result];
    },
    verify: () => session.verify(),
  };
}

/** The whole scenario from the empty start state, and back: undo leaves what was there at first. */
export async function expectThereAndBack(session: CustomerSession): Promise<Plan> {
  const first = await expectWholeScenario(reached(session));
  expect(first.findings.filter(({ code }) => code === 'HX-RIGHT')).toEqual([]);
  await session.planUndo(session.state.runs.at(-1)?.id ?? '');
  expect(await session.apply(TAGS)).toEqual({ result: 'done', outdated: [] });
  await session.read();
  const again = await session.makePlan();
  expect(again.actions.map(({ id }) => id)).toEqual(first.actions.map(({ id }) => id));
  return first;
}
