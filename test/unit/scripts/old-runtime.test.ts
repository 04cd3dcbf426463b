import { expect, it } from 'vitest';
import { matchesIntegrity } from '../../../scripts/setup/old-runtime.mjs';

const integrity =
  'sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==';

// threat T10
it('accepts exactly the content that was pinned', () => {
  expect(matchesIntegrity(Buffer.from('hello'), integrity)).toBe(true);
  expect(matchesIntegrity(Buffer.from('hello!'), integrity)).toBe(false);
});
