/** Skype for Business Server and a tenant on the command line, from what the document leaves to the undo. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ran } from '../support/command-line';
import { command, endLabs } from '../support/command-line';

const SCENARIO = ['--lab', '--direct', '--scenario', 'sfb-server-tenant'] as const;

let data = '';
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-cli-'));
});
afterAll(async () => {
  await endLabs();
  await rm(data, { recursive: true, force: true });
});

const crossprem = (...words: string[]): Promise<Ran> => command([...words, '--data', data]);

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
