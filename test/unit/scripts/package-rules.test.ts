/** What may be made into a package, where, and what is found in one. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageFolder } from '../../../scripts/bundled-packages-plugin.mjs';
import { refusal } from '../../../scripts/package.mjs';
import { readConfiguration } from '../../../scripts/package/configuration.mjs';
import { archiveNames, contentFaults, sizeFaults } from '../../../scripts/package/contents.mjs';
import { SUMS_FILE, writeSums } from '../../../scripts/package/finish.mjs';
import { licencesText, readPackage } from '../../../scripts/package/licences.mjs';
import {
  chooseElectron,
  obstacle,
  pinnedElectron,
  wantedPackages,
  type Machine,
} from '../../../scripts/package/machine.mjs';
import {
  PUBLISHER_FILE,
  missingPublisher,
  publishedConfiguration,
  readPublisher,
} from '../../../scripts/package/publisher.mjs';
import { shippedParts } from '../../../scripts/package/sbom.mjs';
import { missingIdentity } from '../../../scripts/package/signing.mjs';

const PUBLISHER = {
  homepage: 'https://crossprem.org/',
  maintainer: 'Ada Lovelace <ada@crossprem.org>',
  upgradeCode: '9A3E1B52-7C66-4D51-8C39-2B1D4F6E7A80',
};

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'crossprem-package-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A folder that says it is this Electron. */
function electron(version: string): string {
  const place = mkdtempSync(join(folder, 'electron-'));
  writeFileSync(join(place, 'version'), version);
  return place;
}

const machine: Machine = {
  system: 'linux',
  arch: 'x64',
  electron: { kind: 'fetched' },
  reachesElectron: true,
  reachesTools: true,
  hasSevenZip: false,
  hasFpm: false,
};

describe('the Electron of a package', () => {
  const nowhere = '/nowhere';
  const places = { given: undefined, installed: nowhere, old: nowhere, pinned: '45.4.1' };

  it('is the pinned one, from wherever it is', () => {
    const own = electron('v45.4.1');
    expect(chooseElectron({ ...places, given: own, reachable: false })).toEqual({
      kind: 'pinned',
      folder: own,
    });
    expect(chooseElectron({ ...places, installed: own, reachable: true }).kind).toBe('pinned');
    expect(chooseElectron({ ...places, reachable: true })).toEqual({ kind: 'fetched' });
    expect(chooseElectron({ ...places, reachable: false })).toEqual({ kind: 'none' });
  });

  // threat T10
  it('is never another, even when somebody names it', () => {
    const old = electron('25.1.1');
    const wrong = { kind: 'wrong', version: '25.1.1' } as const;
    expect(chooseElectron({ ...places, given: old, reachable: true })).toEqual(wrong);
    expect(chooseElectron({ ...places, old, reachable: false })).toEqual(wrong);
    const [what = '', todo = ''] = refusal({ ...machine, electron: wrong }, false, {}, {});
    expect(what).toContain('25.1.1');
    expect(todo).toContain(pinnedElectron());
    expect(refusal({ ...machine, electron: { kind: 'none' } }, false, {}, {})).toHaveLength(2);
    expect(refusal(machine, false, {}, {})).toEqual([]);
  });
});

