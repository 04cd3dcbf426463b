/** A stored run for people: its plan, and what became of each action. */
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import type { Plan } from '../../core/model/plan';
import type { FileSystem } from './file-system';
import { readIfThere } from './file-system';
import { loadJournal } from './journal-file';
import type { RunDigest } from './run-summary';
import { digestOfRun, readDigest } from './run-summary';
import { planSchema } from './schemas';

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
