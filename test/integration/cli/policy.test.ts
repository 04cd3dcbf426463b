/** The command line under a policy: the same rules as in the window. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unzip } from '../../unit/adapters/storage/zip-reader';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-cli-policy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function crossprem(policy: unknown, ...words: string[]) {
  const file = join(folder, 'policy.json');
  await writeFile(file, typeof policy === 'string' ? policy : JSON.stringify(policy));
  const env = { ...process.env, LANG: 'C', CROSSPREM_POLICY: file };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const options = { maxBuffer: 64 << 20, env };
    const args = [CLI, ...words, '--data', join(folder, 'data')];
    execFile(process.execPath, args, options, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const ADD = [
  ...['customer', 'add', '--name', 'Contoso', '--tenant-domain', 'contoso.onmicrosoft.com'],
  ...['--tenant-id', '11111111-2222-4333-8444-555555555555', '--server', 'ex01.contoso.com'],
];

describe('the command line under a policy', () => {
  test('marks what is not allowed in the plan, and applies nothing where nothing is', async () => {
    const planned = await crossprem({ AllowedActions: ['add'] }, 'plan', '--lab', '--json');
    const { actions } = JSON.parse(planned.out) as {
      actions: { kind: string; tags: string[]; refused?: string }[];
    };
    const isFree = ({ kind, tags }: (typeof actions)[number]) =>
      kind === 'add' && tags.length === 0;
    expect(actions.filter((action) => action.refused === undefined)).toEqual(
      actions.filter(isFree),
    );
    expect(actions.find((action) => !isFree(action))?.refused).toBe('HX-RULE');
    const applied = await crossprem({ ReadOnly: true }, ...['apply', '--lab', '--yes', '--json']);
    expect(applied.code).toBe(4);
    expect(JSON.parse(applied.out.slice(applied.out.indexOf('{')))).toMatchObject({
      error: { code: 'HX-RULEREADONLY' },
    });
  });

  test('reaches no customer where the practice lab alone is left, also for want of a readable policy', async () => {
    expect((await crossprem({}, ...ADD)).code).toBe(0);
    const only = await crossprem({ PracticeOnly: true }, 'read', '--customer', 'contoso');
    expect([only.code, only.err.includes('HX-RULEPRACTICE')]).toEqual([4, true]);
    const broken = await crossprem('{"PracticeOnly": fal', ...ADD);
    expect(broken.err).toContain('HX-RULEREAD');
    expect([broken.code, broken.err.includes('HX-RULEPRACTICE')]).toEqual([4, true]);
  });

  test('stands in the support bundle, also where the window does not open', async () => {
    const file = join(folder, 'support.zip');
    await crossprem({ LogDays: 7, IdleLockMinutes: 'often' }, '--diagnose', file);
    const { settings, problems } = JSON.parse(
      unzip(await readFile(file))
        .get('policy.json')
        ?.toString('utf8') ?? '',
    ) as { settings: unknown; problems: { code: string }[] };
    expect(settings).toEqual([
      { setting: 'IdleLockMinutes', value: 5, setBy: 'machine' },
      { setting: 'LogDays', value: 7, setBy: 'machine' },
    ]);
    expect(problems.map(({ code }) => code)).toEqual(['HX-RULEVALUE']);
  });

  test('refuses clouds and ways to sign in that are not listed', async () => {
    const cloud = await crossprem({ AllowedClouds: ['gcc-high'] }, ...ADD);
    expect([cloud.code, cloud.err.includes('HX-RULECLOUD')]).toEqual([4, true]);
    const way = { AllowedSignInMethods: ['browser'] };
    const code = await crossprem(way, 'read', '--customer', 'contoso', '--device-code');
    expect([code.code, code.err.includes('HX-RULESIGNIN')]).toEqual([4, true]);
  });
});
