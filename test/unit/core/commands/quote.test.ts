import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote } from '../../../../src/core/commands/render';
import { anyText } from './support/names';
import { lex } from './support/powershell-lexer';

describe('quote', () => {
  it.each([
    ['plain', `'plain'`],
    ['', `''`],
    ["O'Brien", `'O''Brien'`],
    ['\u2019smart\u2018', `'\u2019\u2019smart\u2018\u2018'`],
    ['\u201A\u201B', `'\u201A\u201A\u201B\u201B'`],
    ['$(x) `n "台北"', `'$(x) \`n "台北"'`],
  ])('writes %j as %s', (value, text) => {
    expect(quote(value)).toBe(text);
  });

  // threat T9
  it('gives back the same value for any text, and one literal only', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.string({
            unit: fc.constantFrom(
              "'",
              '\u2018',
              '\u2019',
              '\u201A',
              '\u201B',
              '"',
              '`',
              '$',
              '(',
              ')',
              ' ',
              'a',
              '\u201C',
            ),
          }),
        ),
        (value) => {
          const lexed = lex(`Set-X -A ${quote(value)} -B 1`);
          expect(lexed.literals).toEqual([value]);
          expect(lexed.code).toBe('Set-X -A   -B 1');
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