describe('a release', () => {
  // threat T10
  it('is refused where the environment names nobody who signs', () => {
    expect(refusal(machine, true, {}, PUBLISHER)).toHaveLength(2);
    expect(refusal(machine, true, { RELEASE_GPG_KEY: 'key' }, PUBLISHER)).toEqual([]);
    expect(missingIdentity('win32', {})).toContain('WIN_CSC_LINK');
    expect(missingIdentity('win32', { CSC_LINK: 'file' })).toBeUndefined();
    // Half of Azure's variables are none.
    expect(missingIdentity('win32', { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c' })).toBeDefined();
    expect(missingIdentity('darwin', { CSC_LINK: 'file' })).toContain('notarise');
    const notary = { APPLE_ID: 'a', APPLE_APP_SPECIFIC_PASSWORD: 'p', APPLE_TEAM_ID: 't' };
    expect(missingIdentity('darwin', { CSC_LINK: 'file', ...notary })).toBeUndefined();
  });
});

describe('the publisher of a release', () => {
  const base = readConfiguration();

  it('is refused while placeholders stand, each by its name', () => {
    const [what, ...which] = refusal(machine, true, { RELEASE_GPG_KEY: 'key' }, {});
    expect(what).toBe('A release says who publishes it.');
    expect(which.map((line) => line.split(' ')[0])).toEqual([
      'homepage',
      'maintainer',
      'upgradeCode',
    ]);
    expect(which.every((line) => line.includes('is a placeholder'))).toBe(true);
    // Whoever copies the placeholders has said nothing.
    const copied = {
      homepage: base['extraMetadata'].homepage as string,
      maintainer: base['linux'].maintainer as string,
      upgradeCode: (base['msi'].upgradeCode as string).toLowerCase(),
    };
    expect(missingPublisher(base, copied)).toHaveLength(3);
  });

  it.each([
    ['homepage', 'http://crossprem.org'],
    ['homepage', 'https://downloads.crossprem.invalid/x'],
    ['homepage', 'crossprem.org'],
    ['maintainer', 'somebody@crossprem.org'],
    ['maintainer', 'Somebody <somebody@example.com>'],
    ['upgradeCode', '00000000-0000-0000-0000-000000000000'],
    ['upgradeCode', '{9A3E1B52-7C66-4D51-8C39-2B1D4F6E7A80}'],
  ] as const)('is refused with %s %s', (name, value) => {
    const [line = '', ...more] = missingPublisher(base, { ...PUBLISHER, [name]: value });
    expect([line.startsWith(`${name} does not fit`), more]).toEqual([true, []]);
  });

  it('comes from a file or the environment, which wins, and stands in what is built', () => {
    const file = join(folder, PUBLISHER_FILE);
    expect(readPublisher({}, file)).toEqual({});
    writeFileSync(file, JSON.stringify({ ...PUBLISHER, homepage: 'https://old.crossprem.org' }));
    const found = readPublisher({ RELEASE_HOMEPAGE: PUBLISHER.homepage }, file);
    expect(found).toEqual(PUBLISHER);
    expect(publishedConfiguration(base, found)).toMatchObject({
      extraMetadata: { homepage: PUBLISHER.homepage },
      linux: { maintainer: PUBLISHER.maintainer, category: 'Office' },
      msi: { upgradeCode: PUBLISHER.upgradeCode, perMachine: true },
    });
    writeFileSync(file, '{');
    expect(() => readPublisher({}, file)).toThrow(PUBLISHER_FILE);
  });
});

describe('what a computer can make', () => {
  const wanted = wantedPackages(readConfiguration());
  const made = (on: Machine) =>
    wanted.filter((item) => obstacle(item, on) === undefined).map((item) => item.target);

  it('is everything of its own system, where the tools can be had', () => {
    expect(wanted).toHaveLength(16);
    expect(new Set(made(machine))).toEqual(new Set(['AppImage', 'deb', 'tar.gz']));
    expect(made({ ...machine, system: 'win32' })).toHaveLength(8);
  });

  it('is only what its own tools make, where none can be fetched; each obstacle names a way', () => {
    const alone: Machine = {
      ...machine,
      electron: { kind: 'pinned', folder: '/electron' },
      reachesElectron: false,
      reachesTools: false,
    };
    expect(made(alone)).toEqual([]);
    expect(made({ ...alone, hasSevenZip: true })).toEqual(['tar.gz']);
    expect(made({ ...alone, hasFpm: true })).toEqual(['deb']);
    for (const item of wanted) {
      const found = obstacle(item, alone);
      expect(found?.why).toBeTruthy();
      expect(found?.where).toMatch(/^on (?:Windows|macOS|Linux)/);
    }
  });
});

describe('an unpacked program', () => {
  /** An archive that names these files, empty ones. */
  function archive(names: readonly string[]): Buffer {
    const files: Record<string, object> = {};
    for (const name of names) files[name] = { size: 0, offset: '0' };
    const header = Buffer.from(JSON.stringify({ files: { out: { files } } }));
    const head = Buffer.alloc(16);
    head.writeUInt32LE(header.length, 12);
    return Buffer.concat([head, header]);
  }

  // threat T10
  it('may hold neither maps nor packages, and must hold licences and the bridge as it was built', () => {
    const resources = join(folder, 'resources');
    mkdirSync(join(resources, 'powershell'), { recursive: true });
    writeFileSync(join(resources, 'powershell', 'Extra.ps1'), '');
    writeFileSync(join(resources, 'app.asar'), archive(['main.cjs', 'main.cjs.map']));
    expect(archiveNames(join(resources, 'app.asar'))).toEqual(['out/main.cjs', 'out/main.cjs.map']);
    const faults = contentFaults(folder, resources).join('\n');
    expect(faults).toContain('app.asar holds out/main.cjs.map');
    expect(faults).not.toContain('holds out/main.cjs\n');
    expect(faults).toContain('powershell/Extra.ps1 does not belong there');
    expect(faults).toContain('powershell/Crossprem.Bridge.psm1 is missing');
    expect(faults).toContain('licences/THIRD-PARTY-LICENSES.txt is missing');
  });

  it('is weighed', () => {
    const file = join(folder, 'file');
    expect(sizeFaults('It', file, 10)).toEqual(['It is missing or empty']);
    writeFileSync(file, '12345678901');
    expect(sizeFaults('It', file, 11)).toEqual([]);
    expect(sizeFaults('It', file, 10)).toHaveLength(1);
  });
});

describe('beside the packages', () => {
  it('lie checksums in the form that sha256sum reads', () => {
    writeFileSync(join(folder, 'b'), 'abc');
    writeFileSync(join(folder, 'a'), '');
    writeSums(folder, [join(folder, 'b'), join(folder, 'a')]);
    expect(readFileSync(join(folder, SUMS_FILE), 'utf8').split('\n')).toEqual([
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a',
      '',
    ]);
  });

  it('lies a list of what ships, and of nothing else', () => {
    const component = (name: string, development = false) => ({
      'bom-ref': `${name}@1.0.0`,
      name,
      version: '1.0.0',
      ...(development
        ? { properties: [{ name: 'cdx:npm:package:development', value: 'true' }] }
        : {}),
    });
    const whole = {
      metadata: { component: { ...component('folder'), type: 'library' } },
      components: [component('shipped'), component('tool', true), component('electron', true)],
      dependencies: [
        { ref: 'folder@1.0.0', dependsOn: ['shipped@1.0.0', 'tool@1.0.0'] },
        { ref: 'tool@1.0.0', dependsOn: [] },
      ],
    };
    const at = (name: string) => ({ name, version: '1.0.0' });
    const list = shippedParts(whole, [at('shipped'), at('electron')]);
    expect(list.metadata.component).toMatchObject({ type: 'application', name: 'crossprem' });
    expect(list.components).toEqual([component('shipped'), component('electron')]);
    expect(list.dependencies).toEqual([{ ref: 'folder@1.0.0', dependsOn: ['shipped@1.0.0'] }]);
    expect(() => shippedParts(whole, [at('unknown')])).toThrow('not complete');
  });

  it('lie the licences of what was bundled', () => {
    expect(packageFolder('\0/x/node_modules/@a/b/lib/c.js?v')).toBe('/x/node_modules/@a/b');
    expect(packageFolder('/x/node_modules/a/node_modules/b/c.js')).toBe(
      '/x/node_modules/a/node_modules/b',
    );
    expect(packageFolder('/x/src/main/index.ts')).toBeUndefined();
    const manifest = { name: 'a', version: '1.0.0', author: { name: 'Ann' } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    expect(() => readPackage(folder)).toThrow('names no licence');
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, license: 'ISC' }));
    expect(licencesText([readPackage(folder)], '45.4.1')).toContain('Its author is Ann.');
    writeFileSync(join(folder, 'LICENSE.md'), 'The text');
    const text = licencesText([readPackage(folder)], '45.4.1');
    expect(text).toContain('a 1.0.0 (ISC)');
    expect(text).toContain('The text');
    expect(text).not.toContain('Its author');
  });
});
