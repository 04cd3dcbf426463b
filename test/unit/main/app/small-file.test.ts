/** The window's own small files: always a whole one, flushed, and a scanner that holds the old one is waited out. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSmallJson, writeSmallJson, type SmallDisk } from '../../../../src/main/app/small-file';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'crossprem-small-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A disk that notes what it is asked, and whose rename fails some times. */
function disk(failures: readonly string[], platform: NodeJS.Platform = 'linux') {
  const left = [...failures];
  const steps: string[] = [];
  const made: SmallDisk = {
    platform,
    write: () => steps.push('write and flush'),
    rename: () => {
      steps.push('rename');
      const code = left.shift();
      if (code !== undefined) throw Object.assign(new Error(code), { code });
    },
    flushFolder: () => steps.push('flush folder'),
    remove: () => steps.push('remove'),
    pause: (milliseconds) => steps.push(`wait ${milliseconds}`),
  };
  return { made, steps };
}

describe('a small file', () => {
  it('is replaced as a whole, and nothing is left beside it', () => {
    const file = join(folder, 'deep', 'one.json');
    writeSmallJson(file, { version: 1 });
    writeSmallJson(file, { version: 2 });
    expect(readSmallJson(file)).toEqual({ version: 2 });
    expect(readFileSync(file, 'utf8').endsWith('\n')).toBe(true);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['one.json']);
  });

  // fault power-loss
  it('has its content on disk before its name', () => {
    const { made, steps } = disk([]);
    writeSmallJson(join(folder, 'a'), 1, made);
    expect(steps).toEqual(['write and flush', 'rename', 'flush folder']);
  });

  // fault file-held
  it('that a scanner holds is tried again, then named as what it is', () => {
    const patient = disk(['EPERM', 'EBUSY'], 'win32');
    writeSmallJson(join(folder, 'a'), 1, patient.made);
    expect(patient.steps).toEqual([
      'write and flush',
      'rename',
      'wait 20',
      'rename',
      'wait 60',
      'rename',
    ]);
    const held = disk(['EBUSY', 'EBUSY', 'EBUSY', 'EBUSY']);
    expect(() => writeSmallJson(join(folder, 'a'), 1, held.made)).toThrow('EBUSY');
    expect(held.steps.at(-1)).toBe('remove');
    const denied = disk(['EACCES']);
    expect(() => writeSmallJson(join(folder, 'a'), 1, denied.made)).toThrow('EACCES');
    expect(denied.steps).toEqual(['write and flush', 'rename', 'remove']);
  });
});
