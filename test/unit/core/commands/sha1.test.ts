import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha1OfBinary } from '../../../../src/core/commands/sha1';

describe('sha1OfBinary', () => {
  it('agrees with the reference implementation for every length around the block borders', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 260 }), (bytes) => {
        const expected = createHash('sha1').update(bytes).digest('hex').toUpperCase();
        expect(sha1OfBinary(Buffer.from(bytes).toString('latin1'))).toBe(expected);
      }),
      { numRuns: 500 },
    );
    for (const length of [0, 55, 56, 63, 64, 119, 120]) {
      const text = 'x'.repeat(length);
      expect(sha1OfBinary(text)).toBe(createHash('sha1').update(text).digest('hex').toUpperCase());
    }
  });
});
