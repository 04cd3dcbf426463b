/** The whole scenario by hand-carry alone: both sides, from read to verify, from every start state. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import { byHand, lookBoth, openCarryBench } from '../support/carry';
import { expectWholeScenario } from '../support/whole-scenario';
import { TENANT_STARTS } from '../support/starts';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

describe('by hand alone', () => {
  test.each(TENANT_STARTS)(
    'from %s: one look a side, and the scenario ends verified',
    async (start) => {
      await lab.reset(start);
      const direct = await openBench(lab);
      const expected = await direct.session.makePlan();
      await direct.remove();
      const bench = await openCarryBench(lab);
      expect((await lookBoth(bench)).at(-1)).toBe(0);
      const plan = await bench.session.makePlan();
      expect(plan.findings.filter((item) => item.code === 'HX-CARRYMISSING')).toEqual([]);
      expect(plan.fingerprint).toBe(expected.fingerprint);
      await expectWholeScenario(byHand(bench));
      await bench.remove();
    },
  );
});
