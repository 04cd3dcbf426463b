/** Scripts for the pool and the servers' own shell in a real PowerShell. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import type { Carrier, CarryBench } from '../support/carry';
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
beforeEach(async () => {
  await lab.reset('sfb-empty');
  bench = await openCarryBench(lab, {
    scenario: 'sfb-server-exchange',
    inputs: { testSipAddress: 'zoe.mueller@contoso.com' },
    connection: { exchange: 'carry', tenant: 'carry', skype: 'carry' },
  });
  runner = await startRunner(executable ?? '', lab, bench);
});
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
  test('from an empty pool the scenario ends verified by hand alone', async () => {
    expect((await lookBoth(bench, carrier)).at(-1)).toBe(0);
    await expectWholeScenario(byHand(bench, carrier));
    const proofs = bench.session.state.verification?.proofs ?? [];
    expect(proofs.find((proof) => proof.rung === 'token-accepted')?.verdict).toBe('verified');
  }, 300_000);

  test('another computer is refused, and -CheckOnly restarts nothing', async () => {
    await lookBoth(bench, carrier);
    await bench.session.makePlan();
    const pool = await bench.hand.script('skype');
    const elsewhere = await runner.run(pool, [], 'EX01');
    expect(elsewhere.output).toContain('HX-CARRYHOST');
    expect(elsewhere.result).toBeUndefined();
    const servers = await bench.hand.script('exchange');
    const checked = await runner.run(servers, [...switchesFor(servers, TAGS), 'CheckOnly']);
    expect(checked.output).toContain('Nothing was changed');
    expect(await lab.changes()).toEqual([]);
  }, 120_000);
});
