/** Carried scripts in a real PowerShell: the whole scenario, and what a script refuses. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LabStart } from '../../../src/shared/lab';
import type { CustomerRecord } from '../../../src/core/model/customer';
import { TAGS } from '../../../src/core/model/action';
import type { CarryContent } from '../../../src/core/carry/result';
import { withManifest } from '../../../src/core/carry/manifest';
import type { CarriedScript } from '../../../src/core/carry/script';
import { nodeCrypto } from '../../../src/adapters/system/crypto';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import type { CarryBench, Carrier } from '../support/carry';
import { byHand, load, lookBoth, openCarryBench, takeAccountName } from '../support/carry';
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

async function open(start: LabStart, change: Partial<CustomerRecord> = {}): Promise<void> {
  await lab.reset(start);
  bench = await openCarryBench(lab, change);
  runner = await startRunner(executable ?? '', lab, bench);
}
afterEach(async () => {
  runner.stop();
  await bench.remove();
});

/** A script with another text in it, and a hash that fits. */
function changed(script: CarriedScript, from: string, to: string): CarriedScript {
  const body = script.text.slice(script.text.indexOf('\n') + 1).replace(from, () => to);
  expect(body).toContain(to);
  return { ...script, ...withManifest(body, script.manifest, nodeCrypto) };
}

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
      await expectWholeScenario(byHand(bench, carrier));
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

  test('names that are not ASCII arrive as they are', async () => {
    const inputs = {
      classicAccountName: 'Ñ; Write-Host INJECTED #',
      teamsAccountName: '台北 🚀 ’O‘Brien',
    };
    await open('empty', { inputs, name: 'España' });
    await lookBoth(bench, carrier);
    await bench.session.makePlan();
    await load(bench, await carrier(await bench.hand.script('exchange'), TAGS));
    expect(bench.session.state.run?.result).toBe('done');
    const { organisation } = await lab.control({ op: 'status' });
    expect(organisation.mailUsers).toEqual(expect.arrayContaining(Object.values(inputs)));
  }, 120_000);

  test('the tenant script signs in for itself alone, and takes no sign-in of another place', async () => {
    await open('empty');
    const script = await bench.hand.look('tenant');
    const { tenantId } = lab.ready;
    const signedIn = await runner.run(script);
    expect(signedIn.output).toContain(`signed in: ${tenantId} Global Application.Read.All,`);
    expect(signedIn.output.trim()).toMatch(/signed out$/);
    expect(signedIn.result).toBeDefined();
    const before = process.env['CROSSPREM_TEST_SIGNED_IN'];
    try {
      process.env['CROSSPREM_TEST_SIGNED_IN'] = `${tenantId} Global`;
      expect((await runner.run(script)).output).not.toMatch(/signed (?:in|out)/);
      for (const other of [`${tenantId} USGov`, '11111111-2222-4333-8444-555555555555 Global']) {
        process.env['CROSSPREM_TEST_SIGNED_IN'] = other;
        const { output, code } = await runner.run(script);
        expect(output).toContain('HX-TEN');
        expect(output).not.toMatch(/Reads|signed (?:in|out)/);
        expect(code).not.toBe(0);
      }
    } finally {
      if (before === undefined) delete process.env['CROSSPREM_TEST_SIGNED_IN'];
      else process.env['CROSSPREM_TEST_SIGNED_IN'] = before;
    }
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
    await takeAccountName(bench);
    const changes = (await lab.changes()).length;
    await load(bench, await carrier(script, TAGS));
    expect((await lab.changes()).length).toBe(changes);
    const { run } = bench.session.state;
    expect(run).toMatchObject({ result: 'outdated', error: { code: 'HX-OLD' } });
  }, 120_000);

  test.each([
    ['dropped-connection', 'done'],
    ['dropped-before', 'failed'],
  ] as const)(
    'after a %s the change counts by what is read: %s',
    async (fault, outcome) => {
      const script = await exchangeScript();
      await lab.fault(fault);
      const text = await carrier(script, TAGS);
      const { content } = JSON.parse(text) as { content: CarryContent };
      const [first] = content.actions;
      expect(first).toMatchObject({ outcome });
      const accounts = (await lab.changes()).filter(({ call }) => call === 'New-MailUser');
      expect(accounts).toHaveLength(2);
      await load(bench, text);
      const entry = bench.session.state.run?.entries.find((item) => item.type === 'outcome');
      expect(entry).toMatchObject({ outcome });
    },
    120_000,
  );

  test.each([
    [
      "if ($null -eq (Get-Variable Once -Scope Script -ErrorAction Ignore)) { $script:Once = 1; throw 'no answer' }",
      'done',
    ],
    ["throw 'no answer'", 'unknown'],
  ] as const)(
    'reading back that fails (%s) leaves the change %s, never failed',
    async (line, outcome) => {
      const script = changed(await exchangeScript(), 'while ($true) {', `while ($true) { ${line}`);
      const { content } = JSON.parse(await carrier(script, TAGS)) as { content: CarryContent };
      expect(content.actions[0]).toMatchObject({ outcome });
      expect(content.actions.map((item) => item.outcome)).not.toContain('failed');
    },
    120_000,
  );

  test('when nothing can be read in the end, the result still says what was done', async () => {
    const script = changed(
      await exchangeScript(),
      'if (-not $Properties.ContainsKey($Command))',
      'if ($true)',
    );
    const text = await carrier(script, TAGS);
    const { content } = JSON.parse(text) as { content: CarryContent };
    expect(content.answers).toEqual([]);
    expect(new Set(content.actions.map((item) => item.outcome))).toEqual(new Set(['done']));
  }, 120_000);

  test('an empty question is not asked, and letter case makes another question', async () => {
    await open('empty');
    const questions = ['', 'nobody', 'NOBODY', 'nobody'].map(
      (name) => `[void] @(Save-Answer 'Get-MailUser' @{ 'Identity' = '${name}' })`,
    );
    const mark = '# What is there now.';
    const look = await bench.hand.look('exchange');
    const text = await carrier(changed(look, mark, [mark, ...questions].join('\r\n')), []);
    const { content } = JSON.parse(text) as { content: CarryContent };
    const asked = content.answers.flatMap((item) =>
      'command' in item && item.command.name === 'Get-MailUser' ? [item.command.parameters] : [],
    );
    expect(asked.slice(0, 2)).toEqual([{ Identity: 'nobody' }, { Identity: 'NOBODY' }]);
    expect(asked.filter((item) => item['DomainController'] === undefined)).toHaveLength(2);
  }, 120_000);

  test('a record that was cut off goes on, and is found when the script runs again', async () => {
    const script = await exchangeScript();
    const folder = join(bench.folder, 'other', 'exchange');
    const name = `-${script.manifest.script.slice(0, 8)}.jsonl`;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, script.resultFile.replace('-result.json', name)), '{"phase":"be');
    await carrier(script, TAGS);
    const again = await carrier(script, TAGS);
    const { content } = JSON.parse(again) as { content: CarryContent };
    expect(new Set(content.actions.map((item) => item.outcome))).toEqual(new Set(['recorded']));
  }, 120_000);

  test('started again while it runs, the second one does nothing', async () => {
    const inner = '        try { & $PSCommandPath } catch { Write-Host ([string] $_) }\r\n';
    const line = '        Assert-Unmoved $observations';
    const script = changed(await exchangeScript(), line, `${inner}${line}`);
    const { output, result } = await runner.run(script, switchesFor(script, TAGS));
    expect(output.split('HX-RUNNING')).toHaveLength(2);
    expect(result).toContain('"outcome":"done"');
    const files = await readdir(join(bench.folder, 'other', 'exchange'));
    expect(files.filter((file) => file.endsWith('.lock'))).toEqual([]);
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
