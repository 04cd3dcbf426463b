/** The lines of a journal, read one after the other, each with its link to everything before it. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import { canonicalJson, isSafeJson } from '../../shared/json';
import type { JournalEntry } from '../../core/model/journal';
import type { FileSystem } from './file-system';
import { errorCode, fileError } from './file-system';
import { journalEntrySchema } from './schemas';

/** A place between two lines of a journal. */
export interface JournalMark {
  /** Lines before it. */
  readonly lines: number;
  /** Bytes before it. */
  readonly bytes: number;
  /** The hash of the last line before it; '' at the beginning. */
  readonly chain: string;
}

/** Where every journal begins. */
export const BEGINNING: JournalMark = { lines: 0, bytes: 0, chain: '' };

const lineSchema = v.strictObject({ n: v.number(), chain: v.string(), entry: journalEntrySchema });
const LINE_FEED = 10;
/** Lines that are checked in one go: a long journal must not hold up whoever waits for this process. */
const LINES_A_TURN = 100;
/** Bytes that are read at a time. */
const PART = 1024 * 1024;

/** The hash of a line that follows `chain`. */
export function linkOf(chain: string, n: number, entry: JournalEntry): string {
  return createHash('sha256')
    .update(`${chain}\n${n.toString()}\n${canonicalJson(entry)}`)
    .digest('hex');
}

/** A journal from a place on, in parts; nothing where it is not there. */
export async function* partsOf(
  fs: FileSystem,
  path: string,
  from: number,
): AsyncGenerator<Buffer, void> {
  for (let at = from; ;) {
    const part = await fs.readPart(path, at, PART).catch((thrown: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(errorCode(thrown))) return new Uint8Array();
      throw fileError(thrown, path);
    });
    if (part.length === 0) return;
    at += part.length;
    yield Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  }
}

/** What a walk is told of. */
export interface Walk {
  readonly path: string;
  readonly from: JournalMark;
  readonly onEntry: (entry: JournalEntry) => void;
  readonly signal?: AbortSignal;
}

/**
 * Goes through the lines behind a mark. Returns the last intact place, and whether something damaged is behind it: a
 * damaged last line is left out; damage before it is HX-JRN.
 */
export async function walkJournal(
  parts: AsyncIterable<Buffer> | Iterable<Buffer>,
  { path, from, onEntry, signal }: Walk,
): Promise<JournalMark & { readonly tailDamaged: boolean }> {
  let { lines, bytes, chain } = from;
  let rest: Buffer = Buffer.alloc(0);
  let broken = false;
  const damaged = (): CodedError =>
    new CodedError(appError('HX-JRN', { file: path, line: lines + 1 }));
  for await (const part of parts) {
    if (broken) throw damaged();
    const found = rest.length === 0 ? part : Buffer.concat([rest, part]);
    let begun = 0;
    for (let end = found.indexOf(LINE_FEED); end !== -1; end = found.indexOf(LINE_FEED, begun)) {
      const parsed = parseLine(found.toString('utf8', begun, end), chain, lines + 1);
      broken = parsed === undefined;
      if (parsed === undefined && end + 1 < found.length) throw damaged();
      if (parsed === undefined) break;
      onEntry(parsed.entry);
      chain = parsed.chain;
      bytes += end + 1 - begun;
      begun = end + 1;
      lines += 1;
      if (lines % LINES_A_TURN === 0) await nextTurn();
      signal?.throwIfAborted();
    }
    rest = broken ? Buffer.alloc(0) : found.subarray(begun);
  }
  // Text after the last line feed is a line that was not written to its end.
  return { lines, bytes, chain, tailDamaged: broken || rest.length > 0 };
}

function parseLine(
  line: string,
  chain: string,
  n: number,
): { entry: JournalEntry; chain: string } | undefined {
  const parsed = lineIn(line);
  if (parsed?.n !== n) return undefined;
  const { entry } = parsed;
  return linkOf(chain, n, entry) === parsed.chain ? { entry, chain: parsed.chain } : undefined;
}

function lineIn(line: string): v.InferOutput<typeof lineSchema> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isSafeJson(json)) return undefined;
  const parsed = v.safeParse(lineSchema, json);
  return parsed.success ? parsed.output : undefined;
}

/** What tells a line from all others; what it says is not looked at. */
const endSchema = v.pipe(v.string(), v.parseJson(), v.object({ n: v.number(), chain: v.string() }));
/** Bytes that are looked at first for a last line; most are shorter. */
const LAST = 4 * 1024;

/** True where the line that ends at this place has its number and its hash: the journal is the one that was meant. */
export async function isAt(fs: FileSystem, path: string, mark: JournalMark): Promise<boolean> {
  return (await lineAt(fs, path, mark)) !== 'other';
}

/** The same, where nothing comes behind it. */
export async function isEnd(fs: FileSystem, path: string, mark: JournalMark): Promise<boolean> {
  return (await lineAt(fs, path, mark)) === 'last';
}

async function lineAt(
  fs: FileSystem,
  path: string,
  { lines, bytes, chain }: JournalMark,
): Promise<'last' | 'there' | 'other'> {
  for (let length = LAST; ; length *= 4) {
    const from = Math.max(0, bytes - length);
    // One byte more tells whether anything comes behind.
    const found = await fs.readPart(path, from, bytes - from + 1);
    const part = found.subarray(0, bytes - from);
    if (part.length !== bytes - from || part.at(-1) !== LINE_FEED) return 'other';
    const before = part.lastIndexOf(LINE_FEED, part.length - 2);
    if (before === -1 && from > 0) continue;
    const line = v.safeParse(endSchema, Buffer.from(part.subarray(before + 1, -1)).toString());
    if (!line.success || line.output.n !== lines || line.output.chain !== chain) return 'other';
    return found.length > part.length ? 'there' : 'last';
  }
}
