import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ nativeTheme: {}, screen: {}, protocol: {} }));

import {
  commandLineArguments,
  lacksDisplay,
  runCommandLine,
} from '../../../../src/main/app/command-line';
import { isPracticeOnly } from '../../../../src/main/app/electron-compat';
import { hardenEnvironment } from '../../../../src/main/app/environment';
import { resolvePaths, switchValue } from '../../../../src/main/app/paths';
import { Preferences } from '../../../../src/main/app/preferences';
import { USUAL_SETTINGS } from '../../../../src/shared/settings';
import { webPreferences } from '../../../../src/main/app/window';
import { askedCustomer, startData } from '../../../../src/main/app/start-customer';
import {
  arrangementOf,
  beside,
  placeWindow,
  readWindowState,
  writeWindowState,
} from '../../../../src/main/app/window-state';

const sources = {
  isPackaged: false,
  environment: {},
  argv: ['electron', '.'],
  platform: 'linux',
  bundleFolder: '/app/out/main',
  resourcesFolder: '/app/resources',
} as const;

describe('paths', () => {
  it('take the folder of a test in a checkout only', () => {
    const environment = { CROSSPREM_DATA: '/tmp/data', XDG_DATA_HOME: '/home/ada/.data' };
    expect(resolvePaths({ ...sources, environment }).dataFolder).toBe('/tmp/data');
    const packaged = resolvePaths({ ...sources, environment, isPackaged: true });
    expect(packaged.dataFolder).toBe('/home/ada/.data/crossprem');
  });

  it('follow --data and the portable executable', () => {
    const environment = { PORTABLE_EXECUTABLE_DIR: '/media/stick' };
    const portable = resolvePaths({ ...sources, environment, isPackaged: true });
    expect(portable.dataFolder).toBe('/media/stick/Crossprem data');
    const argv = ['app', '--data', '/work/data'];
    expect(resolvePaths({ ...sources, environment, argv }).dataFolder).toBe('/work/data');
    expect(switchValue(['app', '--data=/x'], 'data')).toBe('/x');
    expect(switchValue(['app', '--data'], 'data')).toBeUndefined();
  });

  it('stand beside the bundle', () => {
    const paths = resolvePaths({ ...sources, environment: { CROSSPREM_DATA: '/d' } });
    expect(paths).toEqual({
      bridgeFolder: '/app/assets/powershell',
      dataFolder: '/d',
      windowFolder: '/d/window',
      appFolder: '/app',
      rendererFolder: '/app/out/renderer',
      preloadFile: '/app/out/preload/preload.cjs',
      labFile: '/app/out/main/lab.cjs',
      commandLineFile: '/app/out/main/cli.cjs',
      licencesFile: '/app/out/licences/THIRD-PARTY-LICENSES.txt',
      iconFile: '/app/assets/icons/256x256.png',
    });
  });
});

describe('a packaged app', () => {
  // threat T8
  it('forgets what the environment and the command line could change', () => {
    const environment = {
      PATH: '/bin',
      NODE_OPTIONS: '-r x',
      node_extra_ca_certs: '/x',
      NODE_POWERSHELL: 'x',
      DEBUG: '*',
      CROSSPREM_DATA: '/x',
    };
    const removeSwitch = vi.fn();
    hardenEnvironment(true, environment, { removeSwitch });
    expect(environment).toEqual({ PATH: '/bin' });
    expect(removeSwitch).toHaveBeenCalledWith('remote-debugging-port');
    expect(removeSwitch).toHaveBeenCalledWith('remote-debugging-pipe');
  });

  it('is the only one that does', () => {
    const environment = { NODE_OPTIONS: '-r x' };
    hardenEnvironment(false, environment, { removeSwitch: vi.fn() });
    expect(environment).toEqual({ NODE_OPTIONS: '-r x' });
  });

  it('has no developer tools', () => {
    expect(webPreferences('/p', true).devTools).toBe(false);
  });
});

// threat T1
it('states every preference of the window that security rests on', () => {
  expect(webPreferences('/p/preload.cjs', false)).toEqual({
    preload: '/p/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    disableBlinkFeatures: 'Auxclick',
    v8CacheOptions: 'bypassHeatCheck',
    spellcheck: false,
    devTools: true,
  });
});

