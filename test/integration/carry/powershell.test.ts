/** Carried scripts in a real PowerShell: the whole scenario, and what a script refuses. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LabStart } from '../../../src/shared/lab';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import type { CarryBench, Carrier } from '../support/carry';
import { byHand, lookBoth, openCarryBench } from '../support/carry';
import type { ScriptRunner } from '../support/carry-powershell';
import { startRunner, switchesFor } from '../support/carry-powershell';
import { expectWholeScenario } from '../support/whole-scenario';
import { KINDS } from '../powershell/support/shells';

const executable = KINDS.find((kind) => kind.isReal)?.executable;
let lab: TestLab;
let bench: CarryBench;
let runner: ScriptRunner;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

async function open(start: LabStart): Promise<void> {
  await lab.reset(start);
  bench = await openCarryBench(lab);
  runner = await startRunner(executable ?? '', lab, bench);
}
afterEach(async () => {
  runner.stop();
  await bench.remove();
});

/** Runs a script and gives its result; what it said is shown when there is none. */
const carrier: Carrier = async (script, consents) => {
  const { output, result } = await runner.run(script, switchesFor(script, consents));
  if (result === undefined) throw new Error(output);
  return result;
};

describe.skipIf(executable === undefined)('with a real PowerShell', () => {
  test.each(['empty', 'half', 'recorded'] as const)(
    'from %s the scenario ends verified by hand alone, one look a side',
    async (start) => {
      await open(start);
      expect((await lookBoth(bench, carrier)).at(-1)).toBe(0);
      await expectWholeScenario(byHand(bench, carrier), start);
    },
    240_000,
  );
});
