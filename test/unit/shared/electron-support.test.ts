import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { OLDEST_TRUSTED_ELECTRON, supportEnded } from '../../../src/shared/electron-support';

const manifest = v.parse(
  v.object({ devDependencies: v.object({ electron: v.string() }) }),
  JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')),
);
const pinned = manifest.devDependencies.electron;
const far = new Date('2100-01-01T00:00:00Z');

describe('the support of Electron', () => {
  it('has an end in the table for the pinned version, and for the two before it', () => {
    const major = Number.parseInt(pinned, 10);
    expect(OLDEST_TRUSTED_ELECTRON).toBe(major - 2);
    const ends = [major - 2, major - 1, major].map((each) => supportEnded(`${each}.0.0`, far));
    expect(ends).not.toContain(null);
    expect(ends).toEqual([...ends].sort());
  });

  it('ends on its day, and not before', () => {
    const day = supportEnded(pinned, far) ?? '';
    expect(supportEnded(pinned, new Date(Date.parse(day) - 1))).toBeNull();
    expect(supportEnded(pinned, new Date(day))).toBe(day);
  });

  it('is not judged for a version that is not known', () => {
    expect(supportEnded('99.0.0', far)).toBeNull();
    expect(supportEnded('', far)).toBeNull();
  });
});
