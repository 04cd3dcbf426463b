/** A data folder of an earlier version is copied, then brought up to date; one of a later version stays as it is. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataState } from '../../../../src/adapters/storage/data-format';
import {
  prepareDataFolder,
  type UpgradeProgress,
} from '../../../../src/adapters/storage/data-folder-upgrade';
import type { FileSystem } from '../../../../src/adapters/storage/file-system';
import { nodeFileSystem } from '../../../../src/adapters/storage/file-system';
import { CustomerList } from '../../../../src/adapters/storage/customer-list';
import { customerStore } from '../../../../src/adapters/storage/customer-store';
import { STORED_FORMATS, formatOf } from '../../../../src/adapters/storage/stored-formats';
import { parseBackup } from '../../../../src/core/keys/backup';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { STORED_VERSIONS, everyFile, storedFiles, unpack } from '../../../support/stored-data';

let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-data-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

/** Every step in the full matrix. */
const STRIDE = process.env['CROSSPREM_FULL'] === '1' ? 1 : 3;
const NOW = new Date('2026-05-01T10:00:00.000Z');
/** A process id that is nobody's. */
const GONE = '999999999';
const BACKUP = 'format-1-2026-05-01t10-00-00-000z';
const clock = { now: () => NOW, sleep: () => Promise.resolve() };
const prepare = (fs: FileSystem = nodeFileSystem, mark = true): Promise<boolean> =>
  prepareDataFolder({ folder: data, fs, clock }, mark);

