/** Skype for Business Server and a tenant on the command line: the built bundle, from what the document leaves to the undo. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');
const SCENARIO = ['--lab', '--direct', '--scenario', 'sfb-server-tenant'] as const;

let data = '';
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-cli-'));
});
afterAll(() => rm(data, { recursive: true, force: true }));

function crossprem(...words: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [CLI, ...words, '--data', data],
      { maxBuffer: 64 << 20, env: { ...process.env, LANG: 'C' } },
      (error, out) => {
        resolve({ code: error === null ? 0 : Number(error.code), out });
      },
    );
  });
}

async function plannedIds(): Promise<{ code: number; ids: readonly string[] }> {
  const { code, out } = await crossprem('plan', ...SCENARIO, '--json');
  const { actions } = JSON.parse(out) as { actions: readonly { id: string }[] };
  return { code, ids: actions.map((action) => action.id) };
}

test(
  'from sfb-cross-premises to verified; the second plan is empty; the undo restores',
  { timeout: 120_000 },
  async () => {
    expect((await crossprem('lab', 'reset', 'sfb-cross-premises')).code).toBe(0);
    const first = await plannedIds();
    expect(first).toEqual({ code: 2, ids: ['pool-names.add'] });
    expect((await crossprem('apply', ...SCENARIO, '--yes')).code).toBe(0);
    expect(await plannedIds()).toEqual({ code: 0, ids: [] });
    const verified = await crossprem('verify', ...SCENARIO, '--json');
    expect(verified.code).toBe(0);
    const { steps } = JSON.parse(verified.out) as { steps: { id: string; verdict: string }[] };
    expect(steps.map(({ verdict }) => verdict)).toEqual(steps.map(() => 'verified'));
    expect((await crossprem('undo', ...SCENARIO, '--yes', '--consent', 'all')).code).toBe(0);
    expect(await plannedIds()).toEqual(first);
  },
);
