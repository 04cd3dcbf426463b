/** Journals and plans on disk, changed by somebody: read to a code or a run, shown without a fault, never run blindly. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { loadJournal, openJournal } from '../../../src/adapters/storage/journal-file';
import { toSessionRun } from '../../../src/core/session-run';
import { runView } from '../../../src/main/app/projection/run-view';
import { planView } from '../../../src/main/app/projection/plan-view';
import { open } from '../../unit/main/support';
import { brokenBytes, brokenJson, hammer, watchedFiles } from '../../support/hostile';
import { AT, CUSTOMER, ENTRIES, PLAN, journalLines } from './support';

const FOLDER = '/data/customers/contoso/runs/r1';
const JOURNAL = `${FOLDER}/journal.jsonl`;

/** A disk with this journal and plan. */
function disk(journal: string | Uint8Array, plan = JSON.stringify(PLAN)) {
  const watched = watchedFiles();
  watched.files.set(JOURNAL, Buffer.from(journal));
  watched.files.set(`${FOLDER}/plan.json`, Buffer.from(plan));
  watched.files.set('/data/customers/contoso/customer.json', Buffer.from(JSON.stringify(CUSTOMER)));
  return watched;
}

/** Opens, shows and appends as the product does. */
async function use(watched: ReturnType<typeof watchedFiles>): Promise<void> {
  const before = watched.files.get(JOURNAL);
  const { plan, journal, tailDamaged } = await customerStore('/data', watched.fs).openRun(
    'contoso',
    'r1',
  );
  const run = toSessionRun('r1', plan, journal, tailDamaged);
  const state = open({ run, plan });
  runView(run, state);
  planView(plan, { script: '', undoScript: '' }, state);
  const count = journal.entries().length;
  await journal.append({ type: 'resumed', at: AT });
  expect((await loadJournal(watched.fs, JOURNAL)).entries).toHaveLength(count + 1);
  if (tailDamaged) {
    const copies = [...watched.files].filter(([path]) => path.startsWith(`${JOURNAL}.damaged-`));
    expect(copies.map(([, bytes]) => bytes)).toEqual([before]);
  }
  for (const path of watched.touched) expect(path.startsWith(`${FOLDER}/`)).toBe(true);
}

describe('a journal', () => {
  // threat T3
  test('whose bytes were changed is refused at its line, or ends before them', async () => {
    const outcomes = await hammer(
      'journal bytes',
      brokenBytes(Buffer.from(journalLines(ENTRIES))),
      (bytes) => use(disk(bytes)),
    );
    expect(outcomes.get('HX-JRN') ?? 0).toBeGreaterThan(20);
  }, 600_000);

  // threat T3
  test('with a right chain over hostile entries is refused, or shown', async () => {
    const outcomes = await hammer('journal entries', brokenJson(ENTRIES), (text) => {
      const entries: unknown = parsed(text);
      return use(disk(Array.isArray(entries) ? journalLines(entries) : text));
    });
    expect(outcomes.get('HX-JRN') ?? 0).toBeGreaterThan(20);
  }, 600_000);

  // threat T3
  test('beside a hostile plan is refused, or shown', async () => {
    const outcomes = await hammer('stored plan', brokenJson(PLAN), (text) =>
      use(disk(journalLines(ENTRIES), text)),
    );
    expect(outcomes.get('HX-PLANFILE') ?? 0).toBeGreaterThan(20);
  }, 600_000);

  // threat T3
  test('of a plan whose rows depend on each other in circles is shown', async () => {
    const ids = fc.array(fc.constantFrom('a1', 'a2', 'a3'), { maxLength: 4 });
    await hammer('circles', fc.tuple(ids, ids, fc.boolean()), async ([first, second, twice]) => {
      const [one, two] = PLAN.actions;
      if (one === undefined || two === undefined) throw new Error('no actions');
      const actions = [
        { ...one, dependsOn: first },
        { ...two, id: twice ? one.id : two.id, dependsOn: second },
      ];
      await use(disk(journalLines(ENTRIES), JSON.stringify({ ...PLAN, actions })));
    });
  }, 600_000);

  // threat T3
  test('that many write to has its lines in one order', async () => {
    const { fs } = watchedFiles();
    const { journal } = await openJournal(fs, JOURNAL);
    await Promise.all(ENTRIES.map((entry) => journal.append(entry)));
    expect((await loadJournal(fs, JOURNAL)).entries).toEqual(ENTRIES);
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
