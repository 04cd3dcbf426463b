/** The usual causes of a 401 and of missing calendars, each as a fault of the lab; and feature checks signed by name. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../src/shared/errors';
import type { LabFault } from '../../../src/shared/lab';
import { TAGS } from '../../../src/core/model/action';
import type { Proof, Verification } from '../../../src/core/model/proof';
import type { Bench, TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

const MAILBOX = 'ada@contoso.com';
let lab: TestLab;
let bench: Bench;
beforeAll(async () => {
  lab = await startTestLab();
});
beforeEach(async () => {
  await lab.reset('oauth-complete');
  bench = await openBench(lab, { inputs: { testMailbox: MAILBOX } });
  return () => bench.remove();
});
afterAll(() => lab.stop());

describe('causes', () => {
  test('none is found in an organisation in order', async () => {
    const plan = await bench.session.makePlan();
    const resources = plan.steps.flatMap((step) => step.resources);
    for (const id of [
      'pre-authentication',
      'autodiscover-v2',
      'mailbox-access',
      'mailbox-delegates',
    ])
      expect(resources.find((item) => item.id === id)?.state, id).toBe('present');
  });

  test.each<[LabFault, ErrorCode]>([
    ['pre-authentication', 'HX-PREAUTH'],
    ['autodiscover-v2-wrong', 'HX-AUTODV2'],
    ['not-published', 'HX-NOLOOK'],
    ['mailbox-ews-off', 'HX-MAILBOXEWS'],
    ['mailbox-ews-allow-list', 'HX-MAILBOXEWS'],
    ['delegate-not-editor', 'HX-DELEGATE'],
  ])('%s gives %s', async (fault, code) => {
    await lab.fault(fault);
    const { findings } = await bench.session.makePlan();
    expect(findings.map((item) => item.code)).toContain(code);
  });

  test('what is published is no part of the fingerprint', async () => {
    const { fingerprint } = await bench.session.makePlan();
    await lab.fault('pre-authentication');
    await bench.session.read();
    expect((await bench.session.makePlan()).fingerprint).toBe(fingerprint);
  });

  test.each<LabFault>(['mailbox-ews-off', 'mailbox-ews-allow-list'])(
    '%s is mended with consent, and taken back',
    async (fault) => {
      await bench.session.makePlan();
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      await lab.fault(fault);
      const { actions } = await bench.session.makePlan();
      expect(actions.map((action) => action.resource)).toEqual(['mailbox-access']);
      expect((await bench.session.apply([])).result).toBe('partly');
      await bench.session.makePlan();
      const end = await bench.session.apply(TAGS);
      expect(end.result).toBe('done');
      await bench.session.read();
      expect((await bench.session.makePlan()).actions).toEqual([]);
      const run = bench.session.state.run?.id ?? '';
      const undo = await bench.session.planUndo(run);
      expect(undo.actions.map((action) => action.resource)).toEqual(['mailbox-access']);
      expect((await bench.session.apply(TAGS)).result).toBe('done');
      await bench.session.read();
      const after = await bench.session.makePlan();
      expect(after.actions.map((action) => action.resource)).toEqual(['mailbox-access']);
    },
  );

  test('an address without a mailbox here is named', async () => {
    const away = await openBench(lab, { inputs: { testMailbox: 'cleo.martin@contoso.com' } });
    const { findings, actions } = await away.session.makePlan();
    expect(findings.map((item) => item.code)).toContain('HX-NOMAILBOX');
    expect(actions.filter((action) => action.resource === 'mailbox-access')).toEqual([]);
    await away.remove();
  });
});

function check(verification: Verification | null, name: string): Proof | undefined {
  return verification?.proofs.find((item) => item.resource === `feature:${name}`);
}

describe('feature checks', () => {
  const given = { check: 'purges', result: 'passed', by: 'Ada', note: 'seen' } as const;

  test('are kept with name, time and state, and added to', async () => {
    await bench.session.verify();
    expect(check(bench.session.state.verification, 'purges')).toMatchObject({
      verdict: 'by-hand',
      comparisons: [{ property: `${MAILBOX} Purges`, found: '12', verdict: 'equal' }],
    });
    await bench.session.recordCheck({ ...given, result: 'failed' });
    const first = await readFile(file(), 'utf8');
    await bench.session.recordCheck(given);
    const both = await readFile(file(), 'utf8');
    expect(both.startsWith(first)).toBe(true);
    expect(both.trimEnd().split('\n')).toHaveLength(2);
    const again = await bench.reopen();
    expect(check(again.state.verification, 'purges')).toMatchObject({
      verdict: 'verified',
      signed: { by: 'Ada', note: 'seen', current: true },
    });
    // The same state, verified anew, keeps what was signed for it.
    expect(check(await again.verify(), 'purges')?.verdict).toBe('verified');
  });

  test('say for which state they were made', async () => {
    const before = await bench.session.verify();
    await bench.session.recordCheck(given);
    await lab.fault('mailbox-ews-off');
    const after = await bench.session.verify();
    expect(after.state?.digest).not.toBe(before.state?.digest);
    expect(check(after, 'purges')).toMatchObject({
      verdict: 'by-hand',
      signed: { current: false, state: before.state },
    });
  });

  test('a damaged file is told, left as it is, and takes nothing more', async () => {
    await bench.session.verify();
    await bench.session.recordCheck(given);
    await writeFile(file(), '{"check":"purges"}\n');
    const { findings } = await bench.session.verify();
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'HX-FILE', resource: 'feature-checks' }),
    );
    await expect(bench.session.recordCheck(given)).rejects.toThrow();
    expect(await readFile(file(), 'utf8')).toBe('{"check":"purges"}\n');
  });

  test('nothing is signed before a state was verified, and nothing that is not plain', async () => {
    await expect(bench.session.recordCheck(given)).rejects.toThrow();
    await bench.session.verify();
    await expect(bench.session.recordCheck({ ...given, by: 'A\u0007' })).rejects.toThrow();
  });

  const file = (): string =>
    join(bench.folder, 'customers', 'practice', 'checks', 'features.jsonl');
});
