/** `keys` on the command line: list, backup, dropping what is expired, and bringing it back. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ran } from '../support/command-line';
import { command, endLabs } from '../support/command-line';

interface Inventory {
  readonly principals: readonly {
    readonly applicationId: string;
    readonly keys?: readonly { readonly thumbprint: string; readonly state: string }[];
  }[];
}

let data = '';
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-cli-keys-'));
});
afterAll(async () => {
  await endLabs();
  await rm(data, { recursive: true, force: true });
});

/** Runs a command on the practice lab and gives its exit code and what it printed. */
const crossprem = (...words: string[]): Promise<Ran> =>
  command([...words, '--lab', '--json', '--data', data]);

const SKYPE = '00000004-0000-0ff1-ce00-000000000000';
const CONSENTS = ['--yes', '--consent', 'all'];

/** The thumbprints and states on a principal's list. */
async function keysOf(applicationId: string): Promise<readonly (readonly string[])[]> {
  const { code, out } = await crossprem('keys', 'list');
  expect(code).toBe(0);
  const { principals } = JSON.parse(out) as Inventory;
  const found = principals.find((item) => item.applicationId === applicationId);
  return found?.keys?.map(({ thumbprint, state }) => [thumbprint, state]) ?? [];
}

test(
  'a backup brings back what is missing, and adds nothing twice',
  { timeout: 120_000 },
  async () => {
    await crossprem('lab', 'reset', 'articles');
    const before = await keysOf(SKYPE);
    expect(before).toMatchObject([[expect.stringMatching(/^[0-9A-F]{40}$/), 'valid']]);
    const file = join(data, 'backup.json');
    expect((await crossprem('keys', 'backup', '--out', file)).code).toBe(0);
    expect(await readFile(file, 'utf8')).toContain(before[0]?.[0]);

    // The same organisation before anybody uploaded a key.
    await crossprem('lab', 'reset', 'empty');
    expect(await keysOf(SKYPE)).toEqual([]);
    const withoutConsent = await crossprem('keys', 'restore', file, '--yes');
    expect(withoutConsent.code).toBe(4);
    expect(await keysOf(SKYPE)).toEqual([]);
    const restored = await crossprem('keys', 'restore', file, ...CONSENTS);
    expect(restored.code).toBe(0);
    expect(await keysOf(SKYPE)).toEqual(before);
    const again = await crossprem('keys', 'restore', file, ...CONSENTS);
    expect(JSON.parse(again.out)).toMatchObject({ result: 'nothing-to-do', actions: [] });
  },
);

test('an expired key is dropped with its own consent alone', { timeout: 120_000 }, async () => {
  await crossprem('lab', 'reset', 'articles');
  await crossprem('lab', 'advance', '40000');
  const [[thumbprint = ''] = []] = await keysOf(SKYPE);
  expect(await keysOf(SKYPE)).toEqual([[thumbprint, 'expired']]);
  expect((await crossprem('keys', 'drop-expired', '--yes')).code).toBe(4);
  expect(await keysOf(SKYPE)).toEqual([[thumbprint, 'expired']]);
  expect((await crossprem('keys', 'drop-expired', ...CONSENTS)).code).toBe(0);
  expect(await keysOf(SKYPE)).toEqual([]);
});

test('a file that is missing or no backup is refused, and nothing is changed', async () => {
  await crossprem('lab', 'reset', 'articles');
  const before = await keysOf(SKYPE);
  expect((await crossprem('keys', 'restore', join(data, 'nothing.json'), ...CONSENTS)).code).toBe(
    3,
  );
  const broken = join(data, 'broken.json');
  await writeFile(broken, '{"principals": 7}');
  const refused = await crossprem('keys', 'restore', broken, ...CONSENTS);
  expect(refused.code).toBe(3);
  expect(JSON.parse(refused.out)).toHaveProperty('error.code');
  expect((await crossprem('keys', 'restore')).code).toBe(64);
  expect(await keysOf(SKYPE)).toEqual(before);
});
