/**
 * The list of a customer's runs in one file, with the stamp that each journal had, so that a thousand runs are not opened
 * one by one. Only runs that have ended are in it. A row counts while its journal has that stamp; the run itself is read
 * otherwise, and where the file is missing or damaged all of them are.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { RunSummary } from '../../core/model/customer';
import { isSafeJson } from '../../shared/json';
import type { FileSystem } from './file-system';
import { readIfThere } from './file-system';
import { writeBeside } from './journal-standing';
import { summarySchema } from './run-summary';

const FILE = 'index.json';
/** Runs that are read one by one: so few take no time that anybody notices. */
const WORTH = 20;
/** Bytes of the file that are looked at; a thousand runs take a quarter of a million. */
const LARGEST = 8 * 1024 * 1024;

const indexSchema = v.strictObject({
  format: v.literal(1),
  runs: v.array(v.strictObject({ stamp: v.string(), summary: summarySchema })),
});
type Row = v.InferOutput<typeof indexSchema>['runs'][number];

/** Lists the runs of these names below a folder; `read` opens one, and answers null where nothing began in it. */
export async function listRuns(
  fs: FileSystem,
  folder: string,
  names: readonly string[],
  read: (run: string) => Promise<RunSummary | null>,
): Promise<RunSummary[]> {
  const isMany = names.length > WORTH;
  const kept = isMany ? await load(fs, folder) : new Map<string, Row>();
  const rows = await Promise.all(
    names.map(async (run) => {
      // Taken before the journal is read: what is written meanwhile shows the next time.
      const stamp = isMany ? await stampOf(fs, join(folder, run, 'journal.jsonl')) : undefined;
      const known = kept.get(run);
      if (known !== undefined && known.stamp === stamp) return known;
      const summary = await read(run);
      return summary === null ? null : { stamp, summary };
    }),
  );
  const found = rows.filter((row) => row !== null);
  const ended = found.filter(isEnded);
  const more = ended.filter((row) => kept.get(row.summary.id) !== row).length;
  if (more > WORTH) await keep(fs, folder, ended);
  return found.map(({ summary }) => summary);
}

function isEnded(row: { readonly stamp: string | undefined; readonly summary: RunSummary }) {
  return row.stamp !== undefined && row.summary.result !== 'interrupted';
}

function stampOf(fs: FileSystem, journal: string): Promise<string | undefined> {
  return fs.stamp(journal).catch(() => undefined);
}

async function load(fs: FileSystem, folder: string): Promise<Map<string, Row>> {
  try {
    const bytes = (await readIfThere(fs, join(folder, FILE))) ?? new Uint8Array();
    if (bytes.length === 0 || bytes.length > LARGEST) return new Map();
    const json: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const parsed = isSafeJson(json) ? v.safeParse(indexSchema, json) : undefined;
    if (parsed?.success !== true) return new Map();
    return new Map(parsed.output.runs.map((row) => [row.summary.id, row]));
  } catch {
    return new Map();
  }
}

async function keep(
  fs: FileSystem,
  folder: string,
  runs: readonly { readonly stamp: string | undefined; readonly summary: RunSummary }[],
): Promise<void> {
  await writeBeside(fs, join(folder, FILE), JSON.stringify({ format: 1, runs }));
}
