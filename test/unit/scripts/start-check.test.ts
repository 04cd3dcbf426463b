/** A package counts as made only once its program started and answered. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOpen, isRoot, openFolder } from '../../../scripts/package/open-folder.mjs';
import { ownProgram, startFault, startOnce } from '../../../scripts/package/start-check.mjs';

const good = { code: 0, stdout: '{"checks":[{"id":"runtime"}]}', stderr: '' };
const version = { code: 0, stdout: 'Crossprem 1.2.3\n', stderr: '' };

describe('a packaged program', () => {
  it('is started where it is of this processor', () => {
    const programs = ['/d/linux-arm64-unpacked/crossprem', '/d/linux-unpacked/crossprem'];
    expect(ownProgram(programs, 'x64')).toBe(programs[1]);
    expect(ownProgram(programs, 'arm64')).toBe(programs[0]);
    expect(ownProgram(['/d/mac-arm64/Crossprem.app'], 'x64')).toBeUndefined();
  });

  it('must say its version, and look at the computer', () => {
    expect(startFault('1.2.3', version, good)).toBeUndefined();
    expect(startFault('1.2.4', version, good)).toContain('1.2.3');
    expect(startFault('1.2.3', { ...version, code: 132 }, good)).toContain('132');
    expect(startFault('1.2.3', version, { stdout: '' })).toContain('doctor');
    expect(startFault('1.2.3', version, { stdout: '{"checks":[]}' })).toContain('nothing');
  });

  // threat T10
  it('that does not answer is a fault of the release', () => {
    const asked: string[][] = [];
    const start = (_program: string, args: readonly string[]) => {
      asked.push([...args]);
      return args.includes('version') ? version : good;
    };
    startOnce('/d/linux-unpacked/crossprem', '1.2.3', start);
    expect(asked.map((args) => args.slice(0, 2))).toEqual([
      ['--cli', 'version'],
      ['--cli', 'doctor'],
    ]);
    const dead = () => ({ code: 127, stdout: '', stderr: 'no such library' });
    expect(() => startOnce('/d/x', '1.2.3', dead)).toThrow('does not start');
  });
});

describe('a program that root starts as somebody without rights', () => {
  /** A package in a folder that only its owner may enter. */
  function closedPackage(): string {
    const above = mkdtempSync(join(tmpdir(), 'crossprem-closed-'));
    const folder = join(above, 'linux-unpacked');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'crossprem'), 'program');
    return folder;
  }

  it.skipIf(process.platform === 'win32')('is told apart by each folder above it', () => {
    expect(isOpen('/')).toBe(true);
    expect(isOpen(closedPackage())).toBe(false);
  });

  it('is copied where that one may not look, and the copy goes away', () => {
    const folder = closedPackage();
    const open = openFolder(folder);
    expect(readFileSync(join(open.folder, 'crossprem'), 'utf8')).toBe('program');
    expect(open.folder === folder).toBe(!isRoot());
    open.remove();
    expect(existsSync(open.folder)).toBe(!isRoot());
    expect(existsSync(folder)).toBe(true);
  });
});
