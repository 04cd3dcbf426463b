/** Carried scripts in a real PowerShell: the whole scenario, and what a script refuses. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LabStart } from '../../../src/shared/lab';
import { TAGS } from '../../../src/core/model/action';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import type { CarryBench, Carrier } from '../support/carry';
import { byHand, load, lookBoth, openCarryBench } from '../support/carry';
import type { ScriptRun, ScriptRunner } from '../support/carry-powershell';
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
  test.each(['empty', 'recorded'] as const)(
    'from %s the scenario ends verified by hand alone, one look a side',
    async (start) => {
      await open(start);
      expect((await lookBoth(bench, carrier)).at(-1)).toBe(0);
      await expectWholeScenario(byHand(bench, carrier), start);
    },
    240_000,
  );

  /** The Exchange script of a fresh plan. */
  async function exchangeScript() {
    await open('empty');
    await lookBoth(bench, carrier);
    await bench.session.makePlan();
    return bench.hand.script('exchange');
  }

  /** Ran with this text; nothing was changed and nothing written. */
  async function expectRefusal(ran: Promise<ScriptRun>, code: string): Promise<void> {
    const { output, result } = await ran;
    expect(output).toContain(code);
    expect(result).toBeUndefined();
    expect(await lab.changes()).toEqual([]);
  }

  test('an edited script and a wrong computer are refused; other line ends are no edit', async () => {
    const script = await exchangeScript();
    const edited = script.text.replace('OnMoved', 'OnMoves');
    expect(edited).not.toBe(script.text);
    await expectRefusal(runner.run({ ...script, text: edited }), 'HX-CARRYSCRIPT');
    await expectRefusal(runner.run(script, [], 'EX99'), 'HX-CARRYHOST');
    const mailed = script.text.replaceAll('\r\n', '\n') + '\n\n';
    const { output, result } = await runner.run({ ...script, text: mailed }, ['CheckOnly']);
    expect(output).toContain('would-run');
    expect(result).toBeUndefined();
    expect(await lab.changes()).toEqual([]);
  }, 120_000);

  test('run twice it changes nothing more, and both results are taken in', async () => {
    const script = await exchangeScript();
    const first = await carrier(script, TAGS);
    const changes = (await lab.changes()).length;
    expect(changes).toBeGreaterThan(10);
    const second = await carrier(script, TAGS);
    expect((await lab.changes()).length).toBe(changes);
    await load(bench, first);
    await load(bench, second);
    expect(bench.session.state.runs.map((item) => item.result)).toEqual(['done', 'nothing-to-do']);
  }, 120_000);

  test('an account that somebody made since stops it before its first command', async () => {
    const script = await exchangeScript();
    await bench.server.ports.shell.invoke(
      {
        name: 'New-MailUser',
        parameters: {
          Name: 'SfBOnline-ApplicationAccount',
          ExternalEmailAddress: 'someone@contoso.lab',
          DomainController: 'dc01.contoso.lab',
        },
      },
      { deadlineMs: 10_000, requestId: 'other' },
    );
    const changes = (await lab.changes()).length;
    await load(bench, await carrier(script, TAGS));
    expect((await lab.changes()).length).toBe(changes);
    const { run } = bench.session.state;
    expect(run).toMatchObject({ result: 'outdated', error: { code: 'HX-OLD' } });
  }, 120_000);

  test('the way back is carried too', async () => {
    const script = await exchangeScript();
    const { organisation } = await lab.control({ op: 'status' });
    const { run } = await load(bench, await carrier(script, TAGS));
    await bench.session.planUndo(run ?? '');
    await load(bench, await carrier(await bench.hand.script('exchange'), TAGS));
    expect(bench.session.state.run?.result).toBe('done');
    expect((await lab.control({ op: 'status' })).organisation).toEqual(organisation);
  }, 120_000);
});
