/** What is kept beside a long journal: trusted only where the journal is the one that it was taken from. */
import { beforeEach, describe, expect, test } from 'vitest';
import { customerStore } from '../../../../src/adapters/storage/customer-store';
import type { FileSystem } from '../../../../src/adapters/storage/file-system';
import { loadJournal, openJournal } from '../../../../src/adapters/storage/journal-file';
import {
  STANDING_FROM,
  checkWhole,
  readShown,
} from '../../../../src/adapters/storage/journal-standing';
import { Standing } from '../../../../src/core/engine/standing';
import { LastRun } from '../../../../src/core/last-run';
import type { JournalEntry } from '../../../../src/core/model/journal';
import type { SessionRun } from '../../../../src/core/session-run';
import { watchedFiles } from '../../../support/hostile';
import { action, intent, outcome, plan, started } from '../../main/support';

const FOLDER = '/data/customers/contoso/runs/r1';
const JOURNAL = `${FOLDER}/journal.jsonl`;
const KEPT = `${FOLDER}/standing.json`;
const AT = '2026-01-12T08:00:00.000Z';
const ENDED: JournalEntry = { type: 'run-ended', at: AT, result: 'done' };
/** Long, so that few of them make a long journal. */
const word = (id: string, turn: number): JournalEntry =>
  outcome(id, { durationMs: turn, warnings: ['x'.repeat(8_000)] });

let disk = watchedFiles();
beforeEach(() => {
  disk = watchedFiles();
  disk.files.set(`${FOLDER}/plan.json`, Buffer.from(JSON.stringify(plan([action('a1')]))));
});

/** Writes as the product does until the journal is so long. */
async function write(bytes: number, end?: JournalEntry): Promise<readonly JournalEntry[]> {
  const { journal } = await openJournal(disk.fs, JOURNAL);
  await journal.append(started);
  for (let turn = 0; (disk.files.get(JOURNAL)?.length ?? 0) < bytes; turn += 1) {
    await journal.append(intent('a1'));
    await journal.append(word(turn % 3 === 0 ? 'a2' : 'a1', turn));
  }
  if (end !== undefined) await journal.append(end);
  return journal.entries();
}

/** The disk, counting what is read of the journal. */
function counting(): { readonly fs: FileSystem; readonly read: () => number } {
  let bytes = 0;
  const count = (path: string, part: Uint8Array): Uint8Array => {
    if (path === JOURNAL) bytes += part.length;
    return part;
  };
  const fs: FileSystem = {
    ...disk.fs,
    readFile: async (path) => count(path, await disk.fs.readFile(path)),
    readPart: async (path, from, length) => count(path, await disk.fs.readPart(path, from, length)),
  };
  return { fs, read: () => bytes };
}

/** The last run as the session follows it. */
function followed(fs: FileSystem) {
  const shown: SessionRun[] = [];
  const last = new LastRun(customerStore('/data', fs), (run) => void shown.push(run));
  return { last, shown };
}

const sizeOf = (): number => disk.files.get(JOURNAL)?.length ?? 0;
const changed = (path: string, from: string, to: string): void => {
  const text = Buffer.from(disk.files.get(path) ?? []).toString('utf8');
  expect(text).toContain(from);
  disk.files.set(path, Buffer.from(text.replace(from, to)));
};

describe('a long journal', () => {
  test.each([undefined, ENDED])('is shown without being read, end: %j', async (end) => {
    const entries = await write(4 * STANDING_FROM, end);
    const { fs, read } = counting();
    const shown = await readShown(fs, JOURNAL);
    expect(shown).toMatchObject({ isWhole: false, tailDamaged: false, lines: entries.length });
    expect(shown.entries).toEqual(new Standing(entries).entries);
    expect(read()).toBeLessThan(2 * STANDING_FROM);
  });

  test('has its runs listed and shown without being read, also where one was broken off', async () => {
    await write(4 * STANDING_FROM);
    const { fs, read } = counting();
    const store = customerStore('/data', fs);
    expect(await store.runs('contoso')).toMatchObject([{ id: 'r1', result: 'interrupted' }]);
    const { entries, isWhole } = await store.showRun('contoso', 'r1');
    expect(isWhole).toBe(false);
    expect(entries[0]).toEqual(started);
    expect(read()).toBeLessThan(sizeOf());
  });

  test('with nothing kept is read once, and quickly from then on', async () => {
    const entries = await write(2 * STANDING_FROM, ENDED);
    for (const name of ['standing.json', 'summary.json']) disk.files.delete(`${FOLDER}/${name}`);
    const store = customerStore('/data', disk.fs);
    const [first] = await store.runs('contoso');
    expect(first?.result).toBe('done');
    const { fs, read } = counting();
    expect(await customerStore('/data', fs).runs('contoso')).toEqual([first]);
    expect((await readShown(fs, JOURNAL)).entries).toEqual(new Standing(entries).entries);
    expect(read()).toBeLessThan(STANDING_FROM / 2);
  });

  test('shows a tail that was cut off, and refuses damage behind what was kept', async () => {
    await write(4 * STANDING_FROM);
    const whole = disk.files.get(JOURNAL) ?? new Uint8Array();
    disk.files.set(JOURNAL, whole.subarray(0, -5));
    expect((await readShown(disk.fs, JOURNAL)).tailDamaged).toBe(true);
    const lines = Buffer.from(whole).toString('utf8').trimEnd().split('\n');
    const moved = [...lines.slice(0, -2), lines.at(-1), lines.at(-2), ''].join('\n');
    disk.files.set(JOURNAL, Buffer.from(moved));
    await expect(readShown(disk.fs, JOURNAL)).rejects.toMatchObject({ error: { code: 'HX-JRN' } });
  });
});

