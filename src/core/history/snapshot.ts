/** A completed read as it is kept: the facts that are compared, and nothing else. */
import * as v from 'valibot';
import { canonicalJson } from '../../shared/json';
import { ERROR_CODES } from '../../shared/errors';
import { TARGET_IDS } from '../model/command';
import { SCENARIOS, type ScenarioId } from '../model/plan';
import type { Observations } from '../model/observation';

const fact = v.union([v.string(), v.boolean(), v.number(), v.null(), v.array(v.string())]);

const object = v.strictObject({
  key: v.string(),
  read: v.string(),
  arguments: v.record(v.string(), v.string()),
  target: v.picklist(TARGET_IDS),
  /** null: it was read. */
  error: v.nullable(v.picklist(ERROR_CODES)),
  facts: v.record(v.string(), fact),
});
const common = { id: v.string(), at: v.string(), scenario: v.picklist(SCENARIOS) };

const currentSchema = v.strictObject({
  format: v.literal(2),
  ...common,
  objects: v.array(
    v.strictObject({
      ...object.entries,
      errorArguments: v.record(v.string(), v.union([v.string(), v.number()])),
      /** When it was asked and how long the answer took; null: read by an earlier version. */
      at: v.nullable(v.string()),
      durationMs: v.nullable(v.number()),
    }),
  ),
});

/** A read that was kept. */
export type ReadSnapshot = v.InferOutput<typeof currentSchema>;

const snapshotSchema = v.union([
  currentSchema,
  v.pipe(
    v.strictObject({ format: v.literal(1), ...common, objects: v.array(object) }),
    v.transform(({ objects, ...whole }): ReadSnapshot => ({
      ...whole,
      format: 2,
      objects: objects.map((item) => ({
        ...item,
        errorArguments: {},
        at: null,
        durationMs: null,
      })),
    })),
  ),
]);

/** Id of a read from its time; sorts by time and is a safe file name. */
function snapshotId(at: string): string {
  return at.toLowerCase().replace(/[-:.]/g, '');
}

/** Takes a read as it is to be kept. */
export function takeSnapshot(
  observations: Observations,
  at: string,
  scenario: ScenarioId,
): ReadSnapshot {
  const objects = [...observations].flatMap(([key, item]) => {
    const given = Object.entries(item.request.arguments);
    const texts = given.filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    const base = { key, read: item.request.read, arguments: Object.fromEntries(texts) };
    const found =
      item.status === 'read'
        ? { error: null, errorArguments: {}, facts: copied(item.facts) }
        : { error: item.error.code, errorArguments: { ...item.error.args }, facts: {} };
    const { target, at: asked, durationMs } = item;
    return [{ ...base, target, at: asked, durationMs, ...found }];
  });
  objects.sort((left, right) => (left.key < right.key ? -1 : 1));
  return { format: 2, id: snapshotId(at), at, scenario, objects };
}

type Kept = ReadSnapshot['objects'][number]['facts'];

function copied(facts: Readonly<Record<string, Kept[string] | readonly string[]>>): Kept {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
  ) as Kept;
}

/** The text of a kept read. */
export function snapshotText(snapshot: ReadSnapshot): string {
  return `${canonicalJson(snapshot)}\n`;
}

/** A kept read from its text; undefined where it cannot be read. */
export function parseSnapshot(bytes: Uint8Array): ReadSnapshot | undefined {
  try {
    const parsed = v.safeParse(snapshotSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
