/**
 * What still counts of a long journal, kept beside it with the place up to which it was taken, so that a run is shown
 * without reading all of its journal. It counts only where the journal has that line with that hash at that place; what
 * was written since is read. Nothing is changed on the strength of it: going on with a run, and undoing one, read the
 * journal itself.
 */
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { Standing } from '../../core/engine/standing';
import type { JournalEntry } from '../../core/model/journal';
import { CodedError } from '../../shared/errors';
import { isSafeJson } from '../../shared/json';
import type { FileSystem } from './file-system';
import { errorCode, fileError, readIfThere, writeAtomic } from './file-system';
import type { JournalMark } from './journal-lines';
import { BEGINNING, isAt, partsOf, walkJournal } from './journal-lines';
import { journalEntrySchema } from './schemas';

const FILE = 'standing.json';
/** Bytes up to which a journal is read whole: that takes no time that anybody notices. */
export const STANDING_FROM = 256 * 1024;

const keptSchema = v.strictObject({
  format: v.literal(1),
  lines: v.number(),
  bytes: v.number(),
  chain: v.string(),
  entries: v.array(journalEntrySchema),
});
type Kept = v.InferOutput<typeof keptSchema>;

/** A journal as it is shown. */
export interface ShownJournal extends JournalMark {
  readonly entries: readonly JournalEntry[];
  readonly tailDamaged: boolean;
  /** False where what was kept was taken for granted: the journal has still to be checked. */
  readonly isWhole: boolean;
}

const fileOf = (journal: string): string => join(dirname(journal), FILE);

/**
 * Keeps what counts of a journal up to a place; returns how many bytes that were. It only saves time: that it cannot be
 * written harms nothing.
 */
export async function keepStanding(
  fs: FileSystem,
  journal: string,
  entries: readonly JournalEntry[],
  { lines, bytes, chain }: JournalMark,
): Promise<number> {
  const text = JSON.stringify({ format: 1, lines, bytes, chain, entries });
  await writeBeside(fs, fileOf(journal), text);
  return text.length;
}

/** Writes a file that only saves time. A folder that is gone stays gone: what was forgotten does not come back. */
export async function writeBeside(fs: FileSystem, path: string, text: string): Promise<void> {
  try {
    if (await fs.isFolder(dirname(path))) await writeAtomic(fs, path, Buffer.from(text));
  } catch {
    // The journal is the truth, and is there.
  }
}

/** Reads what is shown of a journal: a short one whole, of a long one what was kept and what was written since. */
export async function readShown(fs: FileSystem, journal: string): Promise<ShownJournal> {
  const size = await sizeOf(fs, journal);
  const kept = size > STANDING_FROM ? await readKept(fs, journal, size) : undefined;
  if (kept === undefined) return readWhole(fs, journal, size);
  const standing = new Standing(kept.entries);
  const end = await walkJournal(partsOf(fs, journal, kept.bytes), {
    path: journal,
    from: kept,
    onEntry: (entry) => standing.add(entry),
  });
  return { ...end, entries: standing.entries, isWhole: false };
}

/** Without anything kept the journal is read from its beginning, once: the next time there is. */
async function readWhole(fs: FileSystem, journal: string, size: number): Promise<ShownJournal> {
  const entries: JournalEntry[] = [];
  const end = await walkJournal(partsOf(fs, journal, 0), {
    path: journal,
    from: BEGINNING,
    onEntry: (entry) => entries.push(entry),
  });
  if (size <= STANDING_FROM) return { ...end, entries, isWhole: true };
  const standing = new Standing(entries);
  await keepStanding(fs, journal, standing.entries, end);
  return { ...end, entries: standing.entries, isWhole: true };
}

/**
 * Checks every line of a journal, holding nothing up, and returns what counts of it. What was kept otherwise is put
 * right; beside a damaged journal nothing is kept, so that it is refused the next time it is opened.
 */
export async function checkWhole(
  fs: FileSystem,
  journal: string,
  signal?: AbortSignal,
): Promise<ShownJournal> {
  const standing = new Standing();
  const walk = {
    path: journal,
    from: BEGINNING,
    onEntry: (entry: JournalEntry) => standing.add(entry),
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    const end = await walkJournal(partsOf(fs, journal, 0), walk);
    const { entries } = standing;
    const kept = await readKept(fs, journal, end.bytes);
    const isSame =
      kept?.bytes === end.bytes && JSON.stringify(kept.entries) === JSON.stringify(entries);
    signal?.throwIfAborted();
    if (!isSame && end.bytes > STANDING_FROM) await keepStanding(fs, journal, entries, end);
    return { ...end, entries, isWhole: true };
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.error.code === 'HX-JRN')
      await fs.remove(fileOf(journal)).catch(() => undefined);
    throw thrown;
  }
}

async function readKept(fs: FileSystem, journal: string, size: number): Promise<Kept | undefined> {
  try {
    const bytes = await readIfThere(fs, fileOf(journal));
    if (bytes === undefined) return undefined;
    const json: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const parsed = isSafeJson(json) ? v.safeParse(keptSchema, json) : undefined;
    if (parsed?.success !== true || parsed.output.bytes > size) return undefined;
    return (await isAt(fs, journal, parsed.output)) ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

async function sizeOf(fs: FileSystem, journal: string): Promise<number> {
  return fs.size(journal).catch((thrown: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(thrown))) return 0;
    throw fileError(thrown, journal);
  });
}
