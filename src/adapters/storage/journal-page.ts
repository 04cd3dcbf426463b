/** A page of a journal, read without the rest where its length is known. */
import * as v from 'valibot';
import type { JournalEntry } from '../../core/model/journal';
import type { FileSystem } from './file-system';
import { fileError, readIfThere } from './file-system';
import { readDigest } from './run-summary';
import { journalEntrySchema } from './schemas';

/** A page of a journal. Lines that cannot be read are left out; checking the journal names them. */
export interface JournalPage {
  readonly total: number;
  readonly lines: readonly { readonly number: number; readonly entry: JournalEntry }[];
}

const lineSchema = v.object({ n: v.number(), entry: journalEntrySchema });
const LINE_FEED = 10;
/** Bytes that are read at a time: some hundred lines. */
const PART = 128 * 1024;

/** Lines `from` to `from + count` of a journal. */
export async function readJournalPage(
  fs: FileSystem,
  journal: string,
  from: number,
  count: number,
): Promise<JournalPage> {
  const digest = await readDigest(fs, journal);
  if (digest === undefined) return pageOfWhole(fs, journal, from, count);
  try {
    const { lines: total, bytes: size } = digest;
    const isNearEnd = from > total / 2;
    const start = isNearEnd
      ? await startFromEnd(fs, journal, Math.max(0, total - from), size)
      : await startFromBeginning(fs, journal, from);
    const texts = await linesAt(fs, journal, start, count);
    return { total, lines: entriesOf(texts, from) };
  } catch (thrown) {
    throw fileError(thrown, journal);
  }
}

/** One that goes on, or changed since its length was noted, is read as a whole. */
async function pageOfWhole(
  fs: FileSystem,
  journal: string,
  from: number,
  count: number,
): Promise<JournalPage> {
  const bytes = bufferOf((await readIfThere(fs, journal)) ?? new Uint8Array());
  const texts: string[] = [];
  let total = 0;
  for (let start = 0; start < bytes.length; total += 1) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    if (total >= from && total < from + count) texts.push(bytes.toString('utf8', start, end));
    start = end + 1;
  }
  return { total, lines: entriesOf(texts, from) };
}

/** Where the line begins before which there are so many. */
async function startFromBeginning(fs: FileSystem, path: string, before: number): Promise<number> {
  let left = before;
  for (let at = 0; left > 0;) {
    const part = await partAt(fs, path, at, PART);
    if (part.length === 0) return at;
    for (let found = part.indexOf(LINE_FEED); found !== -1;) {
      left -= 1;
      if (left === 0) return at + found + 1;
      found = part.indexOf(LINE_FEED, found + 1);
    }
    at += part.length;
  }
  return 0;
}

/** Where the line begins with which there are so many to the end. */
async function startFromEnd(
  fs: FileSystem,
  path: string,
  lines: number,
  size: number,
): Promise<number> {
  // The last line's own feed is the first that is met.
  let left = lines + 1;
  for (let end = size; end > 0;) {
    const at = Math.max(0, end - PART);
    const part = await partAt(fs, path, at, end - at);
    for (let found = part.lastIndexOf(LINE_FEED); found !== -1;) {
      left -= 1;
      if (left === 0) return at + found + 1;
      found = found === 0 ? -1 : part.lastIndexOf(LINE_FEED, found - 1);
    }
    end = at;
  }
  return 0;
}

/** So many lines from here on. */
async function linesAt(
  fs: FileSystem,
  path: string,
  start: number,
  count: number,
): Promise<readonly string[]> {
  const texts: string[] = [];
  let rest = Buffer.alloc(0);
  for (let at = start; texts.length < count;) {
    const part = await partAt(fs, path, at, PART);
    const bytes = Buffer.concat([rest, part]);
    let begun = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1 && texts.length < count;) {
      texts.push(bytes.toString('utf8', begun, end));
      begun = end + 1;
      end = bytes.indexOf(LINE_FEED, begun);
    }
    rest = bytes.subarray(begun);
    if (part.length === 0) return texts;
    at += part.length;
  }
  return texts;
}

async function partAt(fs: FileSystem, path: string, from: number, length: number): Promise<Buffer> {
  return bufferOf(await fs.readPart(path, from, length));
}

/** The same bytes, not copied. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function entriesOf(texts: readonly string[], from: number): JournalPage['lines'] {
  return texts.flatMap((text, index) => {
    const entry = parsed(text);
    return entry === undefined ? [] : [{ number: from + index + 1, entry }];
  });
}

function parsed(line: string): JournalEntry | undefined {
  try {
    const result = v.safeParse(lineSchema, JSON.parse(line));
    return result.success ? result.output.entry : undefined;
  } catch {
    return undefined;
  }
}
