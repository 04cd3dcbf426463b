import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepLastRead } from '../../../../src/core/history/last-read';
import { CustomerList } from '../../../../src/adapters/storage/customer-list';
import { customerStore } from '../../../../src/adapters/storage/customer-store';
import type { FileSystem } from '../../../../src/adapters/storage/file-system';
import { nodeFileSystem } from '../../../../src/adapters/storage/file-system';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import { lastRead, plan, started } from '../../main/support';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-list-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const record = (id: string, name = id): CustomerRecord => ({
  format: 1,
  id,
  name,
  tenantId: '58bc2149-fa91-45b3-8627-72ff89a219c5',
  tenantDomain: `${id}.onmicrosoft.com`,
  practice: false,
  recipe: 'both',
  inputs: {},
  exchangeServer: 'ex01.contoso.com',
  createdAt: '2026-01-01T00:00:00.000Z',
});

/** A disk that tells which files were read. */
function counting() {
  const read: string[] = [];
  const fs: FileSystem = {
    ...nodeFileSystem,
    readFile: (path) => {
      read.push(path);
      return nodeFileSystem.readFile(path);
    },
  };
  return { fs, read };
}

const file = (id: string) => join(folder, 'customers', id, 'customer.json');

describe('the list of customers', () => {
  test('is read once; later only what changed is read, also after a restart', async () => {
    const { fs, read } = counting();
    const store = customerStore(folder, fs);
    const list = new CustomerList(folder, fs, store);
    for (const id of ['a', 'b', 'c']) await store.save(record(id));
    expect((await list.read()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    read.length = 0;
    await list.read();
    expect(read).toEqual([]);
    await store.save(record('b', 'Beta'));
    expect((await list.read())[1]).toMatchObject({ id: 'b', name: 'Beta' });
    expect(read).toContain(file('b'));
    expect(read.filter((path) => path === file('a') || path === file('c'))).toEqual([]);
    read.length = 0;
    const again = await new CustomerList(folder, fs, store).read();
    expect(again.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(read.filter((path) => path.endsWith('customer.json'))).toEqual([]);
  });

  test('sees a run that begins, ends, and one that ended unexpectedly', async () => {
    const store = customerStore(folder, nodeFileSystem);
    const list = new CustomerList(folder, nodeFileSystem, store);
    await store.save(record('a'));
    expect((await list.read())[0]).not.toHaveProperty('lastRun');
    const journal = await store.createRun('a', 'r1', plan([]));
    await list.read();
    await journal.append(started);
    expect((await list.read())[0]).toMatchObject({ lastRun: { id: 'r1', result: 'interrupted' } });
    await journal.append({ type: 'run-ended', at: '2026-01-12T09:00:00.000Z', result: 'done' });
    expect((await list.read())[0]).toMatchObject({ lastRun: { id: 'r1', result: 'done' } });
  });

  test('says what the last read found, as soon as it is kept', async () => {
    const store = customerStore(folder, nodeFileSystem);
    const list = new CustomerList(folder, nodeFileSystem, store);
    await store.save(record('a'));
    expect((await list.read())[0]).not.toHaveProperty('read');
    await keepLastRead(store.files('a'), lastRead({ changes: 2 }));
    const found = { read: { at: lastRead().at, found: { changes: 2 } } };
    expect((await list.read())[0]).toMatchObject(found);
    // Also from the list that is kept.
    expect((await new CustomerList(folder, nodeFileSystem, store).read())[0]).toMatchObject(found);
    await store.files('a').write('last-read.json', new TextEncoder().encode('{'));
    expect((await list.read())[0]).not.toHaveProperty('read');
  });

  test('a damaged file is a row of its own, and its copy puts it right', async () => {
    const store = customerStore(folder, nodeFileSystem);
    const list = new CustomerList(folder, nodeFileSystem, store);
    await store.save(record('a', 'Alpha'));
    await store.save(record('b'));
    await list.read();
    await writeFile(file('a'), '{ "format": 1, ');
    await writeFile(file('b'), 'x');
    await writeFile(`${file('b')}.bak`, 'x');
    expect(await list.read()).toMatchObject([
      { id: 'a', error: { code: 'HX-CUST' }, canRestore: true },
      { id: 'b', error: { code: 'HX-CUST' }, canRestore: false },
    ]);
    await store.restore('a');
    expect((await list.read())[0]).toMatchObject({ id: 'a', name: 'Alpha' });
    const kept = (await readdir(join(folder, 'customers', 'a'))).find((name) =>
      name.includes('.damaged-'),
    );
    expect(await readFile(join(folder, 'customers', 'a', kept ?? ''), 'utf8')).toBe(
      '{ "format": 1, ',
    );
    await expect(store.restore('b')).rejects.toMatchObject({ error: { code: 'HX-CUST' } });
  });

  test('a copy of another customer is not put back', async () => {
    const store = customerStore(folder, nodeFileSystem);
    await store.save(record('a'));
    await writeFile(`${file('a')}.bak`, JSON.stringify(record('b')));
    await expect(store.restore('a')).rejects.toMatchObject({ error: { code: 'HX-CUST' } });
  });

  test('a list that cannot be kept, or was damaged, is made anew', async () => {
    const failing: FileSystem = {
      ...nodeFileSystem,
      writeFlushed: () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })),
    };
    const store = customerStore(folder, nodeFileSystem);
    await store.save(record('a'));
    expect(await new CustomerList(folder, failing, store).read()).toHaveLength(1);
    await writeFile(join(folder, 'customers', '.list.json'), '[');
    expect(await new CustomerList(folder, nodeFileSystem, store).read()).toHaveLength(1);
  });
});
