/** Hand-carry with the command line: look, load, plan, script, load and verify, with exit codes and JSON. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { newPracticeRecord } from '../../../src/adapters/practice/targets';
import { resultFile, trialContent, trialRow } from '../../support/trial';
import { command, endLabs } from '../support/command-line';
import { readScript, runElsewhere } from '../support/other-computer';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';

const SEED = 1;

let data: string;
let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab({ seed: SEED });
});
afterAll(() => lab.stop());
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-cli-carry-'));
  await lab.reset('empty', SEED);
  // The practice customer, reached by hand: the commands' own lab gives the date, and nothing else of it is asked.
  const connection = { exchange: 'carry', tenant: 'carry' } as const;
  await customerStore(data, nodeFileSystem).save({ ...newPracticeRecord(lab.ready), connection });
});
afterEach(async () => {
  await endLabs();
  await rm(data, { recursive: true, force: true });
});

/** Runs a command; gives its exit code and what it printed as JSON. */
async function json(...words: string[]): Promise<{ code: number; value: unknown; err: string }> {
  const { code, out, err } = await command([
    ...words,
    '--customer',
    'practice',
    '--json',
    '--data',
    data,
  ]);
  return { code, value: out === '' ? null : JSON.parse(out), err };
}

const SIDES = ['exchange', 'tenant', 'online'] as const;

/** Makes a script, has it run on the other computer, and loads the result. */
async function carry(target: (typeof SIDES)[number], ...words: string[]) {
  const file = join(data, 'script.ps1');
  const made = await json('script', '--target', target, '--out', file, ...words);
  expect(made).toMatchObject({ code: 0, value: { manifest: { target } } });
  const script = await readScript(data, 'practice', await readFile(file, 'utf8'));
  const result = join(data, script.resultFile);
  await writeFile(result, await runElsewhere(lab, script));
  return json('load', result);
}

/** Looks at a side until nothing of it is missing. */
async function look(target: (typeof SIDES)[number]): Promise<void> {
  for (let looks = 0; looks < 4; looks++) {
    const { code, value } = await carry(target, '--look');
    expect(value).toMatchObject({ kind: 'look', target, run: null, result: null });
    if ((value as { missing: number }).missing === 0) {
      expect(code).toBe(0);
      return;
    }
    expect(code).toBe(4);
  }
  throw new Error(`${target} is never known`);
}

test('every side, from look to verify and back', { timeout: 180_000 }, async () => {
  expect((await json('plan')).code).toBe(4);
  for (const target of SIDES) await look(target);
  expect((await json('plan')).code).toBe(2);

  const file = join(data, 'trial.ps1');
  const made = await json('script', '--target', 'exchange', '--what-if', '--out', file);
  expect(made).toMatchObject({ code: 0, value: { manifest: { kind: 'trial' } } });
  const { manifest, plan } = await readScript(data, 'practice', await readFile(file, 'utf8'));
  if (plan === null) throw new Error('a trial without a plan');
  const content = trialContent(
    { manifest: { ...manifest, kind: 'trial' } },
    plan,
    new Date(manifest.madeAt),
  );
  const result = join(data, 'trial-result.json');
  const [first, ...others] = content.rows;
  const rows = [{ ...(first ?? trialRow('')), outcome: 'refused', text: '' }, ...others];
  await writeFile(result, resultFile({ ...content, rows }));
  expect(await json('load', result)).toMatchObject({
    code: 3,
    value: { kind: 'trial', run: null, rows },
  });
  expect((await json('script', '--target', 'tenant', '--what-if')).code).toBe(3);
  expect((await json('script', '--what-if')).code).toBe(64);

  const refused = await json('script', '--target', 'online');
  expect(refused.code).toBe(3);
  expect(refused.err + JSON.stringify(refused.value)).toContain('HX-CARRYORDER');

  const applied: unknown[] = [];
  for (const target of ['exchange', 'tenant', 'exchange', 'online', 'exchange'] as const) {
    if ((await json('script', '--target', target)).code !== 0) continue;
    const { value } = await carry(target);
    expect(value).toMatchObject({ kind: 'apply', target });
    applied.push((value as { result: unknown }).result);
  }
  // What waits until the application is known to be ready is planned after a further look.
  for (const target of SIDES) await look(target);
  applied.push(((await carry('exchange')).value as { result: unknown }).result);
  expect(new Set(applied)).toEqual(new Set(['done']));
  const again = await json('load', join(data, 'script.ps1'));
  expect(again.code).toBe(3);
  expect(again.err + JSON.stringify(again.value)).toContain('HX-CARRYFILE');

  for (const target of SIDES) await look(target);
  expect(await json('plan')).toMatchObject({ code: 0, value: { actions: [] } });
  expect((await json('verify')).code).toBe(0);
});
