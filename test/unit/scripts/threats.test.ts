import { describe, expect, it } from 'vitest';
import {
  page,
  threatMarks,
  threatMarksOf,
  threatsOf,
  withTests,
} from '../../../scripts/threats.mjs';

/** Written apart, so that this file marks nothing itself. */
const MARK = ['//', 'threat'].join(' ');

describe('the threat model', () => {
  const marks = threatMarks();
  const threats = threatsOf(page());

  it.each(threats)('%s is held off by something that a test shows', (threat) => {
    expect(marks.filter(({ of, maySkip }) => of === threat && !maySkip)).not.toEqual([]);
  });

  it('has each threat once, and no test shows one that is not there', () => {
    expect(threats.length).toBeGreaterThan(8);
    expect(new Set(threats).size).toBe(threats.length);
    expect(marks.filter(({ of }) => !threats.includes(of))).toEqual([]);
  });

  it('names the tests that the marks say (node scripts/threats.mjs)', () => {
    expect(page()).toBe(withTests(page(), marks));
  });

  it('refuses a mark above no test, and a threat without a place for its tests', () => {
    expect(() => threatMarksOf('a.test.ts', `${MARK} T3\nconst a = 1;\n`)).toThrow('above no test');
    expect(() => withTests('### T1 A script\n\nText.\n', marks)).toThrow('T1');
  });

  it('lists a test once below each threat that it shows', () => {
    const found = threatMarksOf(
      'a.test.ts',
      `${MARK} T1, T2\n  // why\n  it('holds', () => {});\n`,
    );
    const text = ['T1', 'T2', 'T3'].map(
      (id) => `### ${id} x\n\n<!-- tests -->\nan earlier list\n<!-- end of tests -->\n`,
    );
    const made = withTests(text.join('\n'), [...found, ...found]);
    expect(made.match(/- test `a\.test\.ts`: holds/g)).toHaveLength(2);
    expect(made).not.toContain('earlier');
  });
});
