/** A copy of what was read gives the plan that it was read for. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { writeRehearsal } from '../../../src/adapters/practice/rehearsal-store';
import { CONSENT_TAGS } from '../../../src/core/model/action';
import type { Plan } from '../../../src/core/model/plan';
import { compareRehearsed } from '../../../src/core/rehearsal/compare';
import { describeWorld } from '../../../src/core/rehearsal/describe';
import type { RehearsedScenario } from '../../../src/shared/rehearsal';
import type { LabFault, LabStart } from '../../../src/shared/lab';
import { worldDescriptionSchema, type NotCloned } from '../../../src/shared/world-description';
import type { Bench } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

/** The full suite adds those that are like one of the others. */
const STARTS: readonly LabStart[] = [
  'empty',
  'recorded',
  'hcw-dedicated-application',
  ...(process.env['CROSSPREM_FULL'] === '1'
    ? ([
        'half',
        'articles',
        'articles-oauth',
        'no-oauth',
        'hcw-auth-servers',
        'oauth-complete',
      ] as const)
    : []),
];

/** With a pool. */
const POOL_STARTS: readonly (readonly [LabStart, RehearsedScenario])[] = [
  ['sfb-empty', 'sfb-server-exchange'],
  ['sfb-half', 'sfb-server-exchange'],
  ['sfb-done', 'sfb-server-exchange'],
  ['sfb-empty', 'sfb-server-tenant'],
  ['sfb-cross-premises', 'sfb-server-tenant'],
  ...(process.env['CROSSPREM_FULL'] === '1'
    ? ([
        ['sfb-lync-2013', 'sfb-server-exchange'],
        ['sfb-half', 'sfb-server-tenant'],
        ['sfb-done', 'sfb-server-tenant'],
      ] as const)
    : []),
];

/** Reads and plans. */
async function planned({ session }: Bench): Promise<Plan> {
  await session.read();
  return session.makePlan();
}

interface Change {
  readonly faults?: readonly LabFault[];
  /** The description with other names, as a customer's would have. */
  readonly other?: (text: string) => string;
}

/** What was read of a lab with this start state, planned; and a lab that is a copy of it. */
async function copied(
  start: LabStart,
  seed: number,
  scenario: RehearsedScenario,
  work: (plan: Plan, copy: Bench, notCloned: readonly NotCloned[]) => Promise<void>,
  { faults = [], other = (text) => text }: Change = {},
): Promise<void> {
  const lab = await startTestLab({ start, seed, faults });
  const bench = await openBench(lab, { scenario });
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-copy-'));
  try {
    const plan = await planned(bench);
    const { observations, readAt } = bench.session.state;
    const described = describeWorld(observations ?? new Map(), new Date(readAt ?? 0), scenario);
    if (!described.ok) throw new Error(described.error.code);
    const { notCloned } = described.value;
    const text = other(JSON.stringify(described.value.world));
    const world = v.parse(worldDescriptionSchema, JSON.parse(text));
    const customer = { id: 'practice', name: 'Practice' };
    await writeRehearsal(folder, { customer, at: world.now, plan, notCloned }, world);
    const copy = await startTestLab({ folder, seed: seed + 1 });
    const mirror = await openBench(copy, { scenario });
    try {
      await work(plan, mirror, notCloned);
    } finally {
      await mirror.remove();
      await copy.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
    await bench.remove();
    await lab.stop();
  }
}

describe('a rehearsal', () => {
  test.each([...STARTS.map((start) => [start, 'tenant-exchange'] as const), ...POOL_STARTS])(
    'plans the same as %s, %s',
    { timeout: 60_000 },
    async (start, scenario) => {
      await copied(start, 7, scenario, async (plan, copy) => {
        const rehearsed = await planned(copy);
        expect(rehearsed.actions.map((item) => item.id).sort()).toEqual(
          plan.actions.map((item) => item.id).sort(),
        );
        expect(compareRehearsed(plan, rehearsed)).toEqual([]);
        expect(rehearsed.findings.map((item) => item.code).sort()).toEqual(
          plan.findings.map((item) => item.code).sort(),
        );
      });
    },
  );

  test('of an empty organisation is applied and verified', { timeout: 60_000 }, async () => {
    await copied('empty', 7, 'tenant-exchange', async (plan, copy) => {
      await planned(copy);
      const end = await copy.session.apply(CONSENT_TAGS);
      expect(end.result).toBe('done');
      const verification = await copy.session.verify();
      const configured = verification.proofs.filter((proof) => proof.rung === 'configured');
      expect(configured.filter((proof) => proof.verdict === 'failed')).toEqual([]);
      expect(await planned(copy)).toMatchObject({ actions: [] });
      expect(plan.actions.length).toBeGreaterThan(5);
    });
  });

  test.each([
    ['sfb-server-exchange', ['tenant', 'pool-users']],
    ['sfb-server-tenant', ['exchange-servers', 'pool-users']],
  ] as const)(
    'of a new pool, %s, is applied and verified',
    { timeout: 60_000 },
    async (way, left) => {
      await copied('sfb-empty', 7, way, async (plan, copy, notCloned) => {
        expect(notCloned).toEqual(expect.arrayContaining([...left]));
        await planned(copy);
        const end = await copy.session.apply(CONSENT_TAGS);
        expect(end.result).toBe('done');
        expect(plan.actions.length).toBeGreaterThan(3);
        const { proofs } = await copy.session.verify();
        expect(proofs.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
        expect(await planned(copy)).toMatchObject({ actions: [] });
      });
    },
  );

  test.each([
    'sfb-certificates-differ',
    'sfb-certificate-missing',
    'sfb-certificate-expired',
    'sfb-certificate-short-key',
    'sfb-two-pools',
    'autodiscover-dns-missing',
  ] as const)('of a pool with %s finds it again', { timeout: 60_000 }, async (fault) => {
    const check = async (plan: Plan, copy: Bench): Promise<void> => {
      const rehearsed = await planned(copy);
      expect(rehearsed.findings.map(({ code }) => code).sort()).toEqual(
        plan.findings.map(({ code }) => code).sort(),
      );
      expect(plan.findings).not.toEqual([]);
      expect(compareRehearsed(plan, rehearsed)).toEqual([]);
    };
    await copied('sfb-done', 7, 'sfb-server-exchange', check, { faults: [fault] });
  });

  test('of a pool with other names has those names', { timeout: 60_000 }, async () => {
    const other = (text: string): string =>
      text
        .replace(/contoso\.lab/gi, 'corp.fabrikam.example')
        .replace(/contoso\.com/gi, 'fabrikam.example')
        .replace(/pool01/g, 'sfb')
        .replace(/fe0([12])/g, 'lync-$1')
        .replace(/webint/g, 'web-inside');
    const check = async (plan: Plan, copy: Bench): Promise<void> => {
      const rehearsed = await planned(copy);
      const text = JSON.stringify(rehearsed);
      expect(text).toContain('https://web-inside.corp.fabrikam.example/metadata/json/1');
      expect(text).not.toMatch(/contoso|pool01/i);
      expect(rehearsed.actions).toHaveLength(plan.actions.length);
      expect((await copy.session.apply(CONSENT_TAGS)).result).toBe('done');
    };
    await copied('sfb-empty', 7, 'sfb-server-exchange', check, { other });
  });
});
