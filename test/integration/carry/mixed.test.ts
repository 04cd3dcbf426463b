/** One side is reached from here, the other by hand: the whole scenario, from read to verify. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/shared/json';
import type { LabCall, LabStart } from '../../../src/shared/lab';
import { TAGS } from '../../../src/core/model/action';
import type { Action } from '../../../src/core/model/action';
import type { Plan } from '../../../src/core/model/plan';
import type { CustomerConnection } from '../../../src/core/model/customer';
import { CARRY_TARGETS } from '../../../src/core/carry/manifest';
import type { CarryTarget } from '../../../src/core/carry/manifest';
import { readyFor } from '../../../src/core/carry/scope';
import { runCarried } from '../support/carry-runner';
import type { CarryBench } from '../support/carry';
import { load, lookOn, openCarryBench } from '../support/carry';
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

/** Sides by hand; Exchange Online goes the tenant's way unless somebody says otherwise. */
const MIXED: readonly (readonly [string, readonly CarryTarget[], CustomerConnection])[] = [
  ['exchange', ['exchange'], { exchange: 'carry', tenant: 'sign-in' }],
  ['tenant', ['tenant', 'online'], { exchange: 'remote', tenant: 'carry' }],
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

/** What the sides that are reached by hand are still asked for. */
function missingOf(plan: Plan): readonly unknown[] {
  return plan.findings.flatMap(({ code, args }) =>
    code === 'HX-CARRYMISSING' ? [args['target']] : [],
  );
}

/** A plan with nothing missing: what one side says names what another is asked for. */
async function planKnown(byHand: readonly CarryTarget[]): Promise<Plan> {
  let plan = await bench.session.makePlan();
  for (let looks = 0; looks < 5 && missingOf(plan).length > 0; looks++) {
    for (const place of byHand) if (missingOf(plan).includes(place)) await carry(place, 'look');
    plan = await bench.session.makePlan();
  }
  expect(missingOf(plan)).toEqual([]);
  return plan;
}

/** What can be done now: from here where something can, otherwise by hand. */
function mixed(byHand: readonly CarryTarget[], used: Set<string>): Transport {
  const { session } = bench;
  return {
    plan: async () => {
      if (session.state.observations === null && session.state.runs.length === 0)
        for (const place of byHand) await carry(place, 'look');
      return planKnown(byHand);
    },
    apply: async () => {
      const results: string[] = [];
      const here = CARRY_TARGETS.filter((target) => !byHand.includes(target));
      for (let plan = await planKnown(byHand); plan.actions.length > 0;) {
        const isHere = here.some((target) => readyFor(plan, target).length > 0);
        const place = byHand.find((target) => readyFor(plan, target).length > 0);
        used.add(isHere ? 'here' : 'by-hand');
        const result = isHere
          ? (await session.apply(TAGS)).result
          : await carry(place ?? CARRY_TARGETS[0], 'script');
        plan = await planKnown(byHand);
        results.push(result ?? '');
        if (result !== 'done') break;
      }
      return results;
    },
    // What came from the other computer before the last change here says nothing of it.
    verify: async () => {
      await planKnown(byHand);
      for (const place of byHand) await lookOn(bench, place);
      return session.verify();
    },
  };
}

/** From half a set-up each side has something to bring and something to take; the full suite begins with nothing, too. */
const STARTS: readonly LabStart[] =
  process.env['CROSSPREM_FULL'] === '1' ? ['empty', 'half'] : ['half'];

describe.each(MIXED)('%s by hand, the other side from here', (_name, byHand, connection) => {
  test.each(STARTS)('from %s it ends verified', async (start) => {
    await lab.reset(start);
    const direct = await openBench(lab);
    const expected = await direct.session.makePlan();
    await direct.remove();
    bench = await openCarryBench(lab, { connection });
    const used = new Set<string>();
    const plan = await expectWholeScenario(mixed(byHand, used));
    expect(plan.fingerprint).toBe(expected.fingerprint);
    expect([...used].sort()).toEqual(['by-hand', 'here']);
    // Each change came once, from here or from the other computer; an export writes a file only, and what the lab
    // keeps as a read makes a server load what is there already.
    const calls = (await lab.calls()).filter(({ phase }) => phase === 'end');
    const reads = calls.filter(({ change }) => !change);
    const readNames = new Set(reads.map(({ call }) => call));
    const isRead = ({ operation }: Action): boolean =>
      operation.kind === 'cmdlet' && readNames.has(operation.command.name);
    for (const { operation } of plan.actions.filter(isRead)) {
      if (operation.kind !== 'cmdlet') continue;
      const given = canonicalJson(operation.command.parameters);
      const sent = ({ call, arguments: parameters }: LabCall): boolean =>
        call === operation.command.name && parameters === given;
      expect(reads.filter(sent)).toHaveLength(1);
    }
    const wanted = plan.actions.filter(
      (item) => item.operation.kind !== 'export-certificate' && !isRead(item),
    );
    const changes = calls
      .filter(({ change }) => change)
      .map((item) => `${item.call} ${item.arguments}`);
    expect(changes).toHaveLength(wanted.length);
    expect(new Set(changes).size).toBe(changes.length);
  });
});
