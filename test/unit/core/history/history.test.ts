/** What is kept of reads and runs, that a changed line is noticed, and what counts as drift. */
import { describe, expect, it } from 'vitest';
import { compareReads } from '../../../../src/core/history/compare';
import { addToBook, readBook } from '../../../../src/core/history/book';
import { driftOf } from '../../../../src/core/history/drift';
import { HistoryKeeper } from '../../../../src/core/history/keeper';
import type { ReadSnapshot } from '../../../../src/core/history/snapshot';
import { parseSnapshot, snapshotText, takeSnapshot } from '../../../../src/core/history/snapshot';
import type { Observation, Observations } from '../../../../src/core/model/observation';
import type { Facts } from '../../../../src/core/model/facts';
import type { Files } from '../../../../src/core/ports';
import type { SessionState } from '../../../../src/core/session';
import { makePlan } from '../../../../src/core/engine/plan';
import { verify } from '../../../../src/core/engine/verify';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { NOW, samplePlan } from '../commands/support/sample-plan';

/** Files in memory. */
function memory(): Files & { readonly all: Map<string, Uint8Array> } {
  const all = new Map<string, Uint8Array>();
  return {
    all,
    read: (path) => Promise.resolve(all.get(path)),
    write: (path, content) => Promise.resolve(void all.set(path, content)),
    remove: (path) => Promise.resolve(void all.delete(path)),
    list: (folder) =>
      Promise.resolve(
        [...all.keys()]
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1)),
      ),
  };
}

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const imported = { kind: 'import', at: '2026-11-21T10:00:00.000Z', what: 'result' } as const;

describe('the history file', () => {
  it('links each line to the one before, and is read back as it was written', async () => {
    const files = memory();
    let book = await readBook(files, nodeCrypto);
    for (let count = 0; count < 3; count += 1)
      book = await addToBook(files, nodeCrypto, book, [imported]);
    const again = await readBook(files, nodeCrypto);
    expect(again).toEqual(book);
    expect(again.entries).toHaveLength(3);
    expect(again.damagedAt).toBeNull();
  });

  it.each([1, 2, 3])('notices a change of line %i, shows the rest, and goes on', async (number) => {
    const files = memory();
    const book = await readBook(files, nodeCrypto);
    await addToBook(files, nodeCrypto, book, [imported, imported, imported]);
    const path = 'history/history.jsonl';
    const lines = new TextDecoder().decode(files.all.get(path)).split('\n');
    lines[number - 1] = lines[number - 1]?.replace('result', 'customer') ?? '';
    await files.write(path, new TextEncoder().encode(lines.join('\n')));
    const changed = await readBook(files, nodeCrypto);
    expect(changed.damagedAt).toBe(number);
    expect(changed.entries).toHaveLength(3);
    const more = await addToBook(files, nodeCrypto, changed, [imported]);
    expect(more.entries).toHaveLength(4);
    expect((await readBook(files, nodeCrypto)).damagedAt).toBe(number);
  });

  it('names a line that is no entry', async () => {
    const files = memory();
    await addToBook(files, nodeCrypto, await readBook(files, nodeCrypto), [imported]);
    const path = 'history/history.jsonl';
    const text = new TextDecoder().decode(files.all.get(path));
    await files.write(path, new TextEncoder().encode(`${text}{"n":2}\n`));
    expect(await readBook(files, nodeCrypto)).toMatchObject({ damagedAt: 2, entries: [imported] });
  });
});

function snapshot(facts: Readonly<Record<string, Facts>>, at = '2026-11-21T10:00:00.000Z') {
  const observations: Observations = new Map(
    Object.entries(facts).map(([key, found]): [string, Observation] => [
      key,
      {
        ...{ status: 'read', request: { read: key, arguments: {} }, target: 'exchange' },
        ...{ at, durationMs: 1, source: 'x', value: { secret: 'never kept' }, facts: found },
      },
    ]),
  );
  return takeSnapshot(observations, at, 'tenant-exchange');
}

