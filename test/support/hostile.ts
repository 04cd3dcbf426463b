/**
 * Input made to do harm: changes of valid samples in their bytes and in their structure, and the harness that feeds it.
 * A case may end in a value or in a coded error; anything else is a fault. The whole count runs in `check:release`, a
 * sample in the suite.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';
import { CodedError } from '../../src/shared/errors';
import type { FileSystem } from '../../src/adapters/storage/file-system';

const FULL = process.env['CROSSPREM_FULL'] === '1';
/** Milliseconds of processor time that one case may hold the thread for; looked at in the whole count only. */
const MOST_HELD = 1_000;
/** Milliseconds of the wall clock after which a case has plainly no end, however busy the computer is. */
const NO_END = 20_000;
const LONGEST_CASE = 250_000;

/** What came of the cases: how often each code, and `value` for those that were taken. */
export type Outcomes = ReadonlyMap<string, number>;

/** Processor time of this process: what other programs take does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What every object has and nothing may add to. */
function inherited(): string {
  return [Object.prototype, Array.prototype, Function.prototype]
    .map((item) => Reflect.ownKeys(item).map(String).join())
    .join(';');
}

const INHERITED = inherited();

/**
 * Feeds generated cases. `attempt` answers a value, or throws; a thrown CodedError is a refusal. Prints the seed, with
 * which `CROSSPREM_SEED` repeats a count.
 */
export async function hammer<T>(
  name: string,
  cases: fc.Arbitrary<T>,
  attempt: (input: T) => unknown,
  counts: { readonly suite?: number; readonly full?: number } = {},
): Promise<Outcomes> {
  const seed = Number(process.env['CROSSPREM_SEED'] ?? Date.now() % 2 ** 31);
  const numRuns = FULL ? (counts.full ?? 10_000) : (counts.suite ?? 150);
  const outcomes = new Map<string, number>();
  let longest = 0;
  const property = fc.asyncProperty(cases, async (input) => {
    const started = processorTime();
    const outcome = await withEnd(outcomeOf(() => attempt(input)));
    longest = Math.max(longest, processorTime() - started);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (inherited() !== INHERITED) throw new Error('what all objects share was changed');
  });
  await fc.assert(property, { numRuns, seed });
  const told = [...outcomes].map(([code, count]) => `${code} ${String(count)}`).join(', ');
  console.info(
    `hostile ${name}: seed ${String(seed)}, ${String(numRuns)} cases, longest ${longest.toFixed(0)} ms: ${told}`,
  );
  // A sample says nothing of the slowest case, and other programs would decide over it.
  if (FULL) expect(longest).toBeLessThan(MOST_HELD);
  return outcomes;
}

