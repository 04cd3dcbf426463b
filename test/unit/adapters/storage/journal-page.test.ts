import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileSystem } from '../../../../src/adapters/storage/file-system';
import { nodeFileSystem } from '../../../../src/adapters/storage/file-system';
import { readJournalPage } from '../../../../src/adapters/storage/journal-page';
import { keepDigest } from '../../../../src/adapters/storage/run-summary';
import type { JournalEntry } from '../../../../src/core/model/journal';
import { started } from '../../main/support';

/** Long enough for several reads from either end. */
const LINES = 4_000;
const AT = '2026-02-01T00:00:00.000Z';
const entries: readonly JournalEntry[] = [
  started,
  ...Array.from({ length: LINES - 2 }, (_, index): JournalEntry => {
    // Lines of many lengths, with letters of more than one byte, so that reads end within them.
    const action = `action-${String(index)}-${'é'.repeat(index % 97)}`;
    return { type: 'intent', at: AT, action, before: {} };
  }),
  { type: 'run-ended', at: AT, result: 'done' },
];

/** Where the journal ends: pages do not look at hashes, so all of them are the same. */
const endOf = async (path: string) => ({
  lines: LINES,
  chain: 'c',
  bytes: await nodeFileSystem.size(path),
});

let folder = '';
let kept = '';
let alone = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-page-'));
  const text = entries
    .map((entry, index) => `${JSON.stringify({ n: index + 1, chain: 'c', entry })}\n`)
    .join('');
  [kept, alone] = [join(folder, 'kept/journal.jsonl'), join(folder, 'alone/journal.jsonl')];
  for (const path of [kept, alone]) {
    await nodeFileSystem.makeFolder(join(path, '..'));
    await writeFile(path, text);
  }
  await keepDigest(nodeFileSystem, kept, 'r1', entries, await endOf(kept));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The disk, counting what is read in parts, and refusing to read anything but the digest whole. */
function counting(): { readonly fs: FileSystem; read: () => number } {
  let bytes = 0;
  const fs: FileSystem = {
    ...nodeFileSystem,
    readFile: (path) =>
      path.endsWith('journal.jsonl')
        ? Promise.reject(new Error('the whole journal was read'))
        : nodeFileSystem.readFile(path),
    readPart: async (path, from, length) => {
      const part = await nodeFileSystem.readPart(path, from, length);
      bytes += part.length;
      return part;
    },
  };
  return { fs, read: () => bytes };
}

const FROM = [0, 1, 99, 1_234, 1_999, 2_000, 2_001, 2_777, 3_900, 3_999, 4_000, 5_000];

describe('a page of a journal whose length is known', () => {
  test.each(FROM)('from line %d on is the same as without', async (from) => {
    const { fs } = counting();
    const page = await readJournalPage(fs, kept, from, 100);
    const numbers = Array.from({ length: 100 }, (_, index) => from + index + 1);
    expect(page.total).toBe(LINES);
    expect(page.lines).toEqual(
      numbers
        .filter((number) => number <= LINES)
        .map((number) => ({ number, entry: entries[number - 1] })),
    );
    expect(await readJournalPage(nodeFileSystem, alone, from, 100)).toEqual(page);
  });

  test.each([0, LINES - 100])('from line %d on reads only its end of the file', async (from) => {
    const { fs, read } = counting();
    await readJournalPage(fs, kept, from, 100);
    expect(read()).toBeGreaterThan(0);
    expect(read()).toBeLessThan((await nodeFileSystem.size(kept)) / 2);
  });

  test('is read as a whole once it was written to again', async () => {
    const grown = join(folder, 'grown/journal.jsonl');
    await nodeFileSystem.makeFolder(join(grown, '..'));
    await nodeFileSystem.copy(kept, grown);
    await keepDigest(nodeFileSystem, grown, 'r1', entries, await endOf(grown));
    const more: JournalEntry = { type: 'run-ended', at: AT, result: 'closed' };
    const line = JSON.stringify({ n: LINES + 1, chain: 'c', entry: more });
    await nodeFileSystem.appendFlushed(grown, Buffer.from(`${line}\n`));
    expect(await readJournalPage(nodeFileSystem, grown, LINES, 5)).toEqual({
      total: LINES + 1,
      lines: [{ number: LINES + 1, entry: more }],
    });
  });
});
