/** The linter's own configuration: what it must find in which folder, the product's own rules among it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const LINTER = join(ROOT, 'node_modules/oxlint/bin/oxlint');

interface Configuration {
  readonly options: object;
  readonly jsPlugins: readonly string[];
}
interface Found {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

/** A fault in each folder, and the rule that finds it. */
const FAULTS: Readonly<Record<string, readonly (readonly [text: string, rule: string])[]>> = {
  'src/core/fault.ts': [
    ['export const now = new Date();', 'crossprem(no-time-or-chance)'],
    ['export const at = Date.now();', 'crossprem(no-time-or-chance)'],
    ['export const id = Math.random();', 'crossprem(no-time-or-chance)'],
    ["export const wrong = 'x' as unknown as number;", 'crossprem(no-double-assertion)'],
    ['setTimeout(() => undefined, 1);', 'eslint(no-restricted-globals)'],
    ['export const made = { a: 1 } as { a: number };', 'typescript(consistent-type-assertions)'],
  ],
  'src/main/fault.ts': [
    ["export const wrong = 'x' as unknown as number;", 'crossprem(no-double-assertion)'],
    [
      'export const first = (given?: string) => given!.length;',
      'typescript(no-non-null-assertion)',
    ],
    ['export const loose = (given: any) => given == 1;', 'eslint(eqeqeq)'],
    ['export const any = (given: any) => given;', 'typescript(no-explicit-any)'],
  ],
  'src/renderer/Fault.tsx': [
    [
      "import { useState } from 'react';\nexport function A({ on }: { on: boolean }) { if (on) return null; const [n] = useState(0); return <b>{n}</b>; }",
      'react-hooks(rules-of-hooks)',
    ],
    ['export const B = () => <b>{Date.now()}</b>;', 'react(purity)'],
  ],
  'scripts/fault.mjs': [['missing();', 'eslint(no-undef)']],
};
/** What is allowed there, and would be a fault elsewhere. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/main/allowed.ts': 'export const now = Date.now();\nsetTimeout(() => undefined, 1);\n',
  'test/allowed.ts': 'export const x = (given?: string) => given!.length as unknown as boolean;\n',
};

let folder = '';
let found: Found['diagnostics'] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossprem-lint-'));
  const plain = JSON.parse(readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8')) as Configuration;
  const put = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  // Types are looked up by the check of the whole; here they would take longer than everything else.
  const options = { ...plain.options, typeAware: false };
  const jsPlugins = plain.jsPlugins.map((plugin) => join(ROOT, plugin));
  put('.oxlintrc.json', JSON.stringify({ ...plain, options, jsPlugins }));
  for (const [file, faults] of Object.entries(FAULTS))
    for (const [index, [text]] of faults.entries()) put(numbered(file, index), `${text}\n`);
  for (const [file, text] of Object.entries(ALLOWED)) put(file, text);
  const { stdout } = spawnSync(process.execPath, [LINTER, '--format=json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  found = (JSON.parse(stdout) as Found).diagnostics;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function numbered(file: string, index: number): string {
  return file.replace('.', `-${index.toString()}.`);
}
const codesIn = (file: string): readonly string[] =>
  found.filter(({ filename }) => filename === file).map(({ code }) => code);

test.each(
  Object.entries(FAULTS).flatMap(([file, faults]) =>
    faults.map(([, rule], index) => [rule, numbered(file, index)] as const),
  ),
)('%s finds what is wrong in %s', (rule, file) => {
  expect(codesIn(file)).toContain(rule);
});

test.each(Object.keys(ALLOWED))('nothing is wrong in %s', (file) => {
  expect(codesIn(file)).toEqual([]);
});
