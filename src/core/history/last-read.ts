/**
 * The last completed read in short, kept so that a restart does not forget what was known of a customer. It is shown
 * with its time and nothing else: nothing is ever planned or changed from it.
 */
import * as v from 'valibot';
import { canonicalJson } from '../../shared/json';
import { STEP_IDS } from '../model/action';
import { SCENARIOS } from '../model/plan';
import type { Files } from '../ports';

/** Below the customer's folder. */
const FILE = 'last-read.json';
/** More than any organisation needs; a larger file is none of ours. */
const LARGEST = 1_048_576;

const text = v.pipe(v.string(), v.maxLength(1_024));
const time = v.pipe(
  v.string(),
  v.check((value) => !Number.isNaN(Date.parse(value))),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const state = v.picklist(['not-read', 'read', 'not-reached']);
const direction = v.picklist(['unknown', 'configured', 'not-configured']);

const schema = v.strictObject({
  format: v.literal(1),
  at: time,
  scenario: v.picklist(SCENARIOS),
  sides: v.strictObject({
    between: v.picklist(['exchange-tenant', 'exchange-pool', 'pool-tenant']),
    exchange: v.strictObject({
      state,
      servers: v.array(v.strictObject({ name: text, version: text })),
    }),
    tenant: v.strictObject({ state, name: v.nullable(text), keysFound: v.nullable(count) }),
    pool: v.nullable(v.strictObject({ state, names: v.array(text) })),
    outbound: direction,
    inbound: direction,
  }),
  certificates: v.array(
    v.strictObject({
      role: v.picklist(['current', 'next', 'pool']),
      thumbprint: v.pipe(v.string(), v.regex(/^[0-9A-F]{40}$/)),
      subject: text,
      /** null: the server does not tell. */
      notBefore: v.nullable(time),
      notAfter: time,
    }),
  ),
  /** Changes that a plan from this read would have held. */
  changes: count,
  drift: v.nullable(
    v.strictObject({
      before: text,
      after: text,
      since: time,
      values: count,
      resources: v.array(text),
      steps: v.array(v.picklist(STEP_IDS)),
    }),
  ),
});

/** A completed read in short. */
export type LastRead = v.InferOutput<typeof schema>;

/** Keeps it in place of the one before. */
export async function keepLastRead(files: Files, read: LastRead): Promise<void> {
  await files.write(FILE, new TextEncoder().encode(`${canonicalJson(read)}\n`));
}

/** The kept one; null where there is none, or where it cannot be used: then nothing was read yet. */
export async function loadLastRead(files: Pick<Files, 'read'>): Promise<LastRead | null> {
  try {
    const bytes = await files.read(FILE);
    if (bytes === undefined || bytes.length > LARGEST) return null;
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
