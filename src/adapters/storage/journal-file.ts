/**
 * The journal on disk: one JSON line an entry, each with its number and the chained SHA-256 of everything before it,
 * so that a cut or changed line is noticed. A line is on disk before `append` resolves.
 */
import { basename, dirname } from 'node:path';
import { Standing, shownEntries } from '../../core/engine/standing';
import type { JournalEntry } from '../../core/model/journal';
import type { Journal } from '../../core/ports';
import type { FileSystem } from './file-system';
import { fileError, readIfThere } from './file-system';
import { BEGINNING, linkOf, walkJournal } from './journal-lines';
import { STANDING_FROM, keepStanding } from './journal-standing';
import { keepDigest } from './run-summary';

/** What was found in a journal file. */
interface Loaded {
  readonly entries: JournalEntry[];
  readonly chain: string;
  /** Bytes of intact lines; the file is longer when its tail is damaged. */
  readonly intact: number;
  readonly tailDamaged: boolean;
}

/** Reads a journal. A damaged last line is reported and left out; damage before it is HX-JRN. */
export async function loadJournal(fs: FileSystem, path: string): Promise<Loaded> {
  const found = (await readIfThere(fs, path)) ?? new Uint8Array();
  const entries: JournalEntry[] = [];
  const { chain, bytes, tailDamaged } = await walkJournal(
    [Buffer.from(found.buffer, found.byteOffset, found.byteLength)],
    { path, from: BEGINNING, onEntry: (entry) => entries.push(entry) },
  );
  return { entries, chain, intact: bytes, tailDamaged };
}

/** Opens a journal for appending. A damaged tail is copied aside first, then cut, so that nothing is lost. */
export async function openJournal(
  fs: FileSystem,
  path: string,
): Promise<{ journal: Journal; tailDamaged: boolean }> {
  const loaded = await loadJournal(fs, path);
  const { entries } = loaded;
  let { chain, intact: bytes } = loaded;
  let repaired = !loaded.tailDamaged;
  let keptFrom = bytes + STANDING_FROM;
  let queue: Promise<void> = Promise.resolve();
  const keep = async (hasEnded: boolean): Promise<void> => {
    const mark = { lines: entries.length, bytes, chain };
    if (bytes >= keptFrom || (hasEnded && bytes > STANDING_FROM)) {
      const { entries: standing } = new Standing(shownEntries(entries));
      // What is read behind it stays as short as what is kept.
      keptFrom = bytes + Math.max(STANDING_FROM, await keepStanding(fs, path, standing, mark));
    }
    if (hasEnded) await keepDigest(fs, path, basename(dirname(path)), entries, mark);
  };
  const write = async (entry: JournalEntry): Promise<void> => {
    const n = entries.length + 1;
    const next = linkOf(chain, n, entry);
    const line = Buffer.from(`${JSON.stringify({ n, chain: next, entry })}\n`, 'utf8');
    try {
      if (!repaired) {
        await fs.copy(path, `${path}.damaged-${Date.now().toString()}`);
        await fs.truncate(path, loaded.intact);
        repaired = true;
      }
      await fs.appendFlushed(path, line);
    } catch (thrown) {
      throw fileError(thrown, path);
    }
    entries.push(entry);
    chain = next;
    bytes += line.length;
    await keep(entry.type === 'run-ended');
  };
  const journal: Journal = {
    // One line at a time, in the order asked; a failed line fails its caller and leaves the rest to theirs.
    append: (entry) => {
      const done = queue.then(() => write(entry));
      queue = done.catch(() => undefined);
      return done;
    },
    entries: () => entries,
  };
  return { journal, tailDamaged: loaded.tailDamaged };
}
