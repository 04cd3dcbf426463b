/** A stored run for people: its plan, what became of each action, and a page of its journal. */
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import type { JournalEntry } from '../../core/model/journal';
import type { Plan } from '../../core/model/plan';
import type { FileSystem } from './file-system';
import { readIfThere } from './file-system';
import { loadJournal } from './journal-file';
import type { RunDigest } from './run-summary';
import { digestOfRun, readDigest } from './run-summary';
import { journalEntrySchema, planSchema } from './schemas';

/** A page of a journal. Lines that cannot be read are left out; checking the journal names them. */
export interface JournalPage {
  readonly total: number;
  readonly lines: readonly { readonly number: number; readonly entry: JournalEntry }[];
}

const lineSchema = v.object({ n: v.number(), entry: journalEntrySchema });
const LINE_FEED = 10;

/** Lines `from` to `from + count` of a journal, without reading the others. */
export async function readJournalPage(
  fs: FileSystem,
  journal: string,
  from: number,
  count: number,
): Promise<JournalPage> {
  const bytes = Buffer.from((await readIfThere(fs, journal)) ?? new Uint8Array());
  const lines: { number: number; entry: JournalEntry }[] = [];
  let total = 0;
  for (let start = 0; start < bytes.length; total += 1) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    if (total >= from && total < from + count) {
      const entry = parsed(bytes.toString('utf8', start, end));
      if (entry !== undefined) lines.push({ number: total + 1, entry });
    }
    start = end + 1;
  }
  return { total, lines };
}

function parsed(line: string): JournalEntry | undefined {
  try {
    const result = v.safeParse(lineSchema, JSON.parse(line));
    return result.success ? result.output.entry : undefined;
  } catch {
    return undefined;
  }
}

/** What became of a run. One without a digest is read as a whole. */
export async function readRunDigest(fs: FileSystem, journal: string): Promise<RunDigest> {
  const kept = await readDigest(fs, journal);
  if (kept !== undefined) return kept;
  const { entries } = await loadJournal(fs, journal);
  const digest = digestOfRun(basename(dirname(journal)), entries, 0);
  if (digest === undefined) throw new CodedError(appError('HX-FILE', { path: journal }));
  return digest;
}

/** The plan of a stored run. */
export async function readRunPlan(fs: FileSystem, folder: string): Promise<Plan> {
  const file = join(folder, 'plan.json');
  const bytes = await readIfThere(fs, file);
  try {
    const json: unknown = JSON.parse(Buffer.from(bytes ?? new Uint8Array()).toString('utf8'));
    return v.parse(planSchema, json);
  } catch (thrown) {
    throw new CodedError(appError('HX-PLANFILE', { file }, String(thrown)));
  }
}
