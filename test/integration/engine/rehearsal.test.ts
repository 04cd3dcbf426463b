/** A copy of what was read gives the plan that it was read for. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeRehearsal } from '../../../src/adapters/practice/rehearsal-store';
import { CONSENT_TAGS } from '../../../src/core/model/action';
import type { Plan } from '../../../src/core/model/plan';
import { compareRehearsed } from '../../../src/core/rehearsal/compare';
import { describeWorld } from '../../../src/core/rehearsal/describe';
import type { LabStart } from '../../../src/shared/lab';
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

/** Reads and plans. */
async function planned({ session }: Bench): Promise<Plan> {
  await session.read();
  return session.makePlan();
}

/** What was read of a lab with this start state, planned; and a lab that is a copy of it. */
async function copied(
  start: LabStart,
  seed: number,
  work: (plan: Plan, copy: Bench) => Promise<void>,
): Promise<void> {
  const lab = await startTestLab({ start, seed });
  const bench = await openBench(lab);
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-copy-'));
  try {
    const plan = await planned(bench);
    const { observations, readAt } = bench.session.state;
    const described = describeWorld(observations ?? new Map(), new Date(readAt ?? 0));
    if (!described.ok) throw new Error(described.error.code);
    const { world, notCloned } = described.value;
    const customer = { id: 'practice', name: 'Practice' };
    await writeRehearsal(folder, { customer, at: world.now, plan, notCloned }, world);
    const copy = await startTestLab({ folder, seed: seed + 1 });
    const other = await openBench(copy);
    try {
      await work(plan, other);
    } finally {
      await other.remove();
      await copy.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
    await bench.remove();
    await lab.stop();
  }
}

describe('a rehearsal', () => {
  test.each(STARTS)('plans the same as %s', { timeout: 60_000 }, async (start) => {
    await copied(start, 7, async (plan, copy) => {
      const rehearsed = await planned(copy);
      expect(rehearsed.actions.map((item) => item.id).sort()).toEqual(
        plan.actions.map((item) => item.id).sort(),
      );
      expect(compareRehearsed(plan, rehearsed)).toEqual([]);
      expect(rehearsed.findings.map((item) => item.code).sort()).toEqual(
        plan.findings.map((item) => item.code).sort(),
      );
    });
  });

  test('of an empty organisation is applied and verified', { timeout: 60_000 }, async () => {
    await copied('empty', 7, async (plan, copy) => {
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
});
