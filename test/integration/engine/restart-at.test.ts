/** IIS restarts at a set time over the real lab, whose virtual clock passes the wait at once. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import { renderScript, renderUndoScript } from '../../../src/core/commands/script';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import { newerThan51 } from '../../support/powershell-51';

const SFB = { scenario: 'sfb-server-exchange' } as const;
const RESTARTS = ['iis.ex01.contoso.lab.restart', 'iis.ex02.contoso.lab.restart'];
const PLACE = { tenantDomain: 'contoso.onmicrosoft.com' };

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());
beforeEach(() => lab.reset('sfb-empty'));

/** A whole minute, so many hours after the lab's now. */
async function inHours(hours: number): Promise<string> {
  const { now } = await lab.control({ op: 'status' });
  return `${new Date(Date.parse(now) + hours * 3_600_000).toISOString().slice(0, 16)}Z`;
}

test('the first restart alone is put to the time, and the run waits for it', async () => {
  const restartAt = await inHours(5);
  const notBefore = new Date(restartAt).toISOString();
  const bench = await openBench(lab, { ...SFB, inputs: { restartAt } });
  try {
    const plan = await bench.session.makePlan();
    const times = plan.actions.filter((item) => item.notBefore !== undefined);
    expect(times.map((item) => [item.id, item.notBefore])).toEqual([[RESTARTS[0], notBefore]]);
    expect((await bench.session.apply(TAGS)).result).toBe('done');
    const began = (bench.session.state.run?.entries ?? []).filter(
      (entry) => entry.type === 'intent' && RESTARTS.includes(entry.action),
    );
    expect(began).toHaveLength(2);
    for (const { at } of began) expect(at >= notBefore).toBe(true);
    const [run] = bench.session.state.runs;
    const undo = await bench.session.planUndo(run?.id ?? '');
    expect(undo.actions.filter((item) => item.notBefore !== undefined)).toEqual([]);
  } finally {
    await bench.remove();
  }
});

test('a time that has passed is refused when the plan is made, and only while restarts are due', async () => {
  const bench = await openBench(lab, { ...SFB, inputs: { restartAt: '2020-01-01T22:00Z' } });
  try {
    await expect(bench.session.makePlan()).rejects.toThrow('HX-TIME');
  } finally {
    await bench.remove();
  }
  await lab.reset('sfb-done');
  const done = await openBench(lab, { ...SFB, inputs: { restartAt: '2020-01-01T22:00Z' } });
  try {
    expect((await done.session.makePlan()).actions).toEqual([]);
  } finally {
    await done.remove();
  }
});

test('scripts wait in the section of the first restart; without a time they know no wait', async () => {
  const restartAt = await inHours(5);
  const [timed, untimed] = await Promise.all([
    openBench(lab, { ...SFB, inputs: { restartAt } }),
    openBench(lab, SFB),
  ]);
  try {
    const plan = await timed.session.makePlan();
    const { text } = renderScript(plan, PLACE);
    const iso = new Date(restartAt).toISOString();
    const section = text.slice(text.indexOf(`# ---- ${RESTARTS[0] ?? ''}`));
    expect(section.slice(0, section.indexOf('Invoke-Step'))).toContain(`NotBefore = '${iso}'`);
    expect(text).toContain(`# Not before: ${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`);
    expect(text.match(/^ *NotBefore = /gm)).toHaveLength(1);
    expect(text).toContain('function Wait-Until');
    expect(text).toMatch(/^[\t\r\n -~]*$/);
    expect(newerThan51(text)).toEqual([]);
    expect(renderUndoScript(plan, PLACE).text).not.toContain('NotBefore = ');
    const other = renderScript(await untimed.session.makePlan(), PLACE).text;
    expect(other).not.toContain('function Wait-Until');
  } finally {
    await timed.remove();
    await untimed.remove();
  }
});
