/** Archives, read back by a reader of our own and, where there is one, by the system's. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zipFile } from '../../../../src/adapters/storage/zip-file';
import { unzip } from './zip-reader';

const WHEN = new Date('2026-11-21T14:02:04Z');
const hasUnzip = spawnSync('unzip', ['-v']).status === 0;
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('an archive', () => {
  it('gives back every file, byte for byte', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.tuple(fc.stringMatching(/^[a-z]{1,8}(\/[a-z台é]{1,8})?$/), fc.uint8Array()),
          {
            selector: ([name]) => name,
            maxLength: 8,
          },
        ),
        (files) => {
          const archive = zipFile(
            files.map(([name, content]) => ({ name, content })),
            WHEN,
          );
          const read = unzip(archive);
          expect([...read.keys()]).toEqual(files.map(([name]) => name));
          for (const [name, content] of files) expect([...read.get(name)!]).toEqual([...content]);
        },
      ),
    );
  });

  it('is the same for the same files and time', () => {
    const files = [{ name: 'a.txt', content: Buffer.from('one '.repeat(500)) }];
    expect(Buffer.from(zipFile(files, WHEN)).equals(Buffer.from(zipFile(files, WHEN)))).toBe(true);
    expect(zipFile(files, WHEN).length).toBeLessThan(500);
  });

  it('refuses a name twice', () => {
    const file = { name: 'a', content: new Uint8Array() };
    expect(() => zipFile([file, file], WHEN)).toThrow(RangeError);
  });

  const text = 'Zeichen 台北 é '.repeat(200);
  const onDisk = (work: (file: string) => void): void => {
    const folder = mkdtempSync(join(tmpdir(), 'crossprem-zip-'));
    const file = join(folder, 'test.zip');
    const entries = [
      { name: 'logs/台北.log', content: Buffer.from(text, 'utf8') },
      { name: 'empty.txt', content: new Uint8Array() },
    ];
    writeFileSync(file, zipFile(entries, WHEN));
    expect(readFileSync(file).length).toBeGreaterThan(0);
    work(file);
    rmSync(folder, { recursive: true });
  };

  it.skipIf(!hasUnzip)('is sound to unzip', () => {
    onDisk((file) => {
      const tested = spawnSync('unzip', ['-t', file], { encoding: 'utf8' });
      expect(tested.stdout).toContain('No errors detected');
    });
  });

  it.skipIf(!hasPython)('is sound to Python, names and times included', () => {
    const script =
      'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n' +
      'print(ascii([(i.filename,i.date_time) for i in z.infolist()]))';
    onDisk((file) => {
      const { stdout } = spawnSync('python3', ['-c', script, file], { encoding: 'utf8' });
      expect(stdout).toContain("'logs/\\u53f0\\u5317.log', (2026, 11, 21, 14, 2, 4)");
    });
  });
});