describe('runtimes', () => {
  it('that are out of support are for practice', () => {
    expect(isPracticeOnly('25.1.1')).toBe(true);
    expect(isPracticeOnly('42.9.9')).toBe(true);
    expect(isPracticeOnly('45.4.1')).toBe(false);
  });
});

describe('the window’s place', () => {
  const area = { x: 0, y: 0, width: 1920, height: 1040 };
  const state = { x: 100, y: 100, width: 1300, height: 900, maximized: false };

  it('is remembered while its display is there', () => {
    expect(placeWindow(state, [area])).toEqual({ x: 100, y: 100, width: 1300, height: 900 });
    const second = { ...area, x: 1920 };
    expect(placeWindow({ ...state, x: 2000 }, [area, second])).toMatchObject({ x: 2000 });
  });

  it('is the default where the display is gone, and fits a small one', () => {
    expect(placeWindow({ ...state, x: 2000 }, [area])).toEqual({ width: 1280, height: 832 });
    expect(placeWindow({ ...state, y: -200 }, [area])).toEqual({ width: 1280, height: 832 });
    expect(placeWindow(undefined, [{ ...area, width: 1024, height: 700 }])).toEqual({
      width: 1024,
      height: 700,
    });
    expect(placeWindow({ ...state, width: 300, height: 9999 }, [area])).toMatchObject({
      width: 960,
      height: 1040,
    });
  });

  it('is not read from a file that says nonsense', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'crossprem-window-')), 'window.json');
    writeFileSync(file, '{"x":"left"}');
    expect(readWindowState(file, 'one')).toBeUndefined();
  });
});

describe('places of several arrangements of displays', () => {
  const display = (id: number, x: number, scaleFactor = 1) => ({
    id,
    scaleFactor,
    bounds: { x, y: 0, width: 1920, height: 1080 },
  });
  const state = { x: 10, y: 20, width: 1000, height: 700, maximized: true };

  it('are told apart by displays, places and scale, in any order', () => {
    const two = arrangementOf([display(1, 0), display(2, 1920)]);
    expect(arrangementOf([display(2, 1920), display(1, 0)])).toBe(two);
    expect(arrangementOf([display(1, 0)])).not.toBe(two);
    expect(arrangementOf([display(1, 0), display(2, -1920)])).not.toBe(two);
    expect(arrangementOf([display(1, 0, 1.5), display(2, 1920)])).not.toBe(two);
  });

  it('are kept beside each other, the newest eight', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'crossprem-window-')), 'window.json');
    for (let number = 0; number < 10; number += 1)
      writeWindowState(file, `arrangement ${number}`, { ...state, x: number });
    writeWindowState(file, 'arrangement 5', { ...state, x: 55 });
    expect(readWindowState(file, 'arrangement 5')).toEqual({ ...state, x: 55 });
    expect(readWindowState(file, 'arrangement 9')).toEqual({ ...state, x: 9 });
    expect(readWindowState(file, 'arrangement 0')).toBeUndefined();
    expect(readWindowState(file, 'arrangement 1')).toBeUndefined();
  });

  it('put a further window beside the first', () => {
    expect(beside(state)).toEqual({ ...state, x: 50, y: 60 });
  });
});

describe('a customer that a start names', () => {
  // threat T8
  it('is handed to the instance that runs, when it can be one', () => {
    expect(askedCustomer(startData(['Crossprem', '--customer=contoso']))).toBe('contoso');
    expect(askedCustomer(startData(['Crossprem', '--customer', 'contoso-2']))).toBe('contoso-2');
    expect(askedCustomer(startData(['Crossprem']))).toBeNull();
    expect(askedCustomer(startData(['Crossprem', '--customer=../x']))).toBeNull();
    expect(askedCustomer('--customer=contoso')).toBeNull();
  });
});

