/** The file that comes back: parsed and checked as a whole before anything is written. */
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import { canonicalJson, isSafeJson } from '../../shared/json';
import { TAGS } from '../model/action';
import type { Crypto } from '../ports';
import { CARRY_KINDS, CARRY_TARGETS } from './manifest';
import type { ScriptKind } from './manifest';

/** Bytes of the largest file that is read. */
const SIZE_LIMIT = 48_000_000;
/** Nesting of the deepest file that is read; a result of ours has 7. */
const DEPTH_LIMIT = 16;

const text = v.pipe(v.string(), v.maxLength(4_000_000));
const short = v.pipe(v.string(), v.maxLength(2_000));
const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
const factValue = v.union([
  text,
  v.boolean(),
  v.pipe(v.number(), v.safeInteger()),
  v.null(),
  v.array(text),
]);
const facts = v.record(short, factValue);
const difference = v.strictObject({ property: short, expected: text, found: text });
const errorData = v.strictObject({
  message: text,
  fullyQualifiedErrorId: text,
  category: text,
  exceptionType: text,
});

const action = v.strictObject({
  id: short,
  outcome: v.picklist([
    'done',
    'recorded',
    'found-done',
    'already',
    'left-out',
    'gate-closed',
    'late',
    'not-run',
    'moved',
    'failed',
    'read-back-differs',
    'unknown',
  ]),
  at: time,
  durationMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  before: facts,
  facts,
  missing: v.array(short),
  waitsFor: v.array(short),
  differences: v.array(difference),
  warnings: v.array(text),
  error: v.nullable(errorData),
});

const cmdletAnswer = v.strictObject({
  command: v.strictObject({
    name: short,
    parameters: v.record(short, v.union([short, v.boolean()])),
  }),
  /** The front end that was asked, where the question names one. */
  computer: v.exactOptional(short),
  at: time,
  /** Each object as CLIXML text. */
  items: v.array(text),
  error: v.nullable(errorData),
});
const graphAnswer = v.strictObject({
  url: short,
  at: time,
  status: v.picklist([200, 404]),
  /** JSON text. */
  body: text,
  error: v.nullable(errorData),
});

/** An answer to one read, as it was collected. */
export const carriedAnswerSchema = v.union([cmdletAnswer, graphAnswer]);
/** An answer to one read, as it was collected. */
export type CarriedAnswer = v.InferOutput<typeof carriedAnswerSchema>;

/** What every result says of its script and where it ran, beside its kind. */
export const RESULT_HEAD = {
  format: v.literal(1),
  script: v.pipe(v.string(), v.uuid()),
  body: short,
  customer: short,
  tenantId: short,
  digest: short,
  target: v.picklist(CARRY_TARGETS),
  host: short,
  signedInTenant: short,
  startedAt: time,
  endedAt: time,
  powershell: short,
} as const;
/** The same with the kind. */
export type ResultHead = { readonly kind: ScriptKind } & {
  readonly [Name in keyof typeof RESULT_HEAD]: v.InferOutput<(typeof RESULT_HEAD)[Name]>;
};

const contentSchema = v.strictObject({
  ...RESULT_HEAD,
  kind: v.picklist(CARRY_KINDS),
  switches: v.array(short),
  halt: v.nullable(
    v.strictObject({
      reason: v.picklist(['outdated', 'moved', 'error']),
      differences: v.array(difference),
      error: v.nullable(errorData),
    }),
  ),
  actions: v.array(action),
  answers: v.array(carriedAnswerSchema),
  files: v.array(v.strictObject({ name: short, content: text })),
});

/** What a script says of its run. */
export type CarryContent = v.InferOutput<typeof contentSchema>;
/** What it says of one action. */
export type CarriedAction = CarryContent['actions'][number];

const fileSchema = v.strictObject({
  content: v.record(v.string(), v.unknown()),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  end: v.literal('crossprem-end'),
});

/** A whole, unaltered result. */
export interface CarryResult {
  readonly content: CarryContent;
  readonly sha256: string;
}

/** A whole, unaltered file that says what it is, not yet looked into. */
export interface OpenedResult {
  readonly content: Readonly<Record<string, unknown>>;
  readonly sha256: string;
}

/**
 * Opens a result file. HX-CARRYFILE: it is none, or was not written or copied to its end. HX-CARRYHASH: it was changed
 * after it was written. `name` names the file for people.
 */
export function openResult(bytes: Uint8Array, name: string, crypto: Crypto): OpenedResult {
  const unusable = (detail: string): CodedError => unusableResult(name, detail);
  if (bytes.length > SIZE_LIMIT) throw unusable(`${bytes.length} bytes`);
  let json: unknown;
  try {
    // Editors and mail programs may put a byte order mark in front.
    const plain = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (isTooDeep(plain)) throw unusable('nested too deeply');
    json = JSON.parse(plain);
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : unusable(String(thrown));
  }
  if (!isSafeJson(json)) throw unusable('a name that objects inherit');
  const file = v.safeParse(fileSchema, json);
  if (!file.success) throw unusable(file.issues[0].message);
  const { content, sha256 } = file.output;
  if (crypto.sha256(canonicalJson(content)) !== sha256)
    throw new CodedError(appError('HX-CARRYHASH', { file: name }));
  return { content, sha256 };
}

/** What an opened file holds, where it is as the schema says: HX-CARRYFILE otherwise. */
export function contentOf<T>(
  { content }: OpenedResult,
  schema: v.GenericSchema<unknown, T>,
  name: string,
): T {
  const parsed = v.safeParse(schema, content);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw unusableResult(name, `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

/** Reads the result of a look or of changes. */
export function parseResult(bytes: Uint8Array, name: string, crypto: Crypto): CarryResult {
  return carryResult(openResult(bytes, name, crypto), name);
}

/** The result of a look or of changes in an opened file: HX-CARRYFILE where it is none. */
export function carryResult(opened: OpenedResult, name: string): CarryResult {
  return { content: contentOf(opened, contentSchema, name), sha256: opened.sha256 };
}

function unusableResult(file: string, detail: string): CodedError {
  return new CodedError(appError('HX-CARRYFILE', { file }, detail));
}

/** Counts brackets outside of texts, so that no parser has to go down first. */
function isTooDeep(plain: string): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < plain.length; index += 1) {
    const character = plain[index];
    if (inText) {
      if (character === '\\') index += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > DEPTH_LIMIT) return true;
  }
  return false;
}

/** Tags that the switches of a script consent to. */
export function consentsOf(
  switches: readonly string[],
  names: Readonly<Partial<Record<(typeof TAGS)[number], string>>>,
): readonly (typeof TAGS)[number][] {
  return TAGS.filter((tag) => {
    const name = names[tag];
    return name !== undefined && switches.includes(name);
  });
}
