import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { document, FAULT, faultMarks, faults } from '../../../scripts/faults.mjs';
import { marksIn } from '../../../scripts/marks.mjs';
import { ERROR_CODES } from '../../../src/shared/errors';

/** Written apart, so that this file marks nothing itself. */
const MARK = ['//', 'fault'].join(' ');
const DOCUMENT = join(import.meta.dirname, '../../../docs/fault-matrix.md');

describe('the fault matrix', () => {
  const rows = faults();
  const marks = faultMarks();

  it.each(rows.map(({ id, fault }) => [id, fault]))('%s has a test: %s', (id) => {
    expect(marks.filter((mark) => mark.of === id && !mark.maySkip).length).toBeGreaterThan(0);
  });

  it('marks no fault that is not there, and names no code that is not', () => {
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(marks.filter(({ of }) => !ids.includes(of))).toEqual([]);
    const known: readonly string[] = ERROR_CODES;
    expect(rows.flatMap(({ codes }) => codes).filter((code) => !known.includes(code))).toEqual([]);
  });

  it('is what the marks say', () => {
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(document(rows, marks));
  });

  it('reads titles of tests and of tables, and refuses a mark above none', () => {
    const text = `${MARK} a-1\n// other b\ntest('one', () => {});\n  ${MARK} b, c\n  it.each([['x', 1]])('two %s', () => {});\n`;
    expect(marksIn('fault', FAULT, 'f', text).map(({ of, title }) => [of, title])).toEqual([
      ['a-1', 'one'],
      ['b', 'two %s'],
      ['c', 'two %s'],
    ]);
    expect(() => marksIn('fault', FAULT, 'f', `${MARK} a\nconst a = 1;\n`)).toThrow(
      'above no test',
    );
  });

  it('tells tests that may be left out from those that always run', () => {
    const lines = [
      `describe.skipIf(real === undefined)('group', () => {`,
      `  ${MARK} b`,
      `  test('two', () => {});`,
      `});`,
      `${MARK} c`,
      `test('three', () => {});`,
      `${MARK} d`,
      `it.skipIf(real === undefined)('four', () => {});`,
      `${MARK} e`,
      `it.skipIf(process.platform === 'win32')('five', () => {});`,
    ];
    const found = marksIn('fault', FAULT, 'f', lines.join('\n'));
    expect(found.filter(({ maySkip }) => maySkip).map(({ of }) => of)).toEqual(['b', 'd']);
  });
});
