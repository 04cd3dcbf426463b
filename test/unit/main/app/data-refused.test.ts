/** The window's start on data folders of other versions: what is told, and that nothing is left behind. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareOrTell, withoutTrace } from '../../../../src/main/app/data-refused';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'crossprem-refused-'));
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

const told: string[] = [];
const dialog = { showErrorBox: (_title: string, text: string) => void told.push(text) };

it.each([
  ['en', 'A later version'],
  ['fr-FR', 'Une version plus récente'],
  ['zh-TW', '較新版本'],
])(
  'in %s, a later one is told, and Chromium’s own files go nowhere near it',
  async (locale, words) => {
    writeFileSync(join(data, 'format.json'), '{"format":7}');
    told.length = 0;
    const calls: string[] = [];
    const app = {
      getLocale: () => locale,
      setPath: (_name: string, path: string) => void calls.push(path),
      exit: (code?: number) => void calls.push(String(code)),
    };
    await withoutTrace(app, dialog, data);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(words);
    expect(told[0]).toContain('HX-NEWER');
    expect(calls[1]).toBe('1');
    expect(calls[0]?.startsWith(data)).toBe(false);
    expect(() => readdirSync(calls[0] ?? '')).toThrow('ENOENT');
    expect(readdirSync(data)).toEqual(['format.json']);
    expect(readFileSync(join(data, 'format.json'), 'utf8')).toBe('{"format":7}');
  },
);

it('an earlier one is made ready, and an empty one is marked', async () => {
  told.length = 0;
  const app = { getLocale: () => 'en' };
  expect(await prepareOrTell(app, dialog, data)).toBe(true);
  expect(readdirSync(data)).toEqual(['format.json']);
  rmSync(join(data, 'format.json'));
  await mkdir(join(data, 'customers'));
  expect(await prepareOrTell(app, dialog, data)).toBe(true);
  expect(readdirSync(data).sort()).toEqual(['backups', 'customers', 'format.json']);
  expect(told).toEqual([]);
});
