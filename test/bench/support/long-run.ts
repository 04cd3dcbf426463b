/** A run with a journal of any length, written as the product writes it, but at once. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { JournalMark } from '../../../src/adapters/storage/journal-lines';
import { STANDING_FROM, keepStanding } from '../../../src/adapters/storage/journal-standing';
import { keepDigest } from '../../../src/adapters/storage/run-summary';
import { Standing } from '../../../src/core/engine/standing';
import type { JournalEntry } from '../../../src/core/model/journal';
import { canonicalJson } from '../../../src/shared/json';
import { action, plan } from '../../unit/main/support';

/** Its id. */
export const RUN = '20260112-080007-5c7c36b5';
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

/** How it ended, or that nothing was kept beside its journal. */
export type End = 'ended' | 'interrupted' | 'nothing kept';

/** Writes the run below a customer's folder, with what is kept beside its journal; returns the journal's path. */
export async function writeRun(customer: string, count: number, end: End): Promise<string> {
  const folder = join(customer, 'runs', RUN);
  const path = join(folder, 'journal.jsonl');
  await mkdir(folder, { recursive: true });
  const all = Array.from({ length: count }, (_, index) => entryOf(index, count));
  const entries = end === 'interrupted' ? all.slice(0, -1) : all;
  let mark: JournalMark = { lines: 0, bytes: 0, chain: '' };
  // Of a run that broke off the last lines came after what was kept.
  let kept = mark;
  const lines = entries.map((entry, index) => {
    const text = `${mark.chain}\n${String(index + 1)}\n${canonicalJson(entry)}`;
    const chain = createHash('sha256').update(text).digest('hex');
    const line = `${JSON.stringify({ n: index + 1, chain, entry })}\n`;
    mark = { lines: index + 1, bytes: mark.bytes + Buffer.byteLength(line), chain };
    if (mark.bytes - kept.bytes > STANDING_FROM) kept = mark;
    return line;
  });
  await writeFile(path, lines.join(''));
  const own = Array.from({ length: 40 }, (_, index) => action(`action-${String(index)}`));
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan(own)));
  if (end === 'nothing kept') return path;
  const upTo = end === 'ended' ? mark : kept;
  await keepDigest(nodeFileSystem, path, RUN, entries, mark);
  if (mark.bytes > STANDING_FROM)
    await keepStanding(
      nodeFileSystem,
      path,
      new Standing(entries.slice(0, upTo.lines)).entries,
      upTo,
    );
  return path;
}
