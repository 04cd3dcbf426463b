/** `topology`, as the built bundle. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-topology-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function crossprem(
  ...words: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, LANG: 'C' };
    const all = [CLI, 'topology', '--data', folder, ...words];
    execFile(process.execPath, all, { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const MIXED = ['--mailboxes', 'both', '--users', 'both'] as const;

describe('topology', () => {
  test('answers flags as a table, in each language', async () => {
    const ran = await crossprem(...MIXED, '--exchange-version', '2016,2019', '--pool', 'p.a.com');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('  A* B* C  D* E*');
    expect(ran.out).toContain('y  Y  -  -  Y  Contact list through the unified contact store');
    expect(ran.out).toContain('https://p.a.com/metadata/json/1');
    expect(ran.out).toContain('Ended Jul 31, 2021');
    expect((await crossprem(...MIXED, '--lang', 'fr')).out).toContain('Ce qui convient');
    expect((await crossprem(...MIXED, '--lang', 'zh-TW')).out).toContain('適用的方式');
  });

  test('reads a file, flags win over it, and gives JSON and CSV', async () => {
    const file = join(folder, 'described.json');
    const csv = join(folder, 'table.csv');
    await writeFile(file, '{"mailboxes":"on-premises","users":"online","exchange":["2010"]}');
    const ran = await crossprem(
      '--describe',
      file,
      '--users',
      'on-premises',
      '--json',
      '--csv',
      csv,
    );
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({
      description: { users: 'on-premises', exchange: ['2010'] },
      ways: [{ id: 'upgrade', columns: ['A'] }],
    });
    const table = await readFile(csv, 'utf8');
    expect(table.startsWith('\uFEFFFeature,')).toBe(true);
    expect(table.trimEnd().split('\r\n')).toHaveLength(18);
    expect(ran.err).toContain(csv);
  });

  test('says what is wrong with words and files', async () => {
    expect((await crossprem()).code).toBe(64);
    expect((await crossprem(...MIXED, '--exchange-version', '2007')).code).toBe(64);
    expect((await crossprem(...MIXED, '--save')).code).toBe(64);
    const damaged = join(folder, 'damaged.json');
    await writeFile(damaged, '{');
    const ran = await crossprem('--describe', damaged);
    expect(ran.err).toContain('HX-FILE');
    expect(ran.err).toContain(damaged);
    const missing = await crossprem('--customer', 'nobody', ...MIXED);
    expect(missing.err).toContain('HX-CUST');
  });
});
