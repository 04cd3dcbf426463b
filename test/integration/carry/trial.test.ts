/** Trials: their evidence stands beside the plan they were made for, and changes nothing of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CodedError, appError } from '../../../src/shared/errors';
import { messagesOf } from '../../../src/shared/messages/sync';
import { createTranslator } from '../../../src/shared/messages';
import { REPORT_PARTS } from '../../../src/shared/report';
import { prepareReport } from '../../../src/core/report/forms';
import type { Plan } from '../../../src/core/model/plan';
import { openResult } from '../../../src/core/carry/result';
import { checkRows, isTrial, trialContent as readTrial } from '../../../src/core/carry/trial';
import type { TrialScript } from '../../../src/core/carry/trial-script';
import { nodeCrypto } from '../../../src/adapters/system/crypto';
import { brokenJson, hammer } from '../../support/hostile';
import { resultFile, trialContent, trialRow } from '../../support/trial';
import type { CarryBench } from '../support/carry';
import { codeOf, load, lookBoth, openCarryBench } from '../support/carry';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';

let lab: TestLab;
let bench: CarryBench;
let plan: Plan;
let script: TrialScript;
beforeAll(async () => {
  lab = await startTestLab();
  bench = await openCarryBench(lab);
  await lookBoth(bench);
  plan = await bench.session.makePlan();
  script = await bench.hand.trial('exchange');
});
afterAll(async () => {
  await bench.remove();
  await lab.stop();
});

const now = (): Date => bench.server.ports.clock.now();

describe('a result that does not belong here', () => {
  const refused: readonly (readonly [string, string, (text: object) => object])[] = [
    ['of another customer', 'HX-CARRYUNKNOWN', (item) => ({ ...item, customer: 'somebody' })],
    ['of another plan', 'HX-CARRYUNKNOWN', (item) => ({ ...item, digest: 'f'.repeat(64) })],
    [
      'of a script that is not known',
      'HX-CARRYUNKNOWN',
      (item) => ({ ...item, script: '11111111-2222-4333-8444-555555555555' }),
    ],
    ['of another server', 'HX-CARRYHOST', (item) => ({ ...item, host: 'ex99.contoso.lab' })],
    ['of an edited script', 'HX-CARRYSCRIPT', (item) => ({ ...item, body: '0'.repeat(64) })],
    [
      'that is too old',
      'HX-CARRYOLD',
      (item) => ({ ...item, endedAt: '2020-01-01T00:00:00.000Z' }),
    ],
    ['that holds no rows', 'HX-CARRYFILE', (item) => ({ ...item, rows: [] })],
    ['that says that it did something', 'HX-CARRYFILE', (item) => ({ ...item, kind: 'apply' })],
    ['with orders to a terminal', 'HX-CARRYFILE', (item) => ({ ...item, account: '\u001b[2J' })],
    ['with more in it', 'HX-CARRYFILE', (item) => ({ ...item, actions: [] })],
  ];

  test.each(refused)('%s is refused: %s', async (_what, code, change) => {
    const text = resultFile(change(trialContent(script, plan, now())));
    expect(await codeOf(load(bench, text))).toBe(code);
    expect(bench.hand.trials.trials).toEqual([]);
  });

  test('a look is no trial, and a trial no look', async () => {
    const look = await bench.hand.look('exchange');
    const { manifest } = look;
    const content = trialContent({ manifest: { ...manifest, kind: 'trial' } }, plan, now());
    expect(await codeOf(load(bench, resultFile(content)))).toBe('HX-CARRYUNKNOWN');
  });

  test('a side whose commands know no -WhatIf gets no script', async () => {
    expect(await codeOf(bench.hand.trial('tenant'))).toBe('HX-TRIALNONE');
    expect(await codeOf(bench.hand.trial('nowhere'))).toBe('HX-CARRYTARGET');
  });

  /** Opens and checks as loading does. */
  function take(text: string): void {
    const opened = openResult(new TextEncoder().encode(text), 'x', nodeCrypto);
    if (!isTrial(opened)) throw new CodedError(appError('HX-CARRYFILE', { file: 'x' }));
    checkRows(readTrial(opened, 'x'), plan, 'x');
  }

  // threat T6
  test('broken ones are refused by a code, or harmless, also with a right hash', async () => {
    const content = trialContent(script, plan, now());
    const broken = await hammer('trial files', brokenJson(JSON.parse(resultFile(content))), take);
    expect(broken.get('HX-CARRYHASH') ?? 0).toBeGreaterThan(20);
    const outcomes = await hammer('trial results', brokenJson(content), (changed) => {
      let text = resultFile(changed);
      try {
        text = resultFile(JSON.parse(changed));
      } catch {
        // What is no JSON, or too deep for this test to write, stands in the file as a text.
      }
      take(text);
    });
    expect(outcomes.get('HX-CARRYFILE') ?? 0).toBeGreaterThan(40);
  }, 600_000);
});

