import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allMarks, document, marksOf, points } from '../../../scripts/acceptance.mjs';

/** Written apart, so that this file marks nothing itself. */
const MARK = ['//', 'acceptance'].join(' ');
const DOCUMENT = join(import.meta.dirname, '../../../docs/acceptance.md');

describe('the list of acceptance', () => {
  const texts = points();
  const marks = allMarks();

  it.each(texts.map((text, index) => [index + 1, text]))('point %i is shown: %s', (point) => {
    expect(marks.filter((mark) => mark.point === point).length).toBeGreaterThan(0);
  });

  it('marks no point that is not there', () => {
    expect(texts).toHaveLength(40);
    expect(marks.filter(({ point }) => point < 1 || point > 40)).toEqual([]);
  });

  it('is what the marks say', () => {
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(document(texts, marks));
  });

  it('refuses a mark above no test', () => {
    expect(() => marksOf('a.test.ts', `${MARK} 3\nconst a = 1;\n`)).toThrow('above no test');
  });

  it('reads titles over lines, of tables, and of pictures', () => {
    const text = `${MARK} 1, 2
test(
  'over lines', () => {});
  ${MARK} 3
  it.each(ALL)("of %s", () => {});
  ${MARK} 4
  ['plan-script', 'read', press('x')],
`;
    expect(marksOf('a', text).map(({ point, title }) => [point, title])).toEqual([
      [1, 'over lines'],
      [2, 'over lines'],
      [3, 'of %s'],
      [4, 'plan-script'],
    ]);
  });
});
