/** What hand-carry keeps in the customer's folder: scripts as they were made, and results as they came. */
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import type { Plan } from '../model/plan';
import type { Files } from '../ports';
import { readJson, writeJson } from './answers';
import type { ScriptRecord } from './check';
import type { CarryManifest, ScriptKind } from './manifest';
import { CARRY_TARGETS, SCRIPT_KINDS } from './manifest';
import type { CarryResult } from './result';

/** A plan that was stored, or undefined when it does not fit. */
export type ParsePlan = (stored: unknown) => Plan | undefined;

const manifestSchema: v.GenericSchema<unknown, CarryManifest<ScriptKind>> = v.strictObject({
  format: v.literal(1),
  kind: v.picklist(SCRIPT_KINDS),
  script: v.string(),
  customer: v.string(),
  tenantId: v.string(),
  target: v.picklist(CARRY_TARGETS),
  hosts: v.array(v.string()),
  digest: v.string(),
  fingerprint: v.string(),
  madeAt: v.string(),
  body: v.string(),
});
const recordSchema = v.strictObject({
  format: v.literal(1),
  manifest: manifestSchema,
  plan: v.unknown(),
  undoes: v.exactOptional(v.string()),
});
const receivedSchema = v.strictObject({
  format: v.literal(1),
  run: v.string(),
  loadedAt: v.string(),
  text: v.string(),
});
/** A result as it came: stored before anything else, so that a crash loses nothing. */
export type Received = v.InferOutput<typeof receivedSchema>;
const pointerSchema = v.strictObject({ format: v.literal(1), file: v.string() });
/** Names the result that is being loaded; gone when nothing is. */
const POINTER = 'carried/loading.json';

function scriptPath(script: string): string {
  return `carried/scripts/${script.toLowerCase()}.json`;
}

/** Keeps a script as it was made. */
export function keepScript(files: Files, record: ScriptRecord): Promise<void> {
  return writeJson(files, scriptPath(record.manifest.script), { format: 1, ...record });
}

/** The script that a result came from. HX-CARRYUNKNOWN when none of this customer did. */
export async function scriptOf(
  files: Files,
  result: { readonly content: { readonly script: string } },
  file: string,
  parsePlan: ParsePlan,
): Promise<ScriptRecord> {
  const { script } = result.content;
  const stored = await readJson(files, scriptPath(script), recordSchema);
  if (stored === undefined) throw new CodedError(appError('HX-CARRYUNKNOWN', { file }));
  const { manifest, undoes } = stored;
  const plan = stored.plan === null ? null : parsePlan(stored.plan);
  if (plan === undefined) throw new CodedError(appError('HX-PLANFILE', { file: script }));
  return { manifest, plan, ...(undoes === undefined ? {} : { undoes }) };
}

/** A result that came earlier; undefined when it did not. */
export function receivedResult(files: Files, path: string): Promise<Received | undefined> {
  return readJson(files, path, receivedSchema);
}

/** Keeps a result as it came, with a note that loading it has begun. */
export async function receive(
  files: Files,
  result: CarryResult,
  text: string,
  now: Date,
  lastRun: string | undefined,
): Promise<Received> {
  const path = receivedPath(result);
  const loadedAt = timeAfter(lastRun, now).toISOString();
  const received: Received = { format: 1, run: runId(result, loadedAt), loadedAt, text };
  await writeJson(files, POINTER, { format: 1, file: path });
  await writeJson(files, path, received);
  return received;
}

/** The result whose loading was cut off; undefined when none was. */
export async function cutOffResult(
  files: Files,
): Promise<{ readonly path: string; readonly received: Received } | undefined> {
  const pointer = await readJson(files, POINTER, pointerSchema);
  if (pointer === undefined) return undefined;
  const received = await receivedResult(files, pointer.file);
  if (received !== undefined) return { path: pointer.file, received };
  // It was cut off before the result was stored: nothing was begun.
  await loaded(files);
  return undefined;
}

/** Notes that loading is complete. */
export function loaded(files: Files): Promise<void> {
  return files.remove(POINTER);
}

/** Where a result is kept. */
export function receivedPath(result: CarryResult): string {
  return `carried/results/${result.content.script}-${result.sha256.slice(0, 16)}.json`;
}

/** Runs are sorted by their ids, which begin with the second: the new one comes after the last. */
function timeAfter(lastRun: string | undefined, now: Date): Date {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(lastRun ?? '') ?? [];
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const last = Date.UTC(year, month - 1, day, hour, minute, second);
  return parts.length === 0 ? now : new Date(Math.max(now.getTime(), last + 1_000));
}

/** Sorted among the other runs by the time of loading; its end is the result's own. */
function runId(result: CarryResult, loadedAt: string): string {
  const at = loadedAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  return `${at}-${result.sha256.slice(0, 8)}`;
}
