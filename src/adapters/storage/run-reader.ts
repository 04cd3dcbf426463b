/** A stored run for people: its plan, and what became of each action. */
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import type { Plan } from '../../core/model/plan';
import type { FileSystem } from './file-system';
import { readIfThere } from './file-system';
import { STANDING_FROM, readShown } from './journal-standing';
import type { RunDigest } from './run-summary';
import { digestOfRun, keepDigest, readDigest } from './run-summary';
import { planSchema } from './schemas';

/**
 * What became of a run; undefined where it never wrote its first line. Without a digest it is taken from what counts of
 * the journal, and kept where the journal is long.
 */
export async function digestOf(fs: FileSystem, journal: string): Promise<RunDigest | undefined> {
  const kept = await readDigest(fs, journal);
  if (kept !== undefined) return kept;
  const run = basename(dirname(journal));
  const { entries, ...mark } = await readShown(fs, journal);
  if (mark.bytes > STANDING_FROM && !mark.tailDamaged)
    await keepDigest(fs, journal, run, entries, mark);
  return digestOfRun(run, entries, mark);
}

/** What became of a run that was listed. */
export async function readRunDigest(fs: FileSystem, journal: string): Promise<RunDigest> {
  const digest = await digestOf(fs, journal);
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
