/** `diagnose` and the notices of `plan`, as the built bundle. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-diagnose-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function crossprem(
  words: readonly string[],
  input = '',
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, LANG: 'C' };
    const child = execFile(process.execPath, [CLI, ...words], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
    child.stdin?.end(input);
  });
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('diagnose', () => {
  test('explains standard input, with and without its sign, in each language', async () => {
    for (const words of [['diagnose'], ['diagnose', '-']]) {
      const ran = await crossprem(words, 'one\nAADSTS700027: not registered');
      expect(ran.code).toBe(3);
      expect(ran.out).toContain(
        'The token was refused because Entra does not know the certificate',
      );
      expect(ran.out).toContain('line 2');
    }
    const french = await crossprem(['diagnose', '--lang', 'fr'], 'AADSTS700027');
    expect(french.out).toContain('Le jeton a été refusé');
    const chinese = await crossprem(['diagnose', '--lang', 'zh-TW'], 'AADSTS700027');
    expect(chinese.out).toContain('權杖遭拒');
  });

  test('reads several files, of several encodings, and gives JSON for each', async () => {
    const old = await file(
      'old.ps1',
      new Uint8Array(Buffer.from('\ufeffConnect-MsolService', 'utf16le')),
    );
    const fine = await file('fine.txt', 'nothing here');
    const ran = await crossprem(['diagnose', old, fine, '--json']);
    expect(ran.code).toBe(3);
    expect(JSON.parse(ran.out)).toMatchObject([
      { file: old, kind: 'script', staleLines: [{ rule: 'msonline', since: '2025-03-30' }] },
      { file: fine, kind: 'text', entries: [], staleLines: [] },
    ]);
  });

  test('ends with 0 for what is fine or harmless, and 4 for an error it does not know', async () => {
    expect(
      (await crossprem(['diagnose'], 'The SMTP address has no mailbox associated with it.')).code,
    ).toBe(0);
    const unknown = await crossprem(['diagnose'], 'AADSTS9999999: something new');
    expect(unknown.code).toBe(4);
    expect(unknown.out).toContain('Looks like an error and is not known');
    expect((await crossprem(['diagnose'], 'all is well')).out).toContain('It does not guess.');
  });

  test('names a file that cannot be read', async () => {
    const ran = await crossprem(['diagnose', join(folder, 'missing.txt')]);
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(/^HX-FILE/);
  });

  test('keeps secrets out of what it prints', async () => {
    const ran = await crossprem(['diagnose', '--json'], 'client_secret=hunter2 AADSTS700027');
    expect(ran.out).not.toContain('hunter2');
  });
});

describe('plan', () => {
  test('says before the steps what has changed, and beside the JSON', async () => {
    const data = ['--data', join(folder, 'data')];
    const shown = await crossprem(['plan', ...data]);
    const at = shown.out.indexOf('What has changed');
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThan(shown.out.indexOf('Plan '));
    const json = await crossprem(['plan', '--json', ...data]);
    expect(json.err).toContain('What has changed');
    expect(json.out).not.toContain('What has changed');
    expect(JSON.parse(json.out)).toHaveProperty('fingerprint');
  });
});
