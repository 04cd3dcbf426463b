/** Calls that a script in the window could make: each is refused or answered by main's own handlers, whatever it carries. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('../main/support/electron'));

import { ERROR_CODES } from '../../../src/shared/errors';
import { CHANNEL_NAMES } from '../../../src/shared/ipc/channels';
import { CHANNELS, type Channel } from '../../../src/shared/ipc/contract';
import { MAX_PAYLOAD } from '../../../src/main/security/payload';
import { openWindows, type TestWindow, type TestWindows } from '../main/support/windows';
import { brokenJson, hammer, hostilePath, jsonOf } from '../../support/hostile';

/** Channels whose accepted calls start a process, reach a network or end the rest; only what they refuse is looked at. */
const REACHING: readonly RegExp[] = [
  /^(?:read|verify|sign-in|rehearsal)\.start$/,
  /^(?:sign-in\.out|window\.(?:open|drill)|app\.lock|doctor\.run|support\.(?:preview|save))$/,
  /^(?:keys\.(?:read|backup|restore|drop-expired)|practice\.(?:example|drill|keep))$/,
  /^customer\.(?:practice|connection|create|open|forget|close)$/,
];
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

interface AnySchema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly options?: readonly unknown[];
  readonly wrapped?: AnySchema;
  readonly item?: AnySchema;
  readonly literal?: unknown;
}

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
  const fits = (text: string): boolean =>
    v.safeParse(schema as unknown as v.GenericSchema, text).success;
  return TEXTS.find(fits) ?? 'contoso';
}

const samples = new Map(
  CHANNEL_NAMES.map((channel) => [channel, sampleOf(CHANNELS[channel] as unknown as AnySchema)]),
);

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

const payload = (channel: Channel): fc.Arbitrary<unknown> => {
  const sample = samples.get(channel);
  return fc.oneof(
    { arbitrary: brokenJson(sample).map(parsed), weight: 6 },
    { arbitrary: hostilePath.map((path) => withTexts(sample, path)), weight: 3 },
    {
      arbitrary: fc
        .constantFrom('x'.repeat(MAX_PAYLOAD), '\u0000', '\ud800', '')
        .map((text) => withTexts(sample, text)),
      weight: 1,
    },
    { arbitrary: fc.constant(sample), weight: 1 },
    {
      arbitrary: fc.constantFrom(
        undefined,
        null,
        7,
        'x',
        [],
        new Date(0),
        new Map(),
        /x/,
        circle(),
      ),
      weight: 1,
    },
    {
      arbitrary: fc
        .constantFrom(1_000, 100_000)
        .map((length) => ({ list: Array.from({ length }, () => 0) })),
      weight: 1,
    },
  );
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isReaching = (channel: Channel): boolean => REACHING.some((pattern) => pattern.test(channel));

function isAccepted(channel: Channel, input: unknown): boolean {
  return v.safeParse(CHANNELS[channel], input).success;
}

/** Below the folder that every way out of the data folder would lead to. */
const DATA = ['one', 'two', 'three', 'data'];

let temporary: string | undefined;
let parent: string;
let data: string;
let app: TestWindows;
let window: TestWindow;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'crossprem-calls-'));
  data = join(parent, ...DATA);
  await mkdir(data, { recursive: true });
  await mkdir(join(parent, 'temporary'));
  temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = join(parent, 'temporary');
  app = openWindows(data);
  window = app.open();
  await window.call('customer.create', {
    name: 'Contoso',
    tenantDomain: 'contoso.onmicrosoft.com',
    tenantId: '11111111-2222-4333-8444-555555555555',
    exchangeServer: 'ex01.contoso.example',
  });
});
afterAll(async () => {
  await app.dispose();
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  await rm(parent, { recursive: true, force: true });
});

// threat T1
test('any payload on any channel is refused or answered, and nothing is written elsewhere', async () => {
  const cases = fc
    .constantFrom(...CHANNEL_NAMES)
    .chain((channel) => payload(channel).map((input) => ({ channel, input })))
    // What is not sent does not count.
    .filter(({ channel, input }) => !isReaching(channel) || !isAccepted(channel, input));
  const codes = new Map<string, number>();
  const send = async ({ channel, input }: { channel: Channel; input: unknown }): Promise<void> => {
    const answer = (await app.callFrom(window.id, channel, input)) as {
      readonly ok: boolean;
      readonly error?: { readonly code: string };
    };
    const code = answer.error?.code ?? 'answered';
    codes.set(code, (codes.get(code) ?? 0) + 1);
    expect(typeof answer.ok).toBe('boolean');
    if (!answer.ok) expect(ERROR_CODES).toContain(code);
    // A fault of our own is what a hostile call must not find.
    expect(code, `${channel} ${jsonOf(input).slice(0, 300)}`).not.toBe('HX-BUG');
  };
  await hammer('calls', cases, send);
  // What each channel takes, once for certain: a sample sends few of them.
  const taken = CHANNEL_NAMES.filter((channel) => !isReaching(channel));
  for (const channel of taken) await send({ channel, input: samples.get(channel) });
  expect(taken.length).toBeGreaterThan(75);
  expect(codes.get('HX-IPC') ?? 0).toBeGreaterThan(50);
  expect((await readdir(parent)).sort()).toEqual(['one', 'temporary']);
  expect(await readdir(join(parent, 'temporary'))).toEqual([]);
  for (const [index, name] of DATA.slice(1).entries())
    expect(await readdir(join(parent, ...DATA.slice(0, index + 1)))).toEqual([name]);
  const customers = await readdir(join(data, 'customers'));
  for (const name of customers) expect(name).toMatch(/^(?:\.list\.json|[a-z0-9][a-z0-9-]{0,63})$/);
  expect((await window.view()).open?.name).toBe('Contoso');
}, 600_000);