describe('preferences', () => {
  it('keep the time until the lock, and only one that can be chosen', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossprem-preferences-'));
    const first = new Preferences(folder, 'en');
    first.change({ idleLockMinutes: 30 });
    expect(new Preferences(folder, 'en').values.idleLockMinutes).toBe(30);
  });

  it('start with the system’s language and are kept', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossprem-preferences-'));
    const first = new Preferences(folder, 'fr-CA');
    expect(first.values).toEqual({
      language: 'fr',
      theme: 'system',
      firstRun: true,
      ...USUAL_SETTINGS,
    });
    first.change({ theme: 'dark', firstRun: false });
    const again = new Preferences(folder, 'en');
    expect(again.values).toMatchObject({ language: 'fr', theme: 'dark', firstRun: false });
  });

  it('survive a damaged file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossprem-preferences-'));
    writeFileSync(join(folder, 'preferences.json'), '{"version":1,"language":"tlh"}');
    expect(new Preferences(folder, 'zh-Hant').values.language).toBe('zh-TW');
    const kept = join(folder, 'preferences.json.unusable-1');
    expect(readFileSync(kept, 'utf8')).toContain('tlh');
    new Preferences(folder, 'en').change({ theme: 'dark' });
    writeFileSync(join(folder, 'preferences.json'), '{"version":2}');
    const damaged = new Preferences(folder, 'en').values;
    // Not the first start, which has nothing to lock: the idle lock holds.
    expect(damaged).toMatchObject({ theme: 'system', firstRun: false });
    expect(damaged.idleLockMinutes).toBeGreaterThan(0);
    expect(readFileSync(`${kept.slice(0, -1)}2`, 'utf8')).toContain('"version":2');
    expect(readFileSync(kept, 'utf8')).toContain('tlh');
  });

  it('take over a file of the first form', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossprem-preferences-'));
    const old = { version: 1, language: 'fr', theme: 'dark', firstRun: false, powershell: '/pwsh' };
    writeFileSync(join(folder, 'preferences.json'), JSON.stringify(old));
    const taken = new Preferences(folder, 'en');
    const { version: _version, ...values } = old;
    expect(taken.values).toEqual({ ...values, ...USUAL_SETTINGS });
    taken.change({ textSize: 150, shortcuts: { read: 'Ctrl+Shift+E' } });
    const again = new Preferences(folder, 'en').values;
    expect(again).toMatchObject({ textSize: 150, shortcuts: { read: 'Ctrl+Shift+E' } });
    expect(readdirSync(folder)).toEqual(['preferences.json']);
  });

  it('keep the language alone when everything is reset', () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossprem-preferences-'));
    const preferences = new Preferences(folder, 'zh-Hant');
    preferences.change({ theme: 'contrast', firstRun: false, powershell: '/pwsh', logDays: 7 });
    preferences.reset();
    const usual = { language: 'zh-TW', theme: 'system', firstRun: false, ...USUAL_SETTINGS };
    expect(new Preferences(folder, 'en').values).toEqual(usual);
  });
});

describe('the command line in a packaged app', () => {
  it('is what follows --cli', () => {
    expect(commandLineArguments(['Crossprem', '--cli', 'plan', '--json'])).toEqual([
      'plan',
      '--json',
    ]);
    expect(commandLineArguments(['Crossprem'])).toBeUndefined();
    const diagnose = ['--diagnose', 'out.zip', '--data', '/tmp/x'];
    expect(commandLineArguments(['Crossprem', ...diagnose])).toEqual(diagnose);
  });

  it('needs a display on Linux, because Electron does', () => {
    expect(lacksDisplay('linux', {})).toBe(true);
    expect(lacksDisplay('linux', { DISPLAY: '' })).toBe(true);
    expect(lacksDisplay('linux', { DISPLAY: ':0' })).toBe(false);
    expect(lacksDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(false);
    expect(lacksDisplay('win32', {})).toBe(false);
  });

  it('runs the bundle’s entry and hands its code on', async () => {
    vi.stubEnv('DISPLAY', ':0');
    const file = join(mkdtempSync(join(tmpdir(), 'crossprem-cli-')), 'cli.cjs');
    writeFileSync(file, 'exports.runCli = async (words) => words.length;');
    const paths = { ...resolvePaths(sources), commandLineFile: file };
    await expect(runCommandLine(paths, ['a', 'b'])).resolves.toBe(2);
    const other = file.replace('cli.cjs', 'none.cjs');
    writeFileSync(other, '');
    const none = { ...paths, commandLineFile: other };
    await expect(runCommandLine(none, [])).rejects.toThrow('runCli');
  });
});
