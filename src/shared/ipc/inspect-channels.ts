/** Channels of the inspector: texts, files, dropped files, and whom they are compared with. */
import * as v from 'valibot';
import { LONGEST_PASTE } from '../diagnosis';
import { DROPPED_PIECE, LARGEST_DROP } from '../inspection';
import { plainLine } from '../plain-text';

const nothing = v.strictObject({});
/** Another customer is named by its id only; main reads what is kept of it. */
const compare = v.variant('kind', [
  v.strictObject({ kind: v.literal('open') }),
  v.strictObject({ kind: v.literal('nobody') }),
  v.strictObject({
    kind: v.literal('customer'),
    id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
  }),
]);

/** Spread into the contract. */
export const INSPECT_CHANNELS = {
  /** Inspects a pasted text offline. → Inspection */
  'inspect.text': v.strictObject({
    text: v.pipe(v.string(), v.maxLength(LONGEST_PASTE)),
    compare,
  }),
  /** Main asks for the file. → InspectedFile, or null when nothing was chosen */
  'inspect.file': v.strictObject({ compare }),
  /** A file was dropped; its name is for people only. → DropStep */
  'inspect.drop': v.strictObject({
    name: v.pipe(v.string(), v.maxLength(256), v.transform(plainLine)),
    size: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LARGEST_DROP)),
    compare,
  }),
  /** The bytes that the last step asked for, as base64. → DropStep */
  'inspect.piece': v.strictObject({
    bytes: v.pipe(v.string(), v.maxLength((DROPPED_PIECE / 3) * 4), v.base64()),
  }),
  /** → HandShake of the last inspection */
  'inspect.hand-shake': v.strictObject({
    index: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31)),
  }),
  /** Judges the last inspection anew. → Inspection, or null where there is none */
  'inspect.compare': v.strictObject({ compare }),
  /** Forgets the last inspection. */
  'inspect.close': nothing,
} as const;
