import { expect, test } from 'vitest';
import { parseCommandLine } from '../../../src/cli/arguments';

const record = (...words: readonly string[]) =>
  parseCommandLine(['verify', '--record', 'purges=passed', ...words]).checks;

test('a check is signed with a name', () => {
  expect(record('--by', ' Ada ', '--note', 'seen in EWSEditor')).toEqual([
    { check: 'purges', result: 'passed', by: 'Ada', note: 'seen in EWSEditor' },
  ]);
});

test.each<[string, readonly string[]]>([
  ['no name', []],
  ['an empty name', ['--by', ' ']],
  ['a line end', ['--by', 'Ada', '--note', 'a\nb']],
  ['a turned direction', ['--by', 'Ada\u202e']],
  ['a long note', ['--by', 'Ada', '--note', 'x'.repeat(501)]],
])('%s is refused', (_name, words) => {
  expect(() => record(...words)).toThrow();
});

test('checks and results are the known ones, and belong to verify', () => {
  expect(() => parseCommandLine(['verify', '--record', 'x=passed', '--by', 'Ada'])).toThrow();
  expect(() => parseCommandLine(['verify', '--record', 'purges=ok', '--by', 'Ada'])).toThrow();
  expect(() => parseCommandLine(['plan', '--record', 'purges=passed', '--by', 'A'])).toThrow();
  expect(() => parseCommandLine(['verify', '--by', 'Ada'])).toThrow();
});
