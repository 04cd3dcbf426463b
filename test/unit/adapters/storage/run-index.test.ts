/** The list of many runs: kept beside them, and never believed against a journal. */
import { describe, expect, it } from 'vitest';
import { customerStore } from '../../../../src/adapters/storage/customer-store';
import type { FileSystem } from '../../../../src/adapters/storage/file-system';
import type { JournalEntry } from '../../../../src/core/model/journal';
import { brokenJson, hammer, watchedFiles } from '../../../support/hostile';
import { plan, record } from '../../main/support';

const AT = '2026-01-12T08:00:00.000Z';
const FOLDER = '/data/customers/contoso';
const INDEX = `${FOLDER}/runs/index.json`;
const nameOf = (index: number): string => `20260112-080000-${String(index).padStart(8, '0')}`;
const ENDED: JournalEntry = { type: 'run-ended', at: AT, result: 'done' };
const started = (run: string): JournalEntry => ({
  ...{ type: 'run-started', at: AT, run, kind: 'apply', digest: 'd' },
  ...{ fingerprint: '7F3A-91C2', consents: [], productVersion: '0.1.0' },
});

/** Files that take down which runs were opened, with a customer that has this many. */
async function customer(count: number) {
  const watched = watchedFiles();
  const opened = new Set<string>();
  const seen = (path: string): void => {
    const run = /runs\/(\d[^/]*)\//.exec(path)?.[1];
    if (run !== undefined) opened.add(run);
  };
  const fs: FileSystem = {
    ...watched.fs,
    isFolder: () => Promise.resolve(true),
    readFile: (path) => (seen(path), watched.fs.readFile(path)),
    readPart: (path, from, length) => (seen(path), watched.fs.readPart(path, from, length)),
  };
  const store = customerStore('/data', fs);
  await store.save(record());
  for (let index = 0; index < count; index += 1) {
    const journal = await store.createRun('contoso', nameOf(index), plan([]));
    await journal.append(started(nameOf(index)));
    await journal.append(ENDED);
  }
  const list = async () => {
    opened.clear();
    return customerStore('/data', fs).runs('contoso');
  };
  return { ...watched, fs, store, opened, list };
}

describe('the list of runs', () => {
  it('of many opens each of them once, and then none', async () => {
    const { list, opened, files } = await customer(30);
    const first = await list();
    expect(first.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, at) => nameOf(at)));
    expect(opened.size).toBe(30);
    expect(await list()).toEqual(first);
    expect(opened.size).toBe(0);
    files.delete(INDEX);
    expect(await list()).toEqual(first);
    expect(opened.size).toBe(30);
  });

  it('of few keeps nothing', async () => {
    const { list, files } = await customer(20);
    expect(await list()).toHaveLength(20);
    expect(files.has(INDEX)).toBe(false);
  });

  it('opens a run whose journal grew, one that is new, and none that is gone', async () => {
    const { list, opened, store, files } = await customer(30);
    await list();
    const grown = await store.openRun('contoso', nameOf(3));
    await grown.journal.append({ type: 'resumed', at: AT });
    const added = await store.createRun('contoso', nameOf(99), plan([]));
    await added.append(started(nameOf(99)));
    for (const path of files.keys()) if (path.includes(nameOf(5))) files.delete(path);
    const now = await list();
    expect([...opened].sort()).toEqual([nameOf(3), nameOf(99)]);
    expect(now).toHaveLength(30);
    expect(now.find(({ id }) => id === nameOf(99))?.result).toBe('interrupted');
    expect(now.some(({ id }) => id === nameOf(5))).toBe(false);
  });

  it('is the same where nothing can be kept, and goes with the customer', async () => {
    const { fs, list, store, files } = await customer(30);
    const full = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const without = await customerStore('/data', { ...fs, writeFlushed: full }).runs('contoso');
    expect(files.has(INDEX)).toBe(false);
    expect(await list()).toEqual(without);
    expect(files.has(INDEX)).toBe(true);
    await store.remove('contoso');
    expect([...files.keys()]).toEqual([]);
  });

  // threat T3
  it('whatever its file says, names the runs that are there and writes nowhere else', async () => {
    const { list, files, touched } = await customer(22);
    const names = (await list()).map(({ id }) => id);
    const whole = JSON.parse(Buffer.from(files.get(INDEX) ?? []).toString('utf8')) as unknown;
    touched.clear();
    await hammer('run index', brokenJson(whole), async (text) => {
      files.set(INDEX, Buffer.from(text));
      expect((await list()).map(({ id }) => id)).toEqual(names);
    });
    for (const path of touched) expect(path.startsWith(`${FOLDER}/runs/`)).toBe(true);
  });
});