describe('a short journal', () => {
  test('has nothing kept beside it, and is read whole', async () => {
    const entries = await write(STANDING_FROM / 4, ENDED);
    expect(disk.files.has(KEPT)).toBe(false);
    expect(await readShown(disk.fs, JOURNAL)).toMatchObject({ isWhole: true, entries });
    expect(disk.files.has(KEPT)).toBe(false);
  });
});

describe('what was kept', () => {
  // threat T3
  test.each([
    ['names another hash', () => changed(KEPT, '"chain":"', '"chain":"0')],
    ['names another line', () => changed(KEPT, '"lines":', '"lines":1')],
    ['names another place', () => changed(KEPT, '"bytes":', '"bytes":1')],
    ['is no JSON', () => changed(KEPT, '{', '')],
    ['holds something else', () => changed(KEPT, '"format":1', '"format":1,"more":1')],
  ])('and %s counts for nothing', async (_, change) => {
    const entries = await write(2 * STANDING_FROM, ENDED);
    change();
    const shown = await readShown(disk.fs, JOURNAL);
    expect(shown).toMatchObject({ isWhole: true, lines: entries.length });
    expect(shown.entries).toEqual(new Standing(entries).entries);
  });

  test('of another journal of the same length counts for nothing', async () => {
    await write(2 * STANDING_FROM, ENDED);
    const kept = disk.files.get(KEPT) ?? new Uint8Array();
    const summary = disk.files.get(`${FOLDER}/summary.json`) ?? new Uint8Array();
    const size = sizeOf();
    for (const path of [JOURNAL, KEPT]) disk.files.delete(path);
    await write(2 * STANDING_FROM, { ...ENDED, result: 'closed' });
    disk.files.set(KEPT, kept);
    disk.files.set(`${FOLDER}/summary.json`, summary);
    expect(sizeOf()).toBe(size + 2);
    expect((await readShown(disk.fs, JOURNAL)).entries.at(-1)).toMatchObject({ result: 'closed' });
    expect(await customerStore('/data', disk.fs).runs('contoso')).toMatchObject([
      { result: 'closed' },
    ]);
  });

  test('does not come back where the customer was forgotten', async () => {
    await write(2 * STANDING_FROM, ENDED);
    disk.files.delete(KEPT);
    const bytes = disk.files.get(JOURNAL) ?? new Uint8Array();
    const fs: FileSystem = {
      ...disk.fs,
      readPart: (_, from, length) => {
        disk.files.clear();
        return Promise.resolve(bytes.subarray(from, from + length));
      },
    };
    await readShown(fs, JOURNAL);
    expect([...disk.files.keys()]).toEqual([]);
  });
});

describe('the whole journal behind what was shown', () => {
  // threat T3
  test('is checked, and damaged anywhere is HX-JRN, also when it is opened the next time', async () => {
    await write(2 * STANDING_FROM, ENDED);
    changed(JOURNAL, '"durationMs":1,', '"durationMs":7,');
    expect((await readShown(disk.fs, JOURNAL)).isWhole).toBe(false);
    const refused = { error: { code: 'HX-JRN', args: { line: 5 } } };
    await expect(checkWhole(disk.fs, JOURNAL)).rejects.toMatchObject(refused);
    await expect(readShown(disk.fs, JOURNAL)).rejects.toMatchObject(refused);
  });

  test('replaces what was kept with other lines', async () => {
    const entries = await write(2 * STANDING_FROM, ENDED);
    changed(KEPT, '"outcome":"done"', '"outcome":"failed"');
    const { last, shown } = followed(disk.fs);
    await last.open('contoso', 'r1');
    await last.checked();
    expect(shown).toHaveLength(2);
    expect(shown[0]?.entries).not.toEqual(shown[1]?.entries);
    expect(shown[1]?.entries).toEqual(new Standing(entries).entries);
    expect((await readShown(disk.fs, JOURNAL)).entries).toEqual(new Standing(entries).entries);
  });

  test('is left alone where it says the same, and is given up when the customer is left', async () => {
    await write(2 * STANDING_FROM, ENDED);
    const same = followed(disk.fs);
    await same.last.open('contoso', 'r1');
    await same.last.checked();
    expect(same.shown).toHaveLength(1);
    let go: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      go = done;
    });
    const places: number[] = [];
    const left = followed({
      ...disk.fs,
      readPart: async (path, from, length) => {
        if (from === 0) await held;
        places.push(from);
        return disk.fs.readPart(path, from, length);
      },
    });
    await left.last.open('contoso', 'r1');
    places.length = 0;
    const ended = left.last.end();
    go();
    await ended;
    // To its end it would have been read on.
    expect(places).toEqual([0]);
    expect(left.shown).toHaveLength(1);
  });

  test('agrees with the journal as it is loaded', async () => {
    const entries = await write(2 * STANDING_FROM, ENDED);
    const { entries: loaded, chain, intact } = await loadJournal(disk.fs, JOURNAL);
    expect(loaded).toEqual(entries);
    expect(await checkWhole(disk.fs, JOURNAL)).toMatchObject({
      ...{ lines: entries.length, chain, bytes: intact, tailDamaged: false },
    });
  });
});