/** A promise that never settles takes no processor time; it is a fault all the same. */
async function withEnd<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const noEnd = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${String(NO_END)} ms`)), NO_END);
  });
  try {
    return await Promise.race([work, noEnd]);
  } finally {
    clearTimeout(timer);
  }
}

async function outcomeOf(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
    return 'value';
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown.error.code;
    throw thrown;
  }
}

/** Bytes of a valid sample with some changed, cut, repeated, filled with zeros, or put elsewhere. */
export function brokenBytes(sample: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(Math.max(0, sample.length - 1));
  const flip = fc.record({ kind: fc.constant('flip' as const), at: place, byte: fc.nat(255) });
  const number = fc.record({
    kind: fc.constant('number' as const),
    at: place,
    byte: fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0xffff),
  });
  const cut = fc.record({ kind: fc.constant('cut' as const), at: place, byte: fc.nat(64) });
  const again = fc.record({ kind: fc.constant('again' as const), at: place, byte: fc.nat(2_000) });
  const zeros = fc.record({ kind: fc.constant('zeros' as const), at: place, byte: fc.nat(300) });
  const end = fc.record({ kind: fc.constant('end' as const), at: place, byte: fc.constant(0) });
  const changes = fc.array(fc.oneof(flip, flip, number, number, cut, again, zeros, end), {
    minLength: 1,
    maxLength: 5,
  });
  return changes.map((list) => {
    let bytes = Buffer.from(sample);
    for (const change of list) {
      const at = Math.min(change.at, Math.max(0, bytes.length - 1));
      bytes = changed(bytes, { ...change, at });
    }
    return new Uint8Array(bytes);
  });
}

interface Change {
  readonly kind: 'flip' | 'number' | 'cut' | 'again' | 'zeros' | 'end';
  readonly at: number;
  readonly byte: number;
}

function changed(bytes: Buffer<ArrayBuffer>, { kind, at, byte }: Change): Buffer<ArrayBuffer> {
  const head = bytes.subarray(0, at);
  switch (kind) {
    case 'flip':
      return Buffer.concat([head, Buffer.from([byte]), bytes.subarray(at + 1)]);
    case 'number': {
      const copy = Buffer.from(bytes);
      if (at + 4 <= copy.length) copy.writeUInt32LE(byte, at);
      return copy;
    }
    case 'cut':
      return Buffer.concat([head, bytes.subarray(at + byte)]);
    case 'again':
      return Buffer.concat([head, bytes.subarray(at, at + byte), bytes.subarray(at)]);
    case 'zeros':
      return Buffer.concat([head, Buffer.alloc(byte), bytes.subarray(at)]);
    case 'end':
      return Buffer.from(head);
  }
}

/** A member that does harm where the names of objects are not looked at. */
const POLLUTING = ['__proto__', 'constructor', 'prototype'] as const;
const PATHS = [
  '../x',
  '../../../../etc/passwd',
  '..\\..\\x',
  '/etc/passwd',
  'C:\\Windows\\x',
  '//host/share/x',
  'runs/../../x',
  'runs/%2e%2e/x',
  'reports/a.html/../../../x',
  'checks/a\u0000.jsonl',
  'CON',
  'exports/a.cer:stream',
  '.',
  '',
];

/** JSON text of a value that no schema of ours expects. */
const hostileValue: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'null',
    'true',
    '0',
    '-1',
    '1e400',
    '1e-400',
    '9007199254740993',
    '[]',
    '{}',
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"\u202e\u200b"',
    '"__proto__"',
    '"constructor"',
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"a":1,"a":2}',
    '[[[[[[[[]]]]]]]]',
  ),
  fc.constantFrom(...PATHS).map((path) => JSON.stringify(path)),
  fc.constantFrom(20, 70, 5_000, 60_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc
    .constantFrom(20, 5_000, 40_000)
    .map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  fc.constantFrom(1_000, 100_000).map((length) => JSON.stringify('x'.repeat(length))),
  fc.constantFrom(1_000, 20_000).map((length) => `[${'0,'.repeat(length)}0]`),
  fc.string().map((text) => JSON.stringify(text)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, item]) =>
    pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...inner];
}

interface Edit {
  readonly path: Path;
  readonly kind: 'replace' | 'drop' | 'twice' | 'pollute' | 'more' | 'rename';
  readonly text: string;
  readonly name: string;
}

/** JSON text of a valid sample with a few members replaced, dropped, doubled, renamed, or added. */
export function brokenJson(sample: unknown): fc.Arbitrary<string> {
  const paths = pathsOf(sample);
  const edit: fc.Arbitrary<Edit> = fc.record({
    path: fc.constantFrom(...paths),
    kind: fc.constantFrom(
      'replace',
      'replace',
      'replace',
      'drop',
      'twice',
      'pollute',
      'more',
      'rename',
    ),
    text: hostileValue,
    name: fc.constantFrom(...POLLUTING, 'toString', 'hasOwnProperty', '', 'unknown'),
  });
  return fc
    .array(edit, { minLength: 1, maxLength: 3 })
    .map((edits) => written(sample, [], edits).slice(0, LONGEST_CASE));
}

/** Writes the value as JSON with the edits in their places. */
function written(value: unknown, path: Path, edits: readonly Edit[]): string {
  const own = edits.filter((edit) => samePath(edit.path, path));
  const replacing = own.find(({ kind }) => kind === 'replace');
  if (replacing !== undefined) return replacing.text;
  if (Array.isArray(value)) {
    const items = value.flatMap((item: unknown, index) => membersOf(item, [...path, index], edits));
    return `[${items.map(({ text }) => text).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([name, item]) =>
    membersOf(item, [...path, name], edits),
  );
  const added = own.flatMap(({ kind, name, text }) =>
    kind === 'pollute' || kind === 'more' ? [{ name, text }] : [],
  );
  const all = [...members, ...added].map(({ name, text }) => `${JSON.stringify(name)}:${text}`);
  return `{${all.join(',')}}`;
}

