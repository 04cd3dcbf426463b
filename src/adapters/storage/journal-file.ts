/**
 * The journal on disk: one JSON line an entry, each with its number and the chained SHA-256 of everything before it,
 * so that a cut or changed line is noticed. A line is on disk before `append` resolves.
 */
import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import { canonicalJson, isSafeJson } from '../../shared/json';
import type { JournalEntry } from '../../core/model/journal';
import type { Journal } from '../../core/ports';
import type { FileSystem } from './file-system';
import { fileError, readIfThere } from './file-system';
import { keepDigest } from './run-summary';
import { journalEntrySchema } from './schemas';

const lineSchema = v.strictObject({ n: v.number(), chain: v.string(), entry: journalEntrySchema });

/** What was found in a journal file. */
interface Loaded {
  readonly entries: JournalEntry[];
  readonly chain: string;
  /** Bytes of intact lines; the file is longer when its tail is damaged. */
  readonly intact: number;
  readonly tailDamaged: boolean;
}

const LINE_FEED = 10;
/** Lines that are checked in one go. */
const LINES_A_TURN = 200;

function link(chain: string, n: number, entry: JournalEntry): string {
  return createHash('sha256')
    .update(`${chain}\n${n.toString()}\n${canonicalJson(entry)}`)
    .digest('hex');
}

/** Reads a journal. A damaged last line is reported and left out; damage before it is HX-JRN. */
export async function loadJournal(fs: FileSystem, path: string): Promise<Loaded> {
  const found = (await readIfThere(fs, path)) ?? new Uint8Array();
  const bytes = Buffer.from(found.buffer, found.byteOffset, found.byteLength);
  const entries: JournalEntry[] = [];
  let chain = '';
  let intact = 0;
  for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, intact)) {
    const parsed = parseLine(bytes.toString('utf8', intact, end), chain, entries.length + 1);
    if (parsed === undefined) {
      if (end + 1 === bytes.length) return { entries, chain, intact, tailDamaged: true };
      throw new CodedError(appError('HX-JRN', { file: path, line: entries.length + 1 }));
    }
    entries.push(parsed.entry);
    chain = parsed.chain;
    intact = end + 1;
    // A long journal must not hold up whoever waits for this process.
    if (entries.length % LINES_A_TURN === 0) await nextTurn();
  }
  // Text after the last line feed is a line that was not written to its end.
  return { entries, chain, intact, tailDamaged: intact < bytes.length };
}

function parseLine(
  line: string,
  chain: string,
  n: number,
): { entry: JournalEntry; chain: string } | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isSafeJson(json)) return undefined;
  const parsed = v.safeParse(lineSchema, json);
  if (!parsed.success || parsed.output.n !== n) return undefined;
  const { entry } = parsed.output;
  return link(chain, n, entry) === parsed.output.chain
    ? { entry, chain: parsed.output.chain }
    : undefined;
}

/** Opens a journal for appending. A damaged tail is copied aside first, then cut, so that nothing is lost. */
export async function openJournal(
  fs: FileSystem,
  path: string,
): Promise<{ journal: Journal; tailDamaged: boolean }> {
  const loaded = await loadJournal(fs, path);
  const entries = loaded.entries;
  let { chain } = loaded;
  let repaired = !loaded.tailDamaged;
  let queue: Promise<void> = Promise.resolve();
  const write = async (entry: JournalEntry): Promise<void> => {
    const n = entries.length + 1;
    const next = link(chain, n, entry);
    try {
      if (!repaired) {
        await fs.copy(path, `${path}.damaged-${Date.now().toString()}`);
        await fs.truncate(path, loaded.intact);
        repaired = true;
      }
      await fs.appendFlushed(
        path,
        Buffer.from(`${JSON.stringify({ n, chain: next, entry })}\n`, 'utf8'),
      );
    } catch (thrown) {
      throw fileError(thrown, path);
    }
    entries.push(entry);
    chain = next;
    if (entry.type === 'run-ended') await keepDigest(fs, path, basename(dirname(path)), entries);
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
