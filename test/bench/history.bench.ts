/**
 * A customer with a journal of 100,000 lines against one with a short journal, in one run: what each question of the
 * History screen costs, and how long checking a whole journal holds up this process at a time.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customerStore } from '../../src/adapters/storage/customer-store';
import { nodeFileSystem } from '../../src/adapters/storage/file-system';
import { loadJournal } from '../../src/adapters/storage/journal-file';
import { readJournalPage } from '../../src/adapters/storage/journal-page';
import { readRunDigest } from '../../src/adapters/storage/run-reader';
import { keepDigest } from '../../src/adapters/storage/run-summary';
import type { JournalEntry } from '../../src/core/model/journal';
import { canonicalJson } from '../../src/shared/json';
import type { Row } from './support/row';
import { rounded } from './support/row';

const LINES = 100_000;
const TURNS = 7;
const MORE_MS = 100;
const RUN = '20260112-080007-5c7c36b5';
const AT = '2026-01-12T08:00:07.000Z';

function entryOf(index: number, count: number): JournalEntry {
  if (index === 0)
    return {
      ...{ type: 'run-started', at: AT, run: RUN, kind: 'apply', digest: 'd' },
      ...{ fingerprint: '7F3A-91C2', consents: [], productVersion: '0.1.0' },
    };
  if (index === count - 1) return { type: 'run-ended', at: AT, result: 'done' };
  const action = `action-${String(Math.floor(index / 2) % 40)}`;
  if (index % 2 === 1) return { type: 'intent', at: AT, action, before: { Enabled: false } };
  return {
    ...{ type: 'outcome', at: AT, action, outcome: 'done', decidedBy: 'run' },
    ...{ facts: { Enabled: true }, durationMs: 12, warnings: [], notes: [] },
  };
}

/** Writes a journal as the product does, but at once, with its digest. */
async function writeRun(data: string, count: number): Promise<string> {
  const folder = join(data, 'customers/large/runs', RUN);
  const path = join(folder, 'journal.jsonl');
  await mkdir(folder, { recursive: true });
  const entries = Array.from({ length: count }, (_, index) => entryOf(index, count));
  let chain = '';
  const lines = entries.map((entry, index) => {
    const text = `${chain}\n${String(index + 1)}\n${canonicalJson(entry)}`;
    chain = createHash('sha256').update(text).digest('hex');
    return `${JSON.stringify({ n: index + 1, chain, entry })}\n`;
  });
  await writeFile(path, lines.join(''));
  await keepDigest(nodeFileSystem, path, RUN, entries);
  return path;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times.sort((left, right) => left - right)[Math.floor(TURNS / 2)] ?? 0;
}

/** The longest time for which nothing else of the process had its turn. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const tick = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(tick, 1);
  await work();
  tick();
  clearInterval(timer);
  return longest;
}

type Questions = Readonly<Record<string, () => Promise<unknown>>>;

function questions(data: string, path: string, count: number): Questions {
  const store = customerStore(data, nodeFileSystem);
  return {
    'the list of runs': () => store.runs('large'),
    'what became of a run': () => readRunDigest(nodeFileSystem, path),
    'the first page of its journal': () => readJournalPage(nodeFileSystem, path, 0, 100),
    'the last page of its journal': () =>
      readJournalPage(nodeFileSystem, path, Math.max(0, count - 100), 100),
  };
}

/** Measures. */
export default async function measure(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-bench-history-'));
  try {
    const [small, large] = [join(folder, 'small'), join(folder, 'large')];
    const short = questions(small, await writeRun(small, 20), 20);
    const path = await writeRun(large, LINES);
    const long = questions(large, path, LINES);
    const rows: Row[] = [];
    for (const [name, ask] of Object.entries(long)) {
      const more = (await median(ask)) - (await median(short[name] ?? ask));
      const text = `${name}, ${String(LINES)} lines over 20 lines`;
      rows.push({ name: text, value: rounded(more, 1), unit: 'ms', limit: MORE_MS });
    }
    const begun = performance.now();
    const hold = await longestHold(() => loadJournal(nodeFileSystem, path));
    const whole = performance.now() - begun;
    const size = `${String(Math.round(statSync(path).size / 1e6))} MB`;
    return [
      ...rows,
      {
        ...{ name: `longest hold while the whole journal is checked (${size})` },
        ...{ value: rounded(hold, 1), unit: 'ms', limit: MORE_MS },
      },
      { name: 'checking the whole journal', value: rounded(whole), unit: 'ms' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
