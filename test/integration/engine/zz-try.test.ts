import { afterAll, beforeAll, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
let lab: TestLab;
beforeAll(async () => { lab = await startTestLab(); });
afterAll(() => lab.stop());
const starts = (process.env['STARTS'] ?? 'empty').split(',');
test.each(starts)('%s', async (start) => {
  await lab.reset(start as never);
  const bench = await openBench(lab);
  const { session } = bench;
  await session.read();
  for (const o of session.state.observations?.values() ?? []) if (o.status === 'not-read') console.log('NOT READ', o.source, JSON.stringify(o.error));
  const plan = await session.makePlan();
  console.log(start, plan.steps.map((s) => s.id + ':' + s.state).join(' '));
  for (const r of plan.steps.find((s) => s.id === 'oauth')!.resources) console.log('  ', r.id, r.state, JSON.stringify(r.byHand.map((b) => b.key)), r.comparisons.filter((c) => c.verdict !== 'equal').map((c) => `${c.property}: ${c.expected} <> ${c.found}`).join(' | '));
  for (const a of plan.actions.filter((x) => x.step === 'oauth')) console.log('   *', a.id, a.target, a.dependsOn.join(','));
  console.log(plan.findings.map((f) => f.code + JSON.stringify(f.args)).join(' '));
  const end = await session.apply(TAGS);
  console.log(JSON.stringify(end));
  for (const e of session.state.run?.entries ?? []) {
    if (e.type === 'outcome' && e.outcome !== 'done') console.log('   !', e.action, e.outcome, JSON.stringify(e.error), JSON.stringify(e.notes));
    if (e.type === 'gate') console.log('   gate', e.action, e.passed, JSON.stringify(e.facts), JSON.stringify(e.error)?.slice(-500));
    if (e.type === 'left-out') console.log('   left', e.action, e.reason, e.blockedBy);
  }
  const v = await session.verify();
  console.log(v.steps.map((s) => s.id + ':' + s.verdict).join(' '));
  for (const p of v.proofs) if (p.verdict !== 'verified' && p.rung !== 'feature-seen') console.log('   proof', p.resource, p.rung, p.verdict, JSON.stringify(p.error)?.slice(0, 600));
  const again = await session.makePlan();
  console.log('again', again.actions.map((a) => a.id).join(','));
  await bench.remove();
  expect(1).toBe(1);
}, 120_000);
