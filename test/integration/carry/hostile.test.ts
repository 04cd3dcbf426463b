/** Hostile and broken result files: each is a coded error or a whole result, and a refused one leaves nothing behind. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CodedError, appError } from '../../../src/shared/errors';
import { TAGS } from '../../../src/core/model/action';
import { readClixml } from '../../../src/adapters/powershell/clixml';
import { nodeCrypto } from '../../../src/adapters/system/crypto';
import { checkAge, checkResult } from '../../../src/core/carry/check';
import { journalOf } from '../../../src/core/carry/evidence';
import { parseResult } from '../../../src/core/carry/result';
import type { CarriedScript } from '../../../src/core/carry/script';
import { brokenJson, hammer } from '../../support/hostile';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import type { CarryBench } from '../support/carry';
import { load, lookBoth, openCarryBench } from '../support/carry';
import { resultText, runCarried } from '../support/carry-runner';

const RUNS = process.env['CROSSPREM_FULL'] === '1' ? 10_000 : 200;

let lab: TestLab;
let bench: CarryBench;
let script: CarriedScript;
let text: string;
beforeAll(async () => {
  lab = await startTestLab();
  bench = await openCarryBench(lab);
  await lookBoth(bench);
  await bench.session.makePlan();
  script = await bench.hand.script('exchange');
  text = await runCarried(script, bench.server, { consents: TAGS });
});
afterAll(async () => {
  await bench.remove();
  await lab.stop();
});

/** Parses and checks as loading does; true when everything passes. Anything but a coded error is a fault. */
function passes(bytes: Uint8Array): boolean {
  try {
    const result = parseResult(bytes, 'result.json', nodeCrypto);
    const record = { manifest: script.manifest, plan: script.plan };
    checkResult(result, record, 'result.json', { crypto: nodeCrypto, readItems: readClixml });
    checkAge(result.content, script.manifest, 'result.json', bench.server.ports.clock.now());
    if (script.plan === null) return false;
    const context = {
      plan: script.plan,
      run: 'r',
      loadedAt: '',
      productVersion: '',
      counted: new Set<string>(),
    };
    expect(journalOf(result, context).at(-1)?.type).toBe('run-ended');
    return true;
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    expect(thrown.error.code).toMatch(/^HX-(CARRY|TEN)/);
    return false;
  }
}

const encode = (value: string): Uint8Array => new TextEncoder().encode(value);

// threat T6
test('broken bytes are never a result', () => {
  const bytes = encode(text);
  expect(passes(bytes)).toBe(true);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.option(fc.nat(bytes.length), { nil: undefined }),
      (flips, end) => {
        const broken = Uint8Array.from(bytes);
        for (const [at, value] of flips) broken[at] = value;
        const cut = end === undefined ? broken : broken.slice(0, end);
        // A flip may write what stood there already.
        const isSame = cut.length === bytes.length && cut.every((byte, at) => byte === bytes[at]);
        expect(passes(cut)).toBe(isSame);
      },
    ),
    { numRuns: RUNS },
  );
}, 600_000);

/** Every path to a value inside of a JSON value. */
function paths(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([key, item]) =>
    paths(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [[...path], ...inner];
}

function replaced(value: unknown, path: readonly (string | number)[], put: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  const copy = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...(value as Record<string, unknown>) };
  const inner = replaced((value as Record<string | number, unknown>)[key], rest, put);
  if (inner === undefined && Array.isArray(copy)) copy.splice(Number(key), 1);
  else (copy as Record<string | number, unknown>)[key] = inner;
  return copy;
}

const values = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    false,
    0,
    -1,
    1e300,
    '',
    '..',
    '../../x',
    '__proto__',
    '<Objs>',
  ),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
);

// threat T6
test('any content with a right hash is refused by a code, or harmless', () => {
  const { content } = JSON.parse(text) as { content: unknown };
  // The first is the content itself; without one there is nothing to hash.
  const all = paths(content).slice(1);
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(all.length - 1), values, (at, put) => {
      const path = all[at] ?? [];
      if (!passes(encode(resultText(replaced(content, path, put))))) refused += 1;
    }),
    { numRuns: RUNS },
  );
  expect(refused).toBeGreaterThan(RUNS / 3);
}, 600_000);

// threat T6
test('any result whose text was changed in its structure is refused by a code, or harmless', async () => {
  const sample: unknown = JSON.parse(text);
  const outcomes = await hammer('result files', brokenJson(sample), (changed) => {
    if (!passes(encode(changed))) throw new CodedError(appError('HX-CARRYFILE', { file: '' }));
  });
  expect(outcomes.get('HX-CARRYFILE') ?? 0).toBeGreaterThan(100);
}, 600_000);

// threat T6
test('a refused file leaves nothing behind', async () => {
  const { content } = JSON.parse(text) as { content: Record<string, unknown> };
  const files = async (): Promise<string> => {
    const names = await readdir(join(bench.folder, 'customers'), { recursive: true });
    const answers = await readFile(
      join(bench.folder, 'customers/practice/carried/exchange.json'),
      'utf8',
    );
    return [...names.sort(), answers].join('\n');
  };
  const before = await files();
  const bad = Object.keys(content)
    .filter((name) => name !== 'format')
    .map((name) => resultText({ ...content, [name]: 5 }));
  for (const name of [...bad, '{}', '[]', '', '['.repeat(100_000)])
    await expect(load(bench, name)).rejects.toThrow(CodedError);
  expect(await files()).toBe(before);
  const changes = await lab.changes();
  expect((await load(bench, text)).missing).toBe(0);
  expect(await lab.changes()).toEqual(changes);
});
