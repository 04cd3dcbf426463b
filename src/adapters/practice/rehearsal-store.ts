/** The one rehearsal there is: which plan of which customer, and the description its lab is built from. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Plan } from '../../core/model/plan';
import { NOT_CLONED, WORLD_FILE, type NotCloned } from '../../shared/world-description';
import type { WorldDescription } from '../../shared/world-description';
import { fileError } from '../storage/file-system';
import { planSchema } from '../storage/schemas';

/** What is being rehearsed. */
export interface Rehearsal {
  readonly customer: { readonly id: string; readonly name: string };
  /** ISO 8601, by this computer's clock. */
  readonly at: string;
  readonly plan: Plan;
  readonly notCloned: readonly NotCloned[];
}

const FILE = 'rehearsal.json';
const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    customer: v.strictObject({ id: v.string(), name: v.string() }),
    at: v.string(),
    plan: planSchema,
    notCloned: v.array(v.picklist(NOT_CLONED)),
  }),
);

/** Starts over: the lab of the rehearsal before is gone, and the next one is built from this description. */
export async function writeRehearsal(
  folder: string,
  rehearsal: Rehearsal,
  world: WorldDescription,
): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const write = (name: string, value: unknown): Promise<void> =>
      writeFile(join(folder, name), `${JSON.stringify(value)}\n`, { mode: 0o600 });
    await write(WORLD_FILE, world);
    await write(FILE, rehearsal);
  } catch (thrown) {
    throw fileError(thrown, folder);
  }
}

/** What is rehearsed; undefined where nothing is, or where it cannot be read: then it is simply made again. */
export async function readRehearsal(folder: string): Promise<Rehearsal | undefined> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => '');
  const parsed = v.safeParse(schema, text);
  return parsed.success ? parsed.output : undefined;
}