describe('a result of this plan', () => {
  const first = (): string => plan.actions.find(({ target }) => target === 'exchange')?.id ?? '';

  test('stands beside the rows, and plan, runs, answers and servers stay as they are', async () => {
    const before = bench.session.state;
    const base = trialContent(script, plan, now());
    const rows = base.rows.map((row, index) =>
      index === 0
        ? row
        : trialRow(row.id, {
            outcome: 'refused',
            text: '',
            error: { ...ERROR, message: 'no <b>' },
          }),
    );
    const text = resultFile({ ...base, rows });
    expect(await load(bench, text)).toEqual({
      ...{ kind: 'trial', target: 'exchange', host: script.manifest.hosts[0] },
      ...{ run: null, missing: 0 },
    });
    expect(bench.session.state).toBe(before);
    expect(await lab.changes()).toEqual([]);
    expect(await codeOf(load(bench, text))).toBe('HX-CARRYAGAIN');
    const older = { ...base, startedAt: base.startedAt, endedAt: base.startedAt };
    expect(await codeOf(load(bench, resultFile(older)))).toBe('HX-CARRYOLD');
    const { hand } = await bench.reopen();
    expect(hand.trials.trials).toEqual(bench.hand.trials.trials);
    expect(hand.trials.trials).toMatchObject([{ digest: plan.digest, account: 'CONTOSO\\admin' }]);
    expect((await bench.session.makePlan()).digest).toBe(plan.digest);
  });

  const ERROR = { message: '', fullyQualifiedErrorId: 'X', category: 'X', exceptionType: 'X' };

  test.each(['en', 'fr', 'zh-TW'] as const)(
    'is in the report, as evidence alone (%s)',
    (language) => {
      const { record } = bench.session.state;
      const trials = bench.hand.trials.trials;
      const input = {
        ...{ customer: record, plan, entries: [], verification: null, language, trials },
        ...{ now: now(), productVersion: 'test', practice: true },
      };
      const texts = createTranslator(language, messagesOf(language));
      const made = (level: 'full' | 'public') =>
        prepareReport(input, { level, parts: REPORT_PARTS }, texts);
      const full = made('full');
      const command = full.report.commands.find(({ id }) => id === first());
      expect(command).toMatchObject({
        outcome: 'not-started',
        trial: { outcome: 'accepted', text: `What if: would run ${first()}` },
      });
      const [html] = full.forms(['html']);
      expect(html?.text).toContain(`What if: would run ${first()}`);
      expect(html?.text).toContain('CONTOSO\\admin');
      expect(html?.text).toContain('no &lt;b&gt;');
      const [hidden] = made('public').forms(['html']);
      expect(hidden?.text).not.toContain('What if');
      expect(hidden?.text).not.toContain('CONTOSO\\admin');
      // Without a trial nothing is said of one.
      const plain = prepareReport(
        { ...input, trials: [] },
        { level: 'full', parts: REPORT_PARTS },
        texts,
      );
      expect(plain.forms(['html'])[0]?.text).not.toContain('-WhatIf');
    },
  );

  test('is refused where another plan is at hand, and taken where none is', async () => {
    const later = trialContent(script, plan, new Date(now().getTime() + 5_000));
    const other = { ...bench.session.state.record, recipe: 'sfb-online-classic' as const };
    await bench.session.change(other);
    const changed = await bench.session.makePlan();
    expect(changed.digest).not.toBe(plan.digest);
    expect(await codeOf(load(bench, resultFile(later)))).toBe('HX-TRIALPLAN');
    const { session, hand } = await bench.reopen();
    expect(session.state.plan).toBeNull();
    await hand.load(new TextEncoder().encode(resultFile(later)), 'result.json');
    expect(hand.trials.trials).toHaveLength(1);
    expect(hand.trials.trials[0]?.endedAt).toBe(later.endedAt);
  });
});