describe('a kept read', () => {
  it('holds facts and nothing of the answers, and survives its text', () => {
    const kept = snapshot({ one: { A: 'x', B: ['2', '1'], C: null } });
    const text = snapshotText(kept);
    expect(text).not.toContain('never kept');
    expect(parseSnapshot(new TextEncoder().encode(text))).toEqual(kept);
  });

  it('is not taken where it is damaged', () => {
    for (const text of ['', '{', '{"format":2}', '[]'])
      expect(parseSnapshot(new TextEncoder().encode(text))).toBeUndefined();
  });
});

describe('two reads compared', () => {
  const before = snapshot({
    gone: { A: 'x' },
    same: { L: ['1', '2'] },
    one: { A: 'x', L: ['1', '2'] },
  });
  const after = snapshot({
    fresh: { A: 'y' },
    same: { L: ['2', '1'] },
    one: { A: true, L: ['2', '3'] },
  });
  it('names objects and values, of lists only the members that differ', () => {
    const { same, objects } = compareReads(before, after);
    expect(same).toBe(1);
    expect(objects.map(({ key, kind, values }) => ({ key, kind, values }))).toEqual([
      { key: 'fresh', kind: 'added', values: [{ property: 'A', before: null, after: 'y' }] },
      { key: 'gone', kind: 'removed', values: [{ property: 'A', before: 'x', after: null }] },
      {
        key: 'one',
        kind: 'changed',
        values: [
          { property: 'A', before: 'x', after: 'True' },
          { property: 'L', before: '1', after: '3' },
        ],
      },
    ]);
  });

  it('is empty for a read and itself', () => {
    expect(compareReads(before, before)).toEqual({ same: 3, objects: [] });
  });

  it('tells what could be read once only', () => {
    const failed: ReadSnapshot = {
      ...after,
      objects: after.objects.map((item) => ({ ...item, error: 'HX-REACH' as const, facts: {} })),
    };
    const one = compareReads(after, failed).objects.find((item) => item.key === 'one');
    expect(one?.values).toEqual([{ property: '', before: null, after: 'HX-REACH' }]);
  });
});

/** The sample's state as read, with one fact of one read changed. */
function changedRead(observations: Observations, read: string, change: Facts): Observations {
  return new Map(
    [...observations].map(([key, item]): [string, Observation] => [
      key,
      item.status === 'read' && item.request.read === read
        ? { ...item, facts: { ...item.facts, ...change } }
        : item,
    ]),
  );
}

describe('drift', () => {
  const { wanted, observations } = samplePlan({ withoutVoicemail: true });
  const first = takeSnapshot(observations, '2026-11-21T10:00:00.000Z', 'tenant-exchange');
  const verified = verify(wanted, observations, NOW).proofs.map((item) => item.resource);
  const drifted = (now: Observations, held = verified) => {
    const later = takeSnapshot(now, '2026-11-22T10:00:00.000Z', 'tenant-exchange');
    return driftOf({ snapshot: first, verified: held }, later, {
      wanted,
      observations: now,
      now: NOW,
    });
  };

  it('is nothing where nothing changed', () => {
    expect(drifted(observations)).toMatchObject({ values: 0, resources: [], steps: [] });
  });

  it('counts values, and names what was verified, rests on them and no longer holds', () => {
    const read = [...observations.values()].find(
      (item) => item.status === 'read' && item.request.read.includes('mail-user'),
    );
    expect(read).toBeDefined();
    const now = changedRead(observations, read?.request.read ?? '', { Changed: 'yes' });
    const found = drifted(now);
    expect(found.values).toBeGreaterThan(0);
    expect(found.since).toBe(first.at);
    expect(found.resources.length).toBeGreaterThan(0);
    expect(drifted(now, [])).toMatchObject({ resources: [], steps: [] });
    expect(found.resources.every((id) => id.includes('mail-user') || verified.includes(id))).toBe(
      true,
    );
  });
});