const CONTOSO = {
  format: 1,
  id: 'contoso',
  name: 'Contoso',
  tenantId: '58bc2149-fa91-45b3-8627-72ff89a219c5',
  tenantDomain: 'contoso.onmicrosoft.com',
  practice: false,
  recipe: 'both',
  inputs: {},
  exchangeServer: ' https://EX01.contoso.com/owa ',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const OLD = { 'customers/contoso/customer.json': JSON.stringify(CONTOSO) };

describe('a data folder of an earlier version', () => {
  // fault earlier-data
  test.each(STORED_VERSIONS)('%s: is copied byte for byte and read as it was', async (version) => {
    const before = await storedFiles(version);
    await unpack(before, data);
    await prepare();
    expect(dataState(data)).toEqual({ kind: 'current' });
    const after = await everyFile(data);
    const latin = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
    for (const [path, text] of Object.entries(before)) {
      if (formatOf(path)?.kept === true)
        expect(after[`backups/${BACKUP}/${path}`], path).toBe(latin(text));
      // Nothing of these recordings needs to change.
      expect(after[path], path).toBe(latin(text));
    }
    const store = customerStore(data, nodeFileSystem);
    const runs = await store.runs('practice');
    expect(runs.map(({ kind, result }) => [kind, result])).toEqual([
      ['apply', 'done'],
      ['undo', 'done'],
    ]);
    for (const { id } of runs) {
      const { plan, journal, tailDamaged } = await store.openRun('practice', id);
      expect(plan.actions.length).toBeGreaterThan(5);
      expect(journal.entries().at(-1)).toMatchObject({ type: 'run-ended' });
      expect(tailDamaged).toBe(false);
    }
    expect((await store.loadVerification('practice'))?.proofs.length).toBeGreaterThan(5);
    expect(await new CustomerList(data, nodeFileSystem, store).read()).toMatchObject([
      { id: 'practice', practice: true },
    ]);
    expect(Object.keys(after)).toContain('customers/practice/customer.json.bak');
  });

  test('has backups of key lists that are no longer put back: they are refused and stay', async () => {
    const files = await storedFiles('first');
    const [path = ''] = Object.keys(files).filter((name) => name.includes('/backups/'));
    const owner = { customer: 'practice', tenantId: CONTOSO.tenantId };
    expect(() => parseBackup(files[path] ?? '', path, owner, nodeCrypto)).toThrow(
      expect.objectContaining({
        error: {
          code: 'HX-BACKUPOLD',
          args: { file: path, application: 'Skype for Business Online' },
        },
      }),
    );
  });

  test('gets a server’s own name where any text was taken, and a copy of the file', async () => {
    await unpack(OLD, data);
    const store = customerStore(data, nodeFileSystem);
    await expect(store.load('contoso')).rejects.toMatchObject({ error: { code: 'HX-CUST' } });
    await prepare();
    expect((await store.load('contoso'))?.exchangeServer).toBe('EX01.contoso.com');
    await rm(join(data, 'customers/contoso/customer.json'));
    await store.restore('contoso');
    expect((await store.load('contoso'))?.name).toBe('Contoso');
  });

  test('keeps a file that fits nothing as it is', async () => {
    const odd = { ...OLD, 'customers/odd/customer.json': '{"half', 'customers/x y/note': 'mine' };
    await unpack(odd, data);
    await prepare();
    expect(await everyFile(data)).toMatchObject({
      'customers/odd/customer.json': '{"half',
      'customers/x y/note': 'mine',
    });
  });

  test('tells of each customer when it is copied and when it is changed', async () => {
    const three = ['a', 'b', 'c'].map((id): [string, string] => [
      `customers/${id}/customer.json`,
      JSON.stringify({ ...CONTOSO, id }),
    ]);
    const files: Record<string, string> = { 'customers/b/topology.json': '{}' };
    for (const [path = '', text = ''] of three) files[path] = text;
    await unpack(files, data);
    const told: string[] = [];
    const onProgress = ({ phase, customer, customers }: UpgradeProgress): void =>
      void told.push(`${phase} ${String(customer)}/${String(customers)}`);
    await prepareDataFolder({ folder: data, fs: nodeFileSystem, clock, onProgress }, true);
    const steps = ['1/3', '2/3', '3/3'];
    expect(told).toEqual([
      ...steps.map((step) => `copy ${step}`),
      ...steps.map((step) => `change ${step}`),
    ]);
  });

  test('is touched once: a second start finds it in order', async () => {
    await unpack(OLD, data);
    await prepare();
    const once = await everyFile(data);
    await prepare();
    expect(await everyFile(data)).toEqual(once);
  });

  // fault upgrade-killed
  test(
    'survives an end at any step: the next start goes on, and the copy holds what was there',
    { timeout: 60_000 },
    async () => {
      const files = {
        ...OLD,
        'preferences.json': '{"version":1}',
        'lab/state.json': '{"format":1}',
      };
      let isWhole = false;
      let at = 0;
      for (; !isWhole; at += STRIDE) {
        await rm(data, { recursive: true });
        await mkdir(data);
        await unpack(files, data);
        isWhole = await prepare(dyingAt(at)).then(
          () => true,
          () => false,
        );
        // Its process is gone, so its locks are anybody's.
        for (const [path] of Object.entries(await everyFile(data)))
          if (path.endsWith('lock')) await writeFile(join(data, path), GONE);
        const known = [undefined, JSON.stringify(CONTOSO)];
        if (!isWhole) {
          const now = (await everyFile(data))['customers/contoso/customer.json'];
          expect(now === known[1] || now?.includes('"EX01.contoso.com"')).toBe(true);
        }
        await prepare(quick);
        const after = await everyFile(data);
        const where = `ended at step ${at}`;
        expect(dataState(data), where).toEqual({ kind: 'current' });
        expect(after['customers/contoso/customer.json'], where).toContain('"EX01.contoso.com"');
        for (const [path, text] of Object.entries(files))
          expect(after[`backups/${BACKUP}/${path}`], `${where} ${path}`).toBe(text);
        // A lock of a process that is gone holds nobody up.
        const left = Object.entries(after).filter(
          ([path, text]) => path.includes('.part') || (path.endsWith('lock') && text !== GONE),
        );
        expect(left, where).toEqual([]);
      }
      expect(at).toBeGreaterThan(20);
    },
  );

  test.each([
    ['ENOSPC', 'HX-FULL'],
    ['EROFS', 'HX-RO'],
  ])('%s while it is copied is told, and it stays as it is', async (code, expected) => {
    await unpack(OLD, data);
    const fs: FileSystem = {
      ...nodeFileSystem,
      writeFlushed: () => Promise.reject(Object.assign(new Error(code), { code })),
    };
    await expect(prepare(fs)).rejects.toMatchObject({ error: { code: expected } });
    expect(await everyFile(data)).toEqual(OLD);
  });

  test('is not touched while an earlier Crossprem works on one of its customers', async () => {
    await unpack({ ...OLD, 'customers/contoso/lock': String(process.pid) }, data);
    const before = await everyFile(data);
    await expect(prepare()).rejects.toMatchObject({ error: { code: 'HX-BUSY' } });
    expect(await everyFile(data)).toEqual(before);
  });

  test('is brought up to date by one of two that start together; the other waits', async () => {
    await unpack(OLD, data);
    const both: Promise<boolean>[] = [];
    // Whoever waits, waits for the other.
    const turns = { now: () => NOW, sleep: () => Promise.race(both).then(() => undefined) };
    const place = { folder: data, fs: nodeFileSystem, clock: turns };
    both.push(prepareDataFolder(place, true), prepareDataFolder(place, true));
    await Promise.all(both);
    expect(await readdir(join(data, 'backups'))).toEqual([BACKUP]);
    expect(dataState(data)).toEqual({ kind: 'current' });
  });
});

/** Without flushing, which takes most of the time and shows nothing here. */
const quick: FileSystem = {
  ...nodeFileSystem,
  writeFlushed: (path, content) => writeFile(path, content),
  createExclusive: (path, content) => writeFile(path, content, { flag: 'wx' }),
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  flushFolder: () => Promise.resolve(),
};

/** A disk on which nothing works from a step on, as after a kill. */
function dyingAt(last: number): FileSystem {
  let count = 0;
  const changes = ['writeFlushed', 'rename', 'remove', 'makeFolder', 'createExclusive'] as const;
  const entries = changes.map((name) => [
    name,
    async (...words: [string, never]) => {
      count += 1;
      if (count > last) throw Object.assign(new Error('gone'), { code: 'EIO' });
      await (quick[name] as (...all: unknown[]) => Promise<void>)(...words);
    },
  ]);
  const dying: Partial<FileSystem> = Object.fromEntries(entries);
  return { ...quick, ...dying };
}

describe('data of a later version', () => {
  // fault later-data
  test('is refused by name, and no byte of it changes', async () => {
    await unpack({ ...OLD, 'format.json': '{"format":3}' }, data);
    const before = await everyFile(data);
    await expect(prepare()).rejects.toMatchObject({
      error: { code: 'HX-NEWER', args: { found: 3, known: 2 } },
    });
    expect(await everyFile(data)).toEqual(before);
  });

  // fault later-data
  test.each([
    ['preferences.json', '{"version":3,"language":"en"}', 3, 2],
    ['window/window.json', '{"version":7}', 7, 2],
    ['window/recent.json', '{"version":2}', 2, 1],
    ['window/new-customer.json', '{"version":2}', 2, 1],
  ])(
    'in %s of a folder that is marked as ours is refused as well',
    async (file, text, found, known) => {
      await unpack({ ...OLD, 'format.json': '{"format":2}', [file]: text }, data);
      const before = await everyFile(data);
      await expect(prepare()).rejects.toMatchObject({
        error: { code: 'HX-NEWER', args: { file: join(data, file), found, known } },
      });
      expect(await everyFile(data)).toEqual(before);
    },
  );

  test.each(['', '{', '{"format":"2"}', '{"format":0}', '[]'])(
    'a mark that says nothing, %j, is refused as well',
    async (mark) => {
      await unpack({ ...OLD, 'format.json': mark }, data);
      const before = await everyFile(data);
      await expect(prepare()).rejects.toMatchObject({ error: { code: 'HX-FILE' } });
      expect(await everyFile(data)).toEqual(before);
    },
  );

  const versioned = STORED_FORMATS.filter(({ field, kept }) => field !== null && kept);
  test.each(versioned.map((format) => [format.path, format] as const))(
    'in a folder without a mark: %s',
    async (path, { field, current }) => {
      const file = path.replaceAll('*', 'one');
      await unpack({ ...OLD, [file]: JSON.stringify({ [String(field)]: current + 1 }) }, data);
      const before = await everyFile(data);
      await expect(prepare()).rejects.toMatchObject({
        error: { code: 'HX-NEWER', args: { file, found: current + 1, known: current } },
      });
      expect(await everyFile(data)).toEqual(before);
    },
  );

  test('a single customer’s file is not taken for a damaged one, and nothing is put in its place', async () => {
    const store = customerStore(data, nodeFileSystem);
    await store.save({ ...CONTOSO, exchangeServer: 'ex01.contoso.com' } as never);
    const file = join(data, 'customers/contoso/customer.json');
    const later = JSON.stringify({ ...CONTOSO, format: 2, owner: 'somebody' });
    await writeFile(file, later);
    const newer = { error: { code: 'HX-NEWER', args: { found: 2, known: 1 } } };
    await expect(store.load('contoso')).rejects.toMatchObject(newer);
    await expect(store.restore('contoso')).rejects.toMatchObject(newer);
    expect(await new CustomerList(data, nodeFileSystem, store).read()).toMatchObject([
      { id: 'contoso', error: { code: 'HX-NEWER' }, canRestore: false },
    ]);
    expect(await readFile(file, 'utf8')).toBe(later);
  });
});

describe('an empty data folder', () => {
  test('is marked, or left empty by whoever only looks', async () => {
    await prepare(nodeFileSystem, false);
    expect(await readdir(data)).toEqual([]);
    await prepare();
    expect(await everyFile(data)).toEqual({ 'format.json': '{"format":2}\n' });
  });

  test('that cannot be written is for whoever saves first', async () => {
    const fs: FileSystem = {
      ...nodeFileSystem,
      makeFolder: () => Promise.reject(Object.assign(new Error('EROFS'), { code: 'EROFS' })),
    };
    await prepare(fs);
    expect(await readdir(data)).toEqual([]);
  });
});
