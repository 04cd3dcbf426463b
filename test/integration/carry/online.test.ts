/** Exchange Online by hand, the servers and the tenant from here: from look to verify and undo, and what is refused. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CodedError } from '../../../src/shared/errors';
import { TAGS } from '../../../src/core/model/action';
import type { Plan } from '../../../src/core/model/plan';
import type { CarryContent } from '../../../src/core/carry/result';
import type { CarriedScript } from '../../../src/core/carry/script';
import { resultText, runCarried } from '../support/carry-runner';
import type { CarryBench, Carrier } from '../support/carry';
import { load, openCarryBench } from '../support/carry';
import type { ScriptRunner } from '../support/carry-powershell';
import { startRunner, switchesFor } from '../support/carry-powershell';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import { KINDS } from '../powershell/support/shells';

const executable = KINDS.find((kind) => kind.isReal)?.executable;
let lab: TestLab;
let bench: CarryBench;
let runner: ScriptRunner | undefined;
beforeAll(async () => {
  lab = await startTestLab();
});
afterEach(async () => {
  runner?.stop();
  runner = undefined;
  await bench.remove();
});
afterAll(() => lab.stop());

async function open(): Promise<void> {
  await lab.reset('no-oauth');
  const connection = { exchange: 'remote', tenant: 'sign-in', online: 'carry' } as const;
  bench = await openCarryBench(lab, { connection });
}

const standIn: Carrier = (script, consents) =>
  runCarried(script, bench.computerOf(script), { consents });
const powershell: Carrier = async (script, consents) => {
  runner ??= await startRunner(executable ?? '', lab, bench);
  const { output, result } = await runner.run(script, switchesFor(script, consents));
  if (result === undefined) throw new Error(output);
  return result;
};

/** Looks, and does from here what can be done from here. Gives the plan of all. */
async function prepared(carrier: Carrier): Promise<Plan> {
  const loaded = await load(bench, await carrier(await bench.hand.look('online'), []));
  expect(loaded).toMatchObject({ kind: 'look', target: 'online', missing: 0 });
  const plan = await bench.session.makePlan();
  expect((await bench.session.apply(TAGS)).result).toBe('done');
  await bench.session.makePlan();
  return plan;
}

/** Carries the script of the session's plan and says how its run ended. */
async function carried(carrier: Carrier, script?: CarriedScript): Promise<string | undefined> {
  const made = script ?? (await bench.hand.script('online'));
  const loaded = await load(bench, await carrier(made, TAGS));
  return bench.session.state.runs.find(({ id }) => id === loaded.run)?.result;
}

async function connectors(): Promise<readonly unknown[]> {
  const command = { name: 'Get-IntraOrganizationConnector', parameters: {} };
  const options = { deadlineMs: 60_000, requestId: 'test' };
  const outcome = await bench.server.ports.online?.invoke(command, options);
  return outcome?.kind === 'done' ? outcome.items : [outcome];
}

const WAYS: readonly (readonly [name: string, carrier: Carrier, isThere: boolean])[] = [
  ['with a stand-in', standIn, true],
  ['with a real PowerShell', powershell, executable !== undefined],
];

describe.each(WAYS)('Exchange Online by hand %s', (_name, carrier, isThere) => {
  test.skipIf(!isThere)(
    'ends with its connector switched on and proved, and undo takes it away',
    async () => {
      await open();
      const direct = await openBench(lab);
      const expected = await direct.session.makePlan();
      await direct.remove();
      const plan = await prepared(carrier);
      expect(plan.fingerprint).toBe(expected.fingerprint);
      expect(bench.session.state.plan?.actions.map(({ id }) => id)).toEqual([
        'connector.online.create',
        'connector.online.enable',
      ]);
      expect(await carried(carrier)).toBe('done');
      expect(await connectors()).toMatchObject([{ Enabled: true }]);
      await bench.session.read();
      expect((await bench.session.makePlan()).actions).toEqual([]);
      const { proofs } = await bench.session.verify();
      const online = proofs.filter((proof) => proof.resource === 'connector:online');
      // Configured, and the token accepted.
      expect(online.map((proof) => proof.verdict)).toEqual(['verified', 'verified']);
      await bench.session.planUndo(bench.session.state.runs.at(-1)?.id ?? '');
      expect(await carried(carrier)).toBe('done');
      expect(await connectors()).toEqual([]);
    },
    240_000,
  );

  test.skipIf(!isThere)(
    'leaves the connector switched off while its direction is not proved',
    async () => {
      await open();
      await prepared(carrier);
      const script = await bench.hand.script('online');
      await lab.fault('not-published');
      expect(await carried(carrier, script)).toBe('partly');
      expect(await connectors()).toMatchObject([{ Enabled: false }]);
      const entries = bench.session.state.run?.entries ?? [];
      expect(entries).toContainEqual(
        expect.objectContaining({ type: 'left-out', reason: 'gate' }) as unknown,
      );
    },
    240_000,
  );
});

describe('Exchange Online by hand', () => {
  test('is not changed from here', async () => {
    await open();
    await prepared(standIn);
    await expect(bench.session.apply(TAGS)).rejects.toMatchObject({
      error: { code: 'HX-CARRYHERE', args: { target: 'online' } },
    });
    expect(await connectors()).toEqual([]);
  });

  test('takes no result of another tenant, and no answer that is none of its reads', async () => {
    await open();
    const text = await standIn(await bench.hand.look('online'), []);
    const { content } = JSON.parse(text) as { content: CarryContent };
    const codeOf = async (change: Partial<CarryContent>): Promise<string> => {
      const error: unknown = await load(bench, resultText({ ...content, ...change })).catch(
        (thrown: unknown) => thrown,
      );
      return error instanceof CodedError ? error.error.code : 'no error';
    };
    expect(await codeOf({ signedInTenant: '99999999-2222-4333-8444-555555555555' })).toBe('HX-TEN');
    const [first] = content.answers;
    const foreign = { ...first, command: { name: 'Get-AuthConfig', parameters: {} } };
    expect(await codeOf({ answers: [foreign as CarryContent['answers'][number]] })).toBe(
      'HX-CARRYFILE',
    );
    expect((await load(bench, text)).missing).toBe(0);
  });

  test.skipIf(executable === undefined)(
    'does nothing in a window of another tenant',
    async () => {
      await open();
      const script = await bench.hand.look('online');
      runner = await startRunner(executable ?? '', lab, bench);
      process.env['CROSSPREM_TEST_SIGNED_IN'] = '99999999-2222-4333-8444-555555555555';
      try {
        const { output, result } = await runner.run(script);
        expect(output).toContain('HX-TEN');
        expect(output).not.toContain('Reads');
        expect(result).toBeUndefined();
      } finally {
        delete process.env['CROSSPREM_TEST_SIGNED_IN'];
      }
    },
    60_000,
  );
});