function membersOf(
  item: unknown,
  path: Path,
  edits: readonly Edit[],
): readonly { readonly name: string; readonly text: string }[] {
  const name = String(path.at(-1) ?? '');
  const own = edits.filter((edit) => samePath(edit.path, path));
  if (own.some(({ kind }) => kind === 'drop')) return [];
  const text = written(item, path, edits);
  const renamed = own.find(({ kind }) => kind === 'rename');
  const twice = own.find(({ kind }) => kind === 'twice');
  return [
    { name: renamed?.name ?? name, text },
    ...(twice === undefined ? [] : [{ name, text: twice.text }]),
  ];
}

function samePath(left: Path, right: Path): boolean {
  return left.length === right.length && left.every((part, index) => part === right[index]);
}

/** A hostile name of a file, or one that looks right. */
export const hostilePath: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...PATHS),
  fc
    .tuple(
      fc.constantFrom('runs/', 'reports/', 'exports/', 'carried/results/', ''),
      fc.constantFrom(...PATHS),
    )
    .map(([folder, path]) => folder + path),
  fc.string({ maxLength: 40 }),
  fc.string({ maxLength: 30 }).map((text) => `checks/${text}.jsonl`),
);

/** A file system in memory that remembers every path that was written, renamed to or removed. */
export interface WatchedFiles {
  readonly fs: FileSystem;
  readonly touched: Set<string>;
  readonly files: Map<string, Uint8Array>;
}

/** Makes one. Folders are what files lie in. */
export function watchedFiles(): WatchedFiles {
  const files = new Map<string, Uint8Array>();
  const touched = new Set<string>();
  const missing = (path: string): never => {
    throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  };
  const read = (path: string): Uint8Array => files.get(path) ?? missing(path);
  const write = (path: string, content: Uint8Array): void => {
    touched.add(path);
    files.set(path, content);
  };
  const below = (path: string): string[] =>
    [...files.keys()].filter((name) => name === path || name.startsWith(`${path}/`));
  const now = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(work());
    });
  const fs: FileSystem = {
    readFile: (path) => now(() => read(path)),
    writeFlushed: (path, content) => now(() => write(path, content)),
    appendFlushed: (path, content) =>
      now(() => write(path, Buffer.concat([files.get(path) ?? new Uint8Array(), content]))),
    createExclusive: (path, content) => now(() => write(path, content)),
    rename: (from, to) =>
      now(() => {
        const moved = below(from);
        if (moved.length === 0) missing(from);
        for (const path of moved) {
          write(to + path.slice(from.length), read(path));
          files.delete(path);
        }
      }),
    readPart: (path, from, length) => now(() => read(path).subarray(from, from + length)),
    flushFolder: () => Promise.resolve(),
    copy: (from, to) => now(() => write(to, read(from))),
    truncate: (path, length) => now(() => write(path, read(path).subarray(0, length))),
    makeFolder: () => Promise.resolve(),
    list: (path) =>
      now(() => {
        const names = below(path).map((name) => name.slice(path.length + 1).split('/')[0] ?? '');
        return names.length === 0 ? missing(path) : [...new Set(names)];
      }),
    remove: (path) =>
      now(() => {
        touched.add(path);
        for (const name of below(path)) files.delete(name);
      }),
    isFolder: (path) => now(() => !files.has(path) && below(path).length > 0),
    size: (path) => now(() => read(path).length),
    stamp: (path) =>
      now(() => {
        const found = files.get(path);
        return found && createHash('sha256').update(found).digest('hex');
      }),
  };
  return { fs, touched, files };
}

/** JSON of a value; a stand-in where it has none, because it is too deep or goes in circles. */
export function jsonOf(value: unknown): string {
  try {
    const text: unknown = JSON.stringify(value);
    return typeof text === 'string' ? text : 'null';
  } catch {
    return '"no JSON"';
  }
}
