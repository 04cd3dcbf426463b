/** IIS restarts at a set time by hand: the script waits in its section, and a result tells that the time had passed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalOf } from '../../../src/core/carry/evidence';
import type { CarryContent } from '../../../src/core/carry/result';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import { lookBoth, openCarryBench } from '../support/carry';
import { newerThan51 } from '../../support/powershell-51';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab({ start: 'sfb-empty' });
});
afterAll(() => lab.stop());

const RESTART = 'iis.ex01.contoso.lab.restart';

test('the script waits where its first restart stands; coming too late leaves the restarts out', async () => {
  const { now } = await lab.control({ op: 'status' });
  const at = `${new Date(Date.parse(now) + 5 * 3_600_000).toISOString().slice(0, 16)}:00.000Z`;
  const bench = await openCarryBench(lab, {
    scenario: 'sfb-server-exchange',
    inputs: { restartAt: at.replace(':00.000Z', 'Z') },
    connection: { exchange: 'carry', tenant: 'carry', skype: 'carry' },
  });
  try {
    await lookBoth(bench);
    await bench.session.makePlan();
    const { text, plan } = await bench.hand.script('exchange');
    if (plan === null) throw new Error('no plan');
    expect(text.match(/^ *NotBefore = .*$/gm)).toEqual([`    NotBefore = '${at}'`]);
    expect(text).toContain('function Wait-Until');
    expect(text).toMatch(/^[\t\r\n -~]*$/);
    expect(newerThan51(text)).toEqual([]);
    const late: CarryContent['actions'][number] = {
      id: RESTART,
      outcome: 'late',
      at,
      durationMs: 0,
      ...{ before: {}, facts: {}, missing: [], waitsFor: [], differences: [], warnings: [] },
      error: null,
    };
    const content: CarryContent = {
      format: 1,
      kind: 'apply',
      ...{ script: '', body: '', customer: '', tenantId: '', digest: '', signedInTenant: '' },
      ...{ target: 'exchange', host: 'EX01', powershell: '5.1', startedAt: at, endedAt: at },
      ...{ switches: [], halt: null, answers: [], files: [] },
      actions: [late],
    };
    const lines = journalOf(
      { content, sha256: '' },
      { plan, run: 'run', loadedAt: at, productVersion: '0', counted: new Set() },
    );
    expect(lines.slice(1)).toMatchObject([
      { type: 'left-out', action: RESTART, reason: 'late', error: { code: 'HX-LATE' } },
      { type: 'run-ended', result: 'partly' },
    ]);
  } finally {
    await bench.remove();
  }
});
