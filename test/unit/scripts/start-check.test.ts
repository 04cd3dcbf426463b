/** A package counts as made only once its program started and answered. */
import { describe, expect, it } from 'vitest';
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
