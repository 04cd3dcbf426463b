/** Evidence that a person attached to a run, in the customer's folder: `attachments/<run>-<number>.json`. */
import { canonicalJson } from '../../shared/json';
import type { HandShake, Inspection } from '../../shared/inspection';
import type { Files } from '../../core/ports';

const FOLDER = 'attachments';

/** An inspection as it is attached: nothing in it holds a signature. */
export interface WholeInspection {
  readonly at: string;
  readonly inspection: Inspection;
  readonly handShakes: readonly HandShake[];
}

/** Names of what was attached to a run, in order. */
export async function attachedTo(files: Files, run: string): Promise<readonly string[]> {
  const names = await files.list(FOLDER);
  return names.filter((name) => name.startsWith(`${run}-`) && name.endsWith('.json')).sort();
}

/** Attaches an inspection to a run. */
export async function attachInspection(
  files: Files,
  run: string,
  found: WholeInspection,
): Promise<void> {
  const number = (await attachedTo(files, run)).length + 1;
  const name = `${run}-${String(number).padStart(2, '0')}.json`;
  const content = canonicalJson({ format: 1, kind: 'inspection', run, ...found });
  await files.write(`${FOLDER}/${name}`, new TextEncoder().encode(`${content}\n`));
}
