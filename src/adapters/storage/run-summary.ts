/**
 * What a journal comes to, kept beside it when a run ends, so that lists and details need not read long journals. It
 * counts only while the journal has the length and the last line that it had then; otherwise the journal itself is read.
 */
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { ERROR_CODES } from '../../shared/errors';
import { TAGS } from '../../core/model/action';
import { foldJournal } from '../../core/engine/progress';
import type { RunSummary } from '../../core/model/customer';
import type { JournalEntry } from '../../core/model/journal';
import type { FileSystem } from './file-system';
import { readIfThere } from './file-system';
import type { JournalMark } from './journal-lines';
import { isEnd } from './journal-lines';
import { writeBeside } from './journal-standing';

const FILE = 'summary.json';
const text = v.string();

/** A run as lists show it. */
export const summarySchema = v.strictObject({
  id: text,
  kind: v.picklist(['apply', 'undo']),
  fingerprint: text,
  startedAt: text,
  result: text,
  durationMs: v.exactOptional(v.number()),
  undoes: v.exactOptional(text),
  carriedTo: v.exactOptional(text),
});
const listed = {
  format: v.literal(1),
  bytes: v.number(),
  lines: v.number(),
  /** The hash of its last line. */
  chain: text,
  summary: summarySchema,
};
/** What a list needs of it: a customer may have a thousand runs. */
const listedSchema = v.object(listed);
const digestSchema = v.strictObject({
  ...listed,
  endedAt: v.nullable(text),
  consents: v.array(v.picklist(TAGS)),
  actions: v.array(
    v.strictObject({
      id: text,
      outcome: text,
      error: v.nullable(
        v.strictObject({
          code: v.picklist(ERROR_CODES),
          args: v.record(text, v.union([text, v.number()])),
          detail: v.exactOptional(text),
        }),
      ),
    }),
  ),
});

/** What a journal comes to. */
export type RunDigest = v.InferOutput<typeof digestSchema>;

/** Digest of a journal, from its lines that count and the place where it ends; undefined where no run began in it. */
export function digestOfRun(
  run: string,
  entries: readonly JournalEntry[],
  { lines, bytes, chain }: JournalMark,
): RunDigest | undefined {
  const { started, ended } = foldJournal(entries);
  if (started === undefined) return undefined;
  const last = entries.filter((entry) => entry.type === 'run-ended').at(-1);
  return {
    format: 1,
    bytes,
    lines,
    chain,
    summary: {
      ...startOf(run, started),
      result: ended ? (last?.result ?? 'done') : 'interrupted',
      ...durationOf(entries),
    },
    endedAt: ended ? (last?.at ?? null) : null,
    consents: [...started.consents],
    actions: actionsOf(entries),
  };
}

function startOf(
  run: string,
  started: Extract<JournalEntry, { type: 'run-started' }>,
): Omit<RunSummary, 'result'> {
  const { kind, fingerprint, at, undoes, carried } = started;
  return {
    id: run,
    kind,
    fingerprint,
    startedAt: at,
    ...(undoes === undefined ? {} : { undoes }),
    ...(carried === undefined ? {} : { carriedTo: carried.host }),
  };
}

/** How long a run took that went through at once: one that was taken up again, or carried, says nothing of the next. */
function durationOf(entries: readonly JournalEntry[]): Pick<RunSummary, 'durationMs'> {
  const [first] = entries;
  const last = entries.at(-1);
  const smooth = entries.every(
    (entry) => entry.type !== 'resumed' && (entry.type !== 'outcome' || entry.decidedBy === 'run'),
  );
  if (first === undefined || last?.type !== 'run-ended' || last.result !== 'done' || !smooth)
    return {};
  const durationMs = Date.parse(last.at) - Date.parse(first.at);
  // A clock that was set back in between says nothing of how long it took.
  return durationMs < 0 ? {} : { durationMs };
}

/** The last word on each action. */
function actionsOf(entries: readonly JournalEntry[]): RunDigest['actions'] {
  const actions = new Map<string, RunDigest['actions'][number]>();
  for (const entry of entries) {
    if (entry.type !== 'intent' && entry.type !== 'outcome' && entry.type !== 'left-out') continue;
    const outcome =
      entry.type === 'outcome' ? entry.outcome : entry.type === 'intent' ? 'unknown' : 'left-out';
    const { code, args, detail } = ('error' in entry ? entry.error : undefined) ?? NO_ERROR;
    const told = detail === undefined ? {} : { detail };
    const error = code === undefined ? null : { code, args: { ...args }, ...told };
    actions.set(entry.action, { id: entry.action, outcome, error });
  }
  return [...actions.values()];
}

const NO_ERROR = { code: undefined, args: {}, detail: undefined };

/** The digest beside a journal; undefined where there is none, or the journal has changed since. */
export function readDigest(fs: FileSystem, journal: string): Promise<RunDigest | undefined> {
  return readKept(fs, journal, digestSchema);
}

/** The part of it that lists show. */
export async function readSummary(
  fs: FileSystem,
  journal: string,
): Promise<RunSummary | undefined> {
  return (await readKept(fs, journal, listedSchema))?.summary;
}

async function readKept<T extends JournalMark>(
  fs: FileSystem,
  journal: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | undefined> {
  try {
    const bytes = await readIfThere(fs, join(dirname(journal), FILE));
    if (bytes === undefined) return undefined;
    const parsed = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    const isKept = parsed.success && (await isEnd(fs, journal, parsed.output));
    return isKept ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the digest of a run that has ended; of no other is it worth it. */
export async function keepDigest(
  fs: FileSystem,
  journal: string,
  run: string,
  entries: readonly JournalEntry[],
  mark: JournalMark,
): Promise<void> {
  const digest = digestOfRun(run, entries, mark);
  if (digest === undefined || digest.endedAt === null) return;
  await writeBeside(fs, join(dirname(journal), FILE), JSON.stringify(digest));
}
