import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourcesStamp } from '../../../scripts/setup/build.mjs';

let root = '';
const write = (path: string, text: string) => writeFileSync(join(root, path), text);
const stamp = () => sourcesStamp(root, ['src', 'package.json', 'absent']);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crossprem-build-'));
  mkdirSync(join(root, 'src'));
  write('src/a.ts', 'one');
  write('package.json', '{}');
});

afterEach(() => rmSync(root, { recursive: true }));

describe('sourcesStamp', () => {
  it('does not depend on file times', () => {
    const before = stamp();
    utimesSync(join(root, 'src/a.ts'), 1, 1);
    expect(stamp()).toBe(before);
  });

  it('changes with contents, names and new files', () => {
    const stamps = [stamp()];
    write('src/a.ts', 'two');
    stamps.push(stamp());
    write('src/b.ts', '');
    stamps.push(stamp());
    rmSync(join(root, 'src/b.ts'));
    write('src/c.ts', '');
    stamps.push(stamp());
    expect(new Set(stamps).size).toBe(4);
  });
});
