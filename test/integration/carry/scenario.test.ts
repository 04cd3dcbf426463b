/** The whole scenario by hand-carry alone: both sides, from read to verify, from every start state. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabStart } from '../../../src/shared/lab';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import { byHand, lookOn, lookBoth, openCarryBench } from '../support/carry';
import { expectWholeScenario } from '../support/whole-scenario';
import { TENANT_STARTS } from '../support/starts';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

/** Start states with a dedicated application: what hangs on it is asked for by ids that the look before finds. */
const KNOWN_BY_ID: readonly LabStart[] = ['hcw-dedicated-application', 'oauth-complete'];

/** Every start state belongs to the full run; these have each kind of round. */
const STARTS: readonly LabStart[] =
  process.env['CROSSPREM_FULL'] === '1'
    ? TENANT_STARTS
    : // From `empty` the command line goes that way.
      ['half', 'oauth-complete'];

describe('by hand alone', () => {
  test.each(STARTS)(
    'from %s: one look a side, more where ids come first, and the scenario ends verified',
    async (start) => {
      await lab.reset(start);
      const direct = await openBench(lab);
      const expected = await direct.session.makePlan();
      await direct.remove();
      const bench = await openCarryBench(lab);
      await lookBoth(bench);
      if (KNOWN_BY_ID.includes(start)) expect(await lookOn(bench, 'tenant')).toBe(2);
      const plan = await bench.session.makePlan();
      expect(plan.findings.filter((item) => item.code === 'HX-CARRYMISSING')).toEqual([]);
      expect(plan.fingerprint).toBe(expected.fingerprint);
      await expectWholeScenario(byHand(bench));
      await bench.remove();
    },
  );
});