describe('the keeper', () => {
  const { wanted, observations } = samplePlan({ withoutVoicemail: true });
  const record = {
    ...{ format: 1, id: wanted.customer, name: 'Contoso', tenantId: wanted.tenantId },
    ...{
      tenantDomain: 'contoso.onmicrosoft.com',
      practice: wanted.practice,
      recipe: wanted.recipe,
    },
    ...{ inputs: wanted.inputs, exchangeServer: 'ex01.contoso.lab', createdAt: NOW.toISOString() },
  } as SessionState['record'];
  const state = (at: string, change: Partial<SessionState> = {}): SessionState => ({
    ...{ record, reading: null, observations: new Map(observations), readAt: at, plan: null },
    ...{ undoes: null, outdated: null, run: null, runs: [], verification: null },
    ...change,
  });
  const keeper = (files: Files) =>
    new HistoryKeeper({ files, crypto: nodeCrypto, clock: { now: () => NOW }, log });
  const at = (day: number): string =>
    new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString();

  it('keeps each read once, and the newest 200 with their values', async () => {
    const files = memory();
    const kept = keeper(files);
    for (let day = 0; day < 205; day += 1) {
      const read = state(at(day));
      kept.follow(read);
      kept.follow({ ...read, reading: null });
    }
    const { entries, damagedAt } = await kept.entries();
    expect(entries).toHaveLength(205);
    expect(damagedAt).toBeNull();
    const ids = [...(await kept.kept())].sort();
    expect(ids).toHaveLength(200);
    expect(ids[0]).toBe(at(5).toLowerCase().replace(/[-:.]/g, ''));
  });

  it('keeps the newest in short, for the next start', async () => {
    const files = memory();
    const kept = keeper(files);
    kept.follow(state(at(0)));
    kept.follow(state(at(1)));
    await kept.settled();
    const again = keeper(files);
    await again.recall([]);
    expect(again.known).toEqual(kept.known);
    expect(again.known).toMatchObject({
      ...{ at: at(1), changes: makePlan(wanted, observations, NOW, nodeCrypto).actions.length },
      sides: { exchange: { state: 'read' }, tenant: { state: 'read' } },
    });
    expect(again.known?.changes).toBeGreaterThan(0);
    const [certificate] = again.known?.certificates ?? [];
    expect(certificate).toMatchObject({ role: 'current' });
    expect(Date.parse(certificate?.notAfter ?? '')).toBeGreaterThan(NOW.getTime());
  });

  it('compares later reads with the last verified state, which is kept however old', async () => {
    const files = memory();
    const kept = keeper(files);
    const base = verify(wanted, observations, NOW);
    const proofs = base.proofs.map((item) => ({ ...item, verdict: 'verified' as const }));
    kept.follow(state(at(0), { verification: { ...base, at: at(0), proofs } }));
    await kept.settled();
    expect(kept.drift).toBeNull();
    const read = [...observations.values()].find((item) => item.status === 'read');
    const now = changedRead(observations, read?.request.read ?? '', { Changed: 'yes' });
    for (let day = 1; day < 204; day += 1)
      kept.follow(state(at(day), { observations: new Map(now) }));
    await kept.settled();
    expect(kept.drift).toMatchObject({
      since: at(0),
      after: at(203).toLowerCase().replace(/[-:.]/g, ''),
    });
    expect(kept.drift?.values).toBeGreaterThan(0);
    expect(await kept.snapshot(kept.drift?.before ?? '')).toBeDefined();
  });

  it('keeps nobody from working where it cannot write', async () => {
    const warned: string[] = [];
    const files: Files = { ...memory(), write: () => Promise.reject(new Error('ENOSPC')) };
    const kept = new HistoryKeeper({
      ...{ files, crypto: nodeCrypto, clock: { now: () => NOW } },
      log: { ...log, warn: (event) => void warned.push(event) },
    });
    kept.follow(state(at(0)));
    await kept.settled();
    expect(warned).toEqual(['history-not-kept']);
  });
});
