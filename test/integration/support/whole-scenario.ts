/** What every way of reaching a customer must do alike. */
import { expect } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { CustomerSession } from '../../../src/core/session';

/**
 * From the empty start state: plan, apply, verify, nothing left to change, undo, and the same plan as at first.
 * Returns the first plan's fingerprint.
 */
export async function wholeScenario(session: CustomerSession): Promise<string> {
  const first = await session.makePlan();
  expect(first.actions.length).toBeGreaterThan(0);
  expect(first.findings.filter(({ code }) => code === 'HX-RIGHT')).toEqual([]);
  expect(await session.apply(TAGS)).toEqual({ result: 'done', outdated: [] });
  const run = session.state.runs.at(-1)?.id ?? '';
  const verification = await session.verify();
  expect(verification.steps.filter((step) => step.verdict !== 'verified')).toEqual([]);
  await session.read();
  expect((await session.makePlan()).actions).toEqual([]);
  await session.planUndo(run);
  expect(await session.apply(TAGS)).toEqual({ result: 'done', outdated: [] });
  await session.read();
  const again = await session.makePlan();
  const changed = (ids: readonly { readonly id: string }[]): string[] => ids.map(({ id }) => id);
  expect(changed(again.actions)).toEqual(changed(first.actions));
  return first.fingerprint;
}
