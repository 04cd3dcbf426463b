/** One side is reached from here, the other by hand: the whole scenario, from read to verify. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { CustomerConnection } from '../../../src/core/model/customer';
import { CARRY_TARGETS } from '../../../src/core/carry/manifest';
import type { CarryTarget } from '../../../src/core/carry/manifest';
import { readyFor } from '../../../src/core/carry/scope';
import { runCarried } from '../support/carry-runner';
import type { CarryBench } from '../support/carry';
import { load, openCarryBench } from '../support/carry';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import type { Transport } from '../support/whole-scenario';
import { expectWholeScenario } from '../support/whole-scenario';

let lab: TestLab;
let bench: CarryBench;
beforeAll(async () => {
  lab = await startTestLab();
});
afterEach(() => bench.remove());
afterAll(() => lab.stop());

const MIXED: readonly (readonly [CarryTarget, CustomerConnection])[] = [
  ['exchange', { exchange: 'carry', tenant: 'sign-in' }],
  ['tenant', { exchange: 'remote', tenant: 'carry' }],
];

/** Brings a result of the script for `place`, and says how its run ended; null for a look. */
async function carry(place: CarryTarget, kind: 'look' | 'script'): Promise<string | null> {
  const script = await bench.hand[kind](place);
  const text = await runCarried(script, bench.computerOf(script), { consents: TAGS });
  const loaded = await load(bench, text);
  expect(loaded.missing).toBe(0);
  const run = bench.session.state.runs.find(({ id }) => id === loaded.run);
  return run?.result ?? null;
}

/** What can be done now: from here where something can, otherwise by hand. */
function mixed(byHand: CarryTarget, used: Set<string>): Transport {
  const { session } = bench;
  return {
    plan: async () => {
      if (session.state.observations === null && session.state.runs.length === 0)
        await carry(byHand, 'look');
      return session.makePlan();
    },
    apply: async () => {
      const results: string[] = [];
      const here = CARRY_TARGETS.filter((target) => target !== byHand);
      for (let plan = await session.makePlan(); plan.actions.length > 0;) {
        const isHere = here.some((target) => readyFor(plan, target).length > 0);
        used.add(isHere ? 'here' : 'by-hand');
        results.push(
          isHere ? (await session.apply(TAGS)).result : ((await carry(byHand, 'script')) ?? ''),
        );
        if (results.at(-1) !== 'done') break;
        plan = await session.makePlan();
      }
      return results;
    },
    verify: () => session.verify(),
  };
}

describe.each(MIXED)('%s by hand, the other side from here', (byHand, connection) => {
  test.each(['empty', 'half'] as const)('from %s it ends verified', async (start) => {
    await lab.reset(start);
    const direct = await openBench(lab);
    const expected = await direct.session.makePlan();
    await direct.remove();
    bench = await openCarryBench(lab, { connection });
    const used = new Set<string>();
    const plan = await expectWholeScenario(mixed(byHand, used));
    expect(plan.fingerprint).toBe(expected.fingerprint);
    expect([...used].sort()).toEqual(['by-hand', 'here']);
    // Each change came once, from here or from the other computer; an export writes a file only.
    const wanted = plan.actions.filter((item) => item.operation.kind !== 'export-certificate');
    const changes = (await lab.changes()).map((item) => `${item.call} ${item.arguments}`);
    expect(changes).toHaveLength(wanted.length);
    expect(new Set(changes).size).toBe(changes.length);
  });
});
