/**
 * A customer's history on disk: one JSON line an entry, only ever added to. Each line holds the SHA-256 of the line
 * before it and one over itself, so that a changed line is noticed; what is intact is still shown.
 */
import * as v from 'valibot';
import { canonicalJson } from '../../shared/json';
import { TAGS } from '../model/action';
import { SCENARIOS } from '../model/plan';
import type { Crypto, Files } from '../ports';

const FILE = 'history/history.jsonl';
const planKind = v.picklist(['apply', 'undo']);

const entrySchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('read'),
    at: v.string(),
    snapshot: v.string(),
    scenario: v.picklist(SCENARIOS),
    read: v.number(),
    notRead: v.number(),
    /** Only for a verification: resources that it found as they should be, and how many it did not. */
    verification: v.exactOptional(
      v.strictObject({ verified: v.array(v.string()), failed: v.number() }),
    ),
  }),
  v.strictObject({
    kind: v.literal('approval'),
    at: v.string(),
    run: v.string(),
    planKind,
    fingerprint: v.string(),
    consents: v.array(v.picklist(TAGS)),
  }),
  v.strictObject({
    kind: v.literal('run'),
    at: v.string(),
    run: v.string(),
    planKind,
    fingerprint: v.string(),
    result: v.string(),
    done: v.number(),
  }),
  v.strictObject({
    kind: v.literal('import'),
    at: v.string(),
    what: v.picklist(['result', 'customer']),
  }),
]);

/** One entry of the history. */
export type HistoryEntry = v.InferOutput<typeof entrySchema>;

const lineSchema = v.strictObject({
  n: v.number(),
  previous: v.string(),
  entry: entrySchema,
  hash: v.string(),
});

/** The history as it was read. */
export interface HistoryBook {
  readonly entries: readonly HistoryEntry[];
  /** First line that is not as it was written; null: all are. */
  readonly damagedAt: number | null;
  /** The file's text; what is added comes behind it. */
  readonly text: string;
}

type Hash = Pick<Crypto, 'sha256'>;

/** Reads it; empty where nothing was written yet. */
export async function readBook(files: Files, crypto: Hash): Promise<HistoryBook> {
  const text = new TextDecoder().decode((await files.read(FILE)) ?? new Uint8Array());
  const entries: HistoryEntry[] = [];
  let damagedAt: number | null = null;
  let previous = '';
  for (const [index, line] of linesOf(text).entries()) {
    const parsed = parseLine(line);
    const isIntact =
      parsed?.previous === hashOf(previous, crypto) &&
      parsed.n === index + 1 &&
      parsed.hash === ownHash(parsed, crypto);
    if (parsed !== undefined) entries.push(parsed.entry);
    if (!isIntact) damagedAt ??= index + 1;
    previous = line;
  }
  return { entries, damagedAt, text };
}

/** Adds entries: old lines are written again as they are, and the whole file at once. */
export async function addToBook(
  files: Files,
  crypto: Hash,
  book: HistoryBook,
  entries: readonly HistoryEntry[],
): Promise<HistoryBook> {
  const lines = linesOf(book.text);
  for (const entry of entries) {
    const line = { n: lines.length + 1, previous: hashOf(lines.at(-1) ?? '', crypto), entry };
    lines.push(canonicalJson({ ...line, hash: ownHash(line, crypto) }));
  }
  const text = lines.map((line) => `${line}\n`).join('');
  await files.write(FILE, new TextEncoder().encode(text));
  return { ...book, entries: [...book.entries, ...entries], text };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** The first line has none before it. */
function hashOf(line: string, crypto: Hash): string {
  return line === '' ? '' : crypto.sha256(line);
}

function ownHash(
  line: Pick<v.InferOutput<typeof lineSchema>, 'n' | 'previous' | 'entry'>,
  crypto: Hash,
): string {
  const { n, previous, entry } = line;
  return crypto.sha256(canonicalJson({ n, previous, entry }));
}

function parseLine(line: string): v.InferOutput<typeof lineSchema> | undefined {
  try {
    const parsed = v.safeParse(lineSchema, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
