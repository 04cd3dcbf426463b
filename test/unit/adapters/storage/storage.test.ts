import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { customerFiles } from '../../../../src/adapters/storage/customer-files';
import { customerStore } from '../../../../src/adapters/storage/customer-store';
import type { FileSystem } from '../../../../src/adapters/storage/file-system';
import { nodeFileSystem, writeAtomic } from '../../../../src/adapters/storage/file-system';
import { loadJournal, openJournal } from '../../../../src/adapters/storage/journal-file';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import type { JournalEntry } from '../../../../src/core/model/journal';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-storage-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const failing = (code: string, methods: readonly (keyof FileSystem)[]): FileSystem => {
  const broken = Object.fromEntries(
    methods.map((name) => [name, () => Promise.reject(Object.assign(new Error(code), { code }))]),
  );
  return { ...nodeFileSystem, ...broken };
};
const record: CustomerRecord = {
  format: 1,
  id: 'contoso',
  name: 'Contoso',
  tenantId: '58bc2149-fa91-45b3-8627-72ff89a219c5',
  tenantDomain: 'contoso.onmicrosoft.com',
  practice: false,
  recipe: 'both',
  inputs: {},
  exchangeServer: 'ex01.contoso.com',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const entry = (n: number): JournalEntry => ({
  type: 'intent',
  at: '2026-01-01T00:00:00.000Z',
  action: `a${n.toString()}`,
  before: { found: false, list: ['x', '台北'] },
});

describe('atomic writes', () => {
  test.each([
    ['ENOSPC', 'HX-FULL'],
    ['EDQUOT', 'HX-FULL'],
    ['EROFS', 'HX-RO'],
    ['EACCES', 'HX-RO'],
    ['EIO', 'HX-FILE'],
  ])('%s while writing is %s and leaves the old content', async (code, expected) => {
    const path = join(folder, 'file');
    await writeFile(path, 'old');
    for (const method of ['writeFlushed', 'rename', 'makeFolder'] as const) {
      await expect(
        writeAtomic(failing(code, [method]), path, Buffer.from('new')),
      ).rejects.toMatchObject({ error: { code: expected, args: { path } } });
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['file']);
    }
  });

  // fault disk-full
  test('a customer that cannot be saved keeps its old file', async () => {
    await customerStore(folder, nodeFileSystem).save(record);
    await expect(
      customerStore(folder, failing('ENOSPC', ['writeFlushed'])).save({ ...record, name: 'New' }),
    ).rejects.toMatchObject({ error: { code: 'HX-FULL' } });
    expect((await customerStore(folder, nodeFileSystem).load('contoso'))?.name).toBe('Contoso');
  });
});

describe('paths', () => {
  test.each(['../x', '/etc/passwd', 'a/../../x', 'a//b', '.hidden', 'a\\b', 'a\u0000b', ''])(
    '%j is refused',
    (path) => {
      const files = customerFiles(folder, nodeFileSystem);
      expect(() => files.read(path)).toThrow('HX-FILE');
      expect(() => files.write(path, Buffer.from(''))).toThrow('HX-FILE');
    },
  );

  // threat T3
  test.each(['../x', 'A', '', 'a/b', '.'])('customer id %j is refused', async (id) => {
    await expect(customerStore(folder, nodeFileSystem).load(id)).rejects.toMatchObject({
      error: { code: 'HX-CUST' },
    });
  });
});

describe('the journal', () => {
  test('reads back what was appended', async () => {
    const path = join(folder, 'journal.jsonl');
    const { journal } = await openJournal(nodeFileSystem, path);
    await Promise.all([
      journal.append(entry(1)),
      journal.append(entry(2)),
      journal.append(entry(3)),
    ]);
    expect((await loadJournal(nodeFileSystem, path)).entries).toEqual([
      entry(1),
      entry(2),
      entry(3),
    ]);
  });

  // fault torn-line
  test('a cut at any byte loses at most the last line and says so', async () => {
    const path = join(folder, 'journal.jsonl');
    const { journal } = await openJournal(nodeFileSystem, path);
    for (const n of [1, 2, 3]) await journal.append(entry(n));
    const whole = await readFile(path);
    const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([index]) => index + 1);
    for (let cut = 0; cut < whole.length; cut += 1) {
      await writeFile(path, whole.subarray(0, cut));
      const loaded = await loadJournal(nodeFileSystem, path);
      expect(loaded.entries).toHaveLength(ends.filter((end) => end <= cut).length);
      expect(loaded.tailDamaged).toBe(cut !== 0 && !ends.includes(cut));
    }
  });

  // fault torn-line
  test('appending after a damaged tail keeps a copy and goes on from the last intact line', async () => {
    const path = join(folder, 'journal.jsonl');
    const first = await openJournal(nodeFileSystem, path);
    await first.journal.append(entry(1));
    await first.journal.append(entry(2));
    const cut = (await readFile(path)).subarray(0, -5);
    await writeFile(path, cut);
    const second = await openJournal(nodeFileSystem, path);
    expect(second.tailDamaged).toBe(true);
    expect(await readdir(folder)).toHaveLength(1);
    await second.journal.append(entry(9));
    expect((await loadJournal(nodeFileSystem, path)).entries).toEqual([entry(1), entry(9)]);
    const copy = (await readdir(folder)).find((name) => name.includes('damaged')) ?? '';
    expect(await readFile(join(folder, copy))).toEqual(cut);
  });

  // threat T3
  test('a changed, swapped or missing line before the tail is HX-JRN', async () => {
    const path = join(folder, 'journal.jsonl');
    const { journal } = await openJournal(nodeFileSystem, path);
    for (const n of [1, 2, 3]) await journal.append(entry(n));
    const [a = '', b = '', c = ''] = (await readFile(path, 'utf8')).split('\n');
    for (const lines of [
      [a.replace('a1', 'a7'), b, c],
      [b, a, c],
      [a, c, c],
      [a, '', b, c],
    ]) {
      await writeFile(path, `${lines.join('\n')}\n`);
      await expect(loadJournal(nodeFileSystem, path)).rejects.toMatchObject({
        error: { code: 'HX-JRN' },
      });
    }
  });

  test('a line that cannot be written fails its caller and is not remembered', async () => {
    const path = join(folder, 'journal.jsonl');
    const { journal } = await openJournal(failing('ENOSPC', ['appendFlushed']), path);
    await expect(journal.append(entry(1))).rejects.toMatchObject({ error: { code: 'HX-FULL' } });
    expect(journal.entries()).toEqual([]);
  });
});

describe('the lock', () => {
  // fault window-and-command-line
  test('one at a time; a lock of a process that is gone is taken over', async () => {
    const store = customerStore(folder, nodeFileSystem);
    const release = await store.lock('contoso');
    await expect(store.lock('contoso')).rejects.toMatchObject({ error: { code: 'HX-BUSY' } });
    await release();
    await (
      await store.lock('contoso')
    )();
    await writeFile(join(folder, 'customers/contoso/lock'), '999999999');
    await (
      await store.lock('contoso')
    )();
  });
});

test('a damaged customer is a row of its own and the others are listed', async () => {
  const store = customerStore(folder, nodeFileSystem);
  await store.save(record);
  await store.save({ ...record, id: 'fabrikam' });
  await writeFile(join(folder, 'customers/contoso/customer.json'), 'nonsense');
  const list = await store.list();
  expect(list.map((item) => item.id)).toEqual(['contoso', 'fabrikam']);
  expect(list[0]).toMatchObject({ error: { code: 'HX-CUST' } });
});
