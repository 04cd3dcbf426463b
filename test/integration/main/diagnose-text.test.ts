/** What main does when the window asks for a text or a file to be explained. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnoseFile, diagnoseText } from '../../../src/main/app/diagnose-text';
import { isSmallPlainData } from '../../../src/main/security/payload';
import { LONGEST_PASTE } from '../../../src/shared/diagnosis';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-text-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the longest paste fits through the bridge', () => {
  expect(isSmallPlainData({ text: 'x'.repeat(LONGEST_PASTE) })).toBe(true);
});

test('a pasted text is explained', async () => {
  expect((await diagnoseText('AADSTS53003')).entries[0]?.id).toBe('sign-in-blocked');
});

test('a file is explained under its name alone', async () => {
  const path = join(folder, 'log.txt');
  await writeFile(path, 'AADSTS53003');
  const found = await diagnoseFile(path);
  expect(found.name).toBe('log.txt');
  expect(found.diagnosis.entries[0]?.id).toBe('sign-in-blocked');
});

test('a file that cannot be read is a coded error', async () => {
  await expect(diagnoseFile(join(folder, 'missing'))).rejects.toMatchObject({
    error: { code: 'HX-FILE' },
  });
});
