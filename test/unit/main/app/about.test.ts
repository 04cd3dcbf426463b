import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AboutDesk } from '../../../../src/main/app/about-desk';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossprem-about-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function desk(isTestPackage = false) {
  const opened: string[] = [];
  const about = new AboutDesk({
    appFolder: folder,
    licencesFile: join(folder, 'THIRD-PARTY-LICENSES.txt'),
    isTestPackage,
    openPath: (path) => {
      opened.push(path);
      return Promise.resolve();
    },
  });
  return { about, opened };
}

describe('what About knows of its package', () => {
  it('is the commit and the mark that the package bears', () => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ commit: 'abcdef012345' }));
    expect(desk(true).about.facts()).toEqual({
      commit: 'abcdef012345',
      testPackage: true,
      licences: false,
    });
  });

  it.each(['{}', '{"commit":"<b>"}', '{"commit":7}', 'no JSON'])(
    'is nothing where it reads %s',
    (text) => {
      writeFileSync(join(folder, 'package.json'), text);
      expect(desk().about.facts().commit).toBeNull();
    },
  );

  it('is nothing where there is no package.json', () => {
    expect(desk().about.facts().commit).toBeNull();
  });

  it('opens the licences and no other file', async () => {
    const file = join(folder, 'THIRD-PARTY-LICENSES.txt');
    writeFileSync(file, 'MIT');
    const { about, opened } = desk();
    expect(about.facts().licences).toBe(true);
    await about.openLicences();
    expect(opened).toEqual([file]);
  });
});
