/** What removing a package does with the customers' data. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const INSTALLER = resolve(import.meta.dirname, '../../../assets/installer');
const text = (name: string): string => readFileSync(join(INSTALLER, name), 'utf8');

describe.skipIf(process.platform === 'win32')('removing the package of Debian', () => {
  let folder = '';
  const home = (name: string): string => join(folder, 'home', name);
  const data = (name: string): string => join(home(name), '.local/share/crossprem');

  /** Runs the script with an empty system around it: these homes, and no other program but the shell's own. */
  function remove(how: string, environment: Record<string, string> = {}): void {
    const script = join(folder, 'after-remove.sh');
    const own = text('after-remove.sh')
      .replaceAll('${executable}', 'crossprem-of-a-test')
      .replaceAll('${sanitizedProductName}', 'CrosspremOfATest');
    writeFileSync(script, own);
    execFileSync('sh', [script, how], {
      env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, ...environment },
      stdio: 'ignore',
    });
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crossprem-remove-'));
    mkdirSync(join(folder, 'bin'));
    for (const name of ['ann', 'bob']) {
      mkdirSync(data(name), { recursive: true });
      writeFileSync(join(data(name), 'customer.json'), '');
    }
    const lines = ['ann', 'bob', 'eve'].map((name) => `${name}:x:1:1::${home(name)}:/bin/sh`);
    const getent = join(folder, 'bin', 'getent');
    writeFileSync(
      getent,
      `#!/bin/sh\ncat <<'END'\n${[...lines, 'root:x:0:0::/:/bin/sh'].join('\n')}\nEND\n`,
    );
    // Must do nothing outside the test.
    writeFileSync(join(folder, 'bin', 'update-alternatives'), '#!/bin/sh\nexit 0\n');
    chmodSync(getent, 0o755);
    chmodSync(join(folder, 'bin', 'update-alternatives'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('leaves data alone when the package is removed or updated', () => {
    remove('remove');
    remove('upgrade');
    expect(existsSync(join(data('ann'), 'customer.json'))).toBe(true);
  });

  it('removes everybody’s data when it is purged, unless asked to keep it', () => {
    remove('purge', { CROSSPREM_KEEP_DATA: '1' });
    expect(existsSync(data('ann'))).toBe(true);
    remove('purge');
    expect(existsSync(data('ann'))).toBe(false);
    expect(existsSync(data('bob'))).toBe(false);
    expect(existsSync(join(home('ann'), '.local/share'))).toBe(true);
  });

  it('follows no link out of a home folder', () => {
    mkdirSync(join(home('eve'), '.local'), { recursive: true });
    mkdirSync(join(folder, 'elsewhere', 'crossprem'), { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), join(home('eve'), '.local/share'));
    remove('purge');
    expect(existsSync(join(folder, 'elsewhere', 'crossprem'))).toBe(true);
  });
});

describe('the uninstaller of Windows', () => {
  const script = text('uninstall-data.nsh');
  const uninstall = script.slice(script.indexOf('!macro customUnInstall'));

  it('touches no data in an update, which runs it too', () => {
    expect(uninstall.split('\n')[1]?.trim()).toBe('${ifNot} ${isUpdated}');
  });

  it('removes by Windows’ own rd, and only folders of the product', () => {
    expect(script).not.toMatch(/RMDir|Delete /);
    const folders = [...script.matchAll(/insertmacro removeDataFolder "([^"]+)"/g)].map(
      ([, one]) => one,
    );
    expect(folders).toEqual(['${PROFILE}\\AppData\\Local\\Crossprem', '$LOCALAPPDATA\\Crossprem']);
  });

  it('skips a profile with a link on the way, and holds every folder above until it is done', () => {
    const macro = (name: string): string =>
      new RegExp(`!macro ${name} [^]*?!macroend`).exec(script)?.[0] ?? '';
    const steps = macro('removeDataOfProfile')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => !line.startsWith('#'));
    expect(steps.slice(1, -1)).toEqual([
      'StrCpy $R8 "remove"',
      '!insertmacro holdFolder "${PROFILE}" 0',
      '!insertmacro holdFolder "${PROFILE}\\AppData" 1',
      '!insertmacro holdFolder "${PROFILE}\\AppData\\Local" 2',
      '${if} $R8 == "remove"',
      '!insertmacro removeDataFolder "${PROFILE}\\AppData\\Local\\Crossprem"',
      '${endif}',
      '!insertmacro letGoFolder 2',
      '!insertmacro letGoFolder 1',
      '!insertmacro letGoFolder 0',
    ]);
    const hold = macro('holdFolder');
    // Not shared for deleting, and of a link the link itself; held before it is looked at.
    expect(hold).toContain('i 1, i 3, i 0, i 3, i 0x02200000, i 0) i .r${NUMBER}');
    expect(hold.indexOf('CreateFileW')).toBeLessThan(hold.indexOf('GetFileAttributesW'));
    expect(hold).toMatch(
      /& 0x400\s+\$\{if\} \$R7 != 0\s+\$\{orIf\} \$\$\{NUMBER\} == -1\s+StrCpy \$R8 "skip"/,
    );
    expect(macro('removeDataFolder')).toMatch(/& 0x400\s+\$\{if\} \$R7 == 0\s+nsExec/);
    expect(script.match(/removeDataOfProfile \$R6/g)).toHaveLength(1);
  });

  it('asks in three languages; silently it leaves none behind unless it is asked to keep it', () => {
    expect(uninstall).toContain('/KEEPDATA');
    expect(script.match(/StrCpy \$R3 "/g)).toHaveLength(3);
    expect(script).toContain('MB_DEFBUTTON2');
    expect(script).toContain('/SD IDYES IDYES +2\n  StrCpy ${RESULT} "keep"');
  });
});
