/** A package made for tests is known by the mark in its archive, and works for nobody. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  isPracticeOnly,
  isPracticePackage,
  restrictToPractice,
} from '../../../../src/main/app/electron-compat';
import { bearsPracticeMark } from '../../../../src/main/app/practice-package';
import { usualDataFolder } from '../../../../src/adapters/system/data-folder';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'crossprem-mark-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  restrictToPractice(false);
});

describe('a package made for tests', () => {
  it('is known by its mark alone', () => {
    const mark = (text: string): boolean => {
      writeFileSync(join(folder, 'package.json'), text);
      return bearsPracticeMark(folder);
    };
    expect(mark('{"name":"crossprem","practiceOnly":true}')).toBe(true);
    expect(mark('{"name":"crossprem"}')).toBe(false);
    expect(mark('{"practiceOnly":"true"}')).toBe(false);
    expect(mark('not JSON')).toBe(false);
    expect(bearsPracticeMark(join(folder, 'nowhere'))).toBe(false);
  });

  it('holds no customer, even on the current Electron', () => {
    expect(isPracticeOnly('45.4.1')).toBe(false);
    restrictToPractice(true);
    expect(isPracticePackage()).toBe(true);
    expect(isPracticeOnly('45.4.1')).toBe(true);
  });
});

describe('the portable program', () => {
  it('keeps its data beside itself, for window and command line alike', () => {
    const env = { PORTABLE_EXECUTABLE_DIR: '/media/stick', XDG_DATA_HOME: '/data' };
    expect(usualDataFolder(env, 'linux')).toBe('/media/stick/Crossprem data');
    // Only an absolute folder can come from its starter.
    const relative = { ...env, PORTABLE_EXECUTABLE_DIR: 'stick' };
    expect(usualDataFolder(relative, 'linux')).toBe('/data/crossprem');
  });
});
