/** Payloads of channels, from their schemas: what is accepted, what nearly is, and what no schema expects. */
import fc from 'fast-check';
import * as v from 'valibot';
import { CHANNEL_NAMES } from '../../../src/shared/ipc/channels';
import { CHANNELS, type Channel } from '../../../src/shared/ipc/contract';
import { MAX_PAYLOAD } from '../../../src/main/security/payload';
import { brokenJson, hostilePath } from '../../support/hostile';

const TEXTS = [
  'contoso',
  'contoso.com',
  '11111111-2222-4333-8444-555555555555',
  '7F3A-91C2',
  '20260112t080000000z',
  'key-backup.json',
  'https://proxy.example:8080',
  'AAAA',
  'a long enough passphrase, 4 words',
];
const NUMBERS = [1, 0, 7, 8_760, 2 ** 31 - 1];

interface AnySchema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly options?: readonly unknown[];
  readonly wrapped?: AnySchema;
  readonly item?: AnySchema;
  readonly literal?: unknown;
}

const fits = (schema: AnySchema, value: unknown): boolean =>
  v.safeParse(schema as unknown as v.GenericSchema, value).success;

/** A value that this schema accepts, as far as one is found. */
function sampleOf(schema: AnySchema): unknown {
  if (schema.entries !== undefined) {
    const entries = Object.entries(schema.entries);
    return Object.fromEntries(entries.map(([name, inner]) => [name, sampleOf(inner)]));
  }
  if (schema.wrapped !== undefined) return sampleOf(schema.wrapped);
  if (schema.item !== undefined) return [sampleOf(schema.item)];
  if (schema.type === 'literal') return schema.literal;
  if (schema.type === 'picklist') return schema.options?.[0];
  if (schema.type === 'union' || schema.type === 'variant')
    return sampleOf(schema.options?.[0] as AnySchema);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'number') return 1;
  if (schema.type !== 'string') return {};
  return TEXTS.find((text) => fits(schema, text)) ?? 'contoso';
}

/** Values that this schema accepts: every choice, with and without what may be absent. */
function acceptedBy(schema: AnySchema): fc.Arbitrary<unknown> {
  if (schema.entries !== undefined) {
    const entries = Object.entries(schema.entries);
    const requiredKeys = entries.filter(([, { type }]) => !/optional/.test(type));
    return fc.record(
      Object.fromEntries(entries.map(([name, inner]) => [name, acceptedBy(inner)])),
      { requiredKeys: requiredKeys.map(([name]) => name) },
    );
  }
  if (schema.wrapped !== undefined) {
    const inner = acceptedBy(schema.wrapped);
    return schema.type === 'nullable' ? fc.option(inner) : inner;
  }
  if (schema.item !== undefined) return fc.array(acceptedBy(schema.item), { maxLength: 3 });
  if (schema.type === 'picklist') return fc.constantFrom(...(schema.options ?? []));
  if (schema.type === 'union' || schema.type === 'variant')
    return fc.oneof(...(schema.options ?? []).map((option) => acceptedBy(option as AnySchema)));
  if (schema.type === 'boolean') return fc.boolean();
  const known = schema.type === 'number' ? NUMBERS : schema.type === 'string' ? TEXTS : [];
  const fitting = known.filter((value) => fits(schema, value));
  return fitting.length === 0 ? fc.constant(sampleOf(schema)) : fc.constantFrom(...fitting);
}

const schemaOf = (channel: Channel): AnySchema => CHANNELS[channel];

/** One accepted payload of each channel. */
export const SAMPLES: ReadonlyMap<Channel, unknown> = new Map(
  CHANNEL_NAMES.map((channel) => [channel, sampleOf(schemaOf(channel))]),
);

/** True where main's own schema takes it. */
export function isAccepted(channel: Channel, input: unknown): boolean {
  return v.safeParse(CHANNELS[channel], input).success;
}

/** The sample with every text replaced. */
function withTexts(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((item) => withTexts(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withTexts(item, text)]),
  );
}

function circle(): object {
  const made: Record<string, unknown> = {};
  made['self'] = { list: [made] };
  return made;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const ODD = [undefined, null, 7, 'x', [], new Date(0), new Map(), /x/, circle()] as const;

/** Anything that a script in the window could send on this channel. */
export function payload(channel: Channel): fc.Arbitrary<unknown> {
  const sample = SAMPLES.get(channel);
  return fc.oneof(
    { arbitrary: brokenJson(sample).map(parsed), weight: 6 },
    { arbitrary: hostilePath.map((path) => withTexts(sample, path)), weight: 3 },
    {
      arbitrary: fc
        .constantFrom('x'.repeat(MAX_PAYLOAD), '\u0000', '\ud800', '')
        .map((text) => withTexts(sample, text)),
      weight: 1,
    },
    { arbitrary: acceptedBy(schemaOf(channel)), weight: 2 },
    { arbitrary: fc.constantFrom(...ODD), weight: 1 },
    {
      arbitrary: fc
        .constantFrom(1_000, 100_000)
        .map((length) => ({ list: Array.from({ length }, () => 0) })),
      weight: 1,
    },
  );
}
