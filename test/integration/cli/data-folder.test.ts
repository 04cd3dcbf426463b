/** The built command line on data folders of other versions. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { everyFile, storedFiles, unpack } from '../../support/stored-data';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');

let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-cli-data-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

function crossprem(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [CLI, ...words, '--data', data],
      { maxBuffer: 64 << 20, env: { ...process.env, LANG: 'C', CROSSPREM_LATENCY: 'none' } },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      },
    );
  });
}

// fault earlier-data
test('an earlier one is copied, brought up to date and worked with', async () => {
  await unpack(await storedFiles('first'), data);
  const listed = await crossprem('customer', 'list', '--json');
  expect(listed.code, listed.err).toBe(0);
  expect(listed.err).toContain('The data of 1 customer is copied before it is brought up to date.');
  expect(await readdir(join(data, 'backups'))).toHaveLength(1);
  expect((await everyFile(data))['format.json']).toBe('{"format":2}\n');
  const planned = await crossprem('plan', '--lab', '--json');
  expect(planned.code, planned.err).toBe(2);
  expect(await readdir(join(data, 'backups'))).toHaveLength(1);
});

// fault later-data
test('a later one is refused by every verb that would read it, and no byte changes', async () => {
  await unpack({ ...(await storedFiles('pool')), 'format.json': '{"format":9}' }, data);
  const before = await everyFile(data);
  for (const words of [
    ['customer', 'list'],
    ['plan', '--lab'],
    ['lab', 'reset'],
    ['check', '--all'],
    ['doctor', '--lab'],
  ]) {
    const { code, err } = await crossprem(...words);
    expect(code, words.join(' ')).toBe(3);
    expect(err, words.join(' ')).toContain('HX-NEWER');
  }
  expect((await crossprem('version')).code).toBe(0);
  expect(await everyFile(data)).toEqual(before);
});

test('an empty one is marked by who stores, and left empty by who looks', async () => {
  const text = join(data, '..', `${data.slice(-6)}.txt`);
  await writeFile(text, 'nothing known');
  await crossprem('diagnose', text);
  await rm(text);
  expect(await readdir(data)).toEqual([]);
  expect((await crossprem('customer', 'list')).code).toBe(0);
  expect(await readdir(data)).toEqual(['format.json']);
});
