import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../src/cli/arguments';

const set = (...words: string[]) =>
  parseCommandLine(['customer', 'set', '--customer', 'contoso', ...words]);

describe('--oauth', () => {
  test('takes the three ways, and a statement with who makes it and who sets step 1 up', () => {
    expect(set().oauth).toBeUndefined();
    expect(set('--oauth', 'guided').oauth).toEqual({ way: 'guided' });
    expect(set('--oauth', 'adopt').oauth).toEqual({ way: 'adopt' });
    expect(set('--oauth', 'elsewhere', '--by', ' Ada ', '--note', 'The wizard')).toMatchObject({
      oauth: { way: 'elsewhere', statedBy: 'Ada', doneBy: 'The wizard' },
      checks: [],
    });
  });

  test.each([
    ['a way that there is not', ['--oauth', 'maybe']],
    ['a statement without a name', ['--oauth', 'elsewhere', '--note', 'The wizard']],
    ['a statement without who sets it up', ['--oauth', 'elsewhere', '--by', 'Ada']],
    ['a name that is empty', ['--oauth', 'elsewhere', '--by', ' ', '--note', 'The wizard']],
    ['a line end in a name', ['--oauth', 'elsewhere', '--by', 'A\nB', '--note', 'The wizard']],
    ['a name where nothing is stated', ['--oauth', 'adopt', '--by', 'Ada']],
  ])('refuses %s', (_, words) => {
    expect(() => set(...words)).toThrow('HX-USE');
  });

  test('belongs to customer set alone', () => {
    expect(() => parseCommandLine(['plan', '--oauth', 'adopt'])).toThrow('HX-USE');
  });
});
