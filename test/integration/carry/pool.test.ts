/** Skype for Business Server and Exchange by hand: the pool and the servers' own shell, from look to proof and undo. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CarriedScript } from '../../../src/core/carry/script';
import type { Tag } from '../../../src/core/model/action';
import { TAGS } from '../../../src/core/model/action';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import type { CarryBench } from '../support/carry';
import { byHand, codeOf, load, lookBoth, lookOn, openCarryBench } from '../support/carry';
import { runCarried } from '../support/carry-runner';
import { expectWholeScenario } from '../support/whole-scenario';

const SFB = {
  scenario: 'sfb-server-exchange',
  inputs: { testSipAddress: 'zoe.mueller@contoso.com' },
} as const;
const BY_HAND = {
  ...SFB,
  connection: { exchange: 'carry', tenant: 'carry', skype: 'carry' },
} as const;

let lab: TestLab;
let bench: CarryBench;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());
beforeEach(async () => {
  await lab.reset('sfb-empty');
  bench = await openCarryBench(lab, BY_HAND);
});
afterEach(() => bench.remove());

const ids = (script: CarriedScript): readonly string[] =>
  (script.plan?.actions ?? []).map((action) => action.id);
const run = (script: CarriedScript, consents: readonly Tag[] = TAGS): Promise<string> =>
  runCarried(script, bench.computerOf(script), { consents });

const RESTARTS = ['iis.ex01.contoso.lab.restart', 'iis.ex02.contoso.lab.restart'];
const ACCOUNT = [
  'skype-account.create',
  'skype-account.hide',
  'skype-account.role.UserApplication',
  'skype-account.role.ArchiveApplication',
];

describe('by hand alone', () => {
  test('one look a side gives the plan that is made from here; the scenario ends verified', async () => {
    const direct = await openBench(lab, SFB);
    const expected = await direct.session.makePlan();
    await direct.remove();
    expect(await lookBoth(bench)).toEqual([expect.any(Number), 0]);
    const plan = await bench.session.makePlan();
    expect(plan.findings.filter((item) => item.code === 'HX-CARRYMISSING')).toEqual([]);
    expect(plan.fingerprint).toBe(expected.fingerprint);
    await expectWholeScenario(byHand(bench));
    const proofs = bench.session.state.verification?.proofs ?? [];
    expect(proofs.find((proof) => proof.rung === 'token-accepted')?.verdict).toBe('verified');
  });

  test.each(['sfb-half', 'sfb-cross-premises'] as const)('from %s too', async (start) => {
    await lab.reset(start);
    await lookBoth(bench);
    await expectWholeScenario(byHand(bench));
  });
});

describe('scripts', () => {
  beforeEach(async () => {
    await lookBoth(bench);
    await bench.session.makePlan();
  });

  test('the management shell of a server does what belongs to both of its targets', async () => {
    const script = await bench.hand.script('exchange');
    expect(ids(script)).toEqual([
      'service-point.ex01.contoso.lab.fill',
      'service-point.ex02.contoso.lab.fill',
      ...ACCOUNT,
      'skype-partner.configure',
      ...RESTARTS,
    ]);
    expect(script.text).toContain('[switch] $InterruptService');
  });

  test('its own shell alone: what a restart follows comes along, so that the restart is not lost', async () => {
    const script = await bench.hand.script('local');
    expect(ids(script)).toEqual([...ACCOUNT, 'skype-partner.configure', ...RESTARTS]);
    await load(bench, await run(script));
    const plan = await bench.session.makePlan();
    expect(plan.actions.filter((action) => action.target === 'local')).toEqual([]);
    const left = plan.actions.map((action) => action.id);
    expect(left).toContain('service-point.ex01.contoso.lab.fill');
  });

  test('the front end does the pool’s part; the test waits for Exchange', async () => {
    const script = await bench.hand.script('skype');
    expect(script.manifest.hosts).toEqual(['fe01.contoso.lab', 'fe02.contoso.lab']);
    expect(ids(script)).toEqual(['skype-oauth.ExchangeAutodiscoverUrl', 'exchange-partner.create']);
    await load(bench, await run(script));
    await bench.session.makePlan();
    expect(await codeOf(bench.hand.script('skype'))).toBe('HX-CARRYORDER');
  });

  test('no restart without its switch, and none is told as done', async () => {
    const script = await bench.hand.script('exchange');
    const consents = TAGS.filter((tag) => tag !== 'interrupts-service');
    const loaded = await load(bench, await run(script, consents));
    const summary = bench.session.state.runs.find((item) => item.id === loaded.run);
    expect(summary?.result).toBe('partly');
    expect((await lab.changes()).map((call) => call.call)).not.toContain('iisreset');
  });

  test('a server that does not come back ends the round before the next one', async () => {
    await lab.fault('iis-not-back');
    const script = await bench.hand.script('exchange');
    await load(bench, await run(script));
    const entries = bench.session.state.run?.entries ?? [];
    const restarts = (await lab.changes()).filter((call) => call.call === 'iisreset');
    expect(bench.session.state.run?.result).toBe('failed');
    expect(
      entries.filter((entry) => entry.type === 'outcome' && entry.outcome !== 'done'),
    ).toHaveLength(1);
    expect(restarts.length).toBeLessThanOrEqual(2);
  });

  test('run again, its restarts are told once and not made again', async () => {
    const script = await bench.hand.script('exchange');
    await load(bench, await run(script));
    const before = (await lab.changes()).length;
    await bench.server.ports.clock.sleep(60_000);
    await load(bench, await run(script));
    expect((await lab.changes()).length).toBe(before);
    expect(bench.session.state.runs.map((item) => item.result)).toEqual(['done', 'nothing-to-do']);
  });

  test('a result of another pool’s front end is refused', async () => {
    const script = await bench.hand.script('skype');
    const other = { ...bench.computerOf(script), host: 'fe01.fabrikam.lab' };
    const text = await runCarried(script, other, { consents: TAGS });
    expect(await codeOf(load(bench, text))).toBe('HX-CARRYHOST');
  });

  test('a front end by its name', async () => {
    const { manifest } = await bench.hand.look('fe02');
    expect(manifest).toMatchObject({ target: 'skype', hosts: ['fe02.contoso.lab'] });
  });
});

describe('the mailbox test', () => {
  test('a look makes it with its switch only, and without it nothing is claimed', async () => {
    await lab.reset('sfb-done');
    await lookBoth(bench);
    const look = await bench.hand.look('skype');
    expect(look.text).toContain('[switch] $WriteMailbox');
    await lookOn(bench, 'exchange');
    const quiet = await bench.session.verify();
    const rung = (item: typeof quiet) =>
      item.proofs.find((proof) => proof.rung === 'token-accepted');
    expect(rung(quiet)?.verdict).toBe('could-not-check');
    expect((await lab.calls()).map((call) => call.call)).not.toContain(
      'Test-CsExStorageConnectivity',
    );
    await load(bench, await run(await bench.hand.look('skype'), ['writes-mailbox']));
    expect(rung(await bench.session.verify())?.verdict).toBe('verified');
  });
});

describe('the way back', () => {
  test('undo goes by hand too, side by side, and leaves what was there', async () => {
    const before = await lab.control({ op: 'status' });
    await lookBoth(bench);
    await bench.session.makePlan();
    const done: string[] = [];
    for (const side of ['exchange', 'skype'] as const) {
      const loaded = await load(bench, await run(await bench.hand.script(side)));
      done.unshift(loaded.run ?? '');
      await bench.session.makePlan();
    }
    for (const [index, id] of done.entries()) {
      const plan = await bench.session.planUndo(id);
      expect(plan.actions.length).toBeGreaterThan(0);
      await load(bench, await run(await bench.hand.script(index === 0 ? 'skype' : 'exchange')));
      expect(bench.session.state.run?.result).toBe('done');
    }
    const after = await lab.control({ op: 'advance', milliseconds: 120_000 });
    expect(after.organisation).toEqual(before.organisation);
    expect(after.premises.serviceConnectionPoints).toEqual(before.premises.serviceConnectionPoints);
  });
});

describe('one side by hand, the other from here', () => {
  test('the pool by hand: from here its rows are left, and its scripts hold them', async () => {
    await bench.remove();
    bench = await openCarryBench(lab, {
      ...SFB,
      connection: { exchange: 'remote', tenant: 'sign-in', skype: 'carry' },
    });
    await load(bench, await run(await bench.hand.look('skype')));
    await bench.session.makePlan();
    expect((await bench.session.apply(TAGS)).result).toBe('done');
    const calls = (await lab.changes()).map((call) => call.call);
    expect(calls).toContain('iisreset');
    expect(calls).not.toContain('New-CsPartnerApplication');
    const plan = await bench.session.makePlan();
    expect(plan.actions.map((action) => action.target)).toEqual(plan.actions.map(() => 'skype'));
  });
});
