/** `npm ci --ignore-scripts`, by hand or by us: no package's script is needed for a checkout that works. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

interface Locked {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly hasInstallScript?: boolean }>
  >;
}
const locked = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Locked;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crossprem-scripts-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** A checkout as `npm ci --ignore-scripts` leaves it: every package is there, and Electron has fetched nothing. */
function installed(installer: string): void {
  cpSync(join(ROOT, 'scripts'), join(root, 'scripts'), { recursive: true });
  const lock = JSON.stringify({
    packages: { '': {}, 'node_modules/electron': { version: '43.0.0' } },
  });
  put('package-lock.json', lock);
  put('node_modules/.package-lock.json', lock);
  put('node_modules/electron/package.json', '{"version":"43.0.0"}');
  put('node_modules/electron/install.js', installer);
  // Whoever asks npm again would find that it fails.
  put('bin/npm', '#!/bin/sh\ntouch "$(dirname "$0")/asked"\nexit 1\n');
  chmodSync(join(root, 'bin/npm'), 0o755);
}

/** What the set-up comes to, on a system for which there is no other Electron. */
function setUp() {
  put(
    'set-up.mjs',
    `Object.defineProperty(process, 'platform', { value: 'freebsd' });
     const { ensurePackages, ensureRuntime } = await import('./scripts/setup.mjs');
     const { runMain } = await import('./scripts/setup/common.mjs');
     await runMain(async () => {
       await ensurePackages();
       process.stdout.write((await ensureRuntime()).binary);
       return 0;
     });`,
  );
  const { npm_execpath: _npm, ELECTRON_OVERRIDE_DIST_PATH: _own, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'set-up.mjs')], {
    // A proxy stands for a network whose download host is worth trying.
    env: { ...env, PATH: join(root, 'bin'), HTTPS_PROXY: 'http://127.0.0.1:9' },
    encoding: 'utf8',
  });
  expect(existsSync(join(root, 'bin/asked'))).toBe(false);
  return { status, stdout, stderr };
}

describe('packages whose scripts did not run', () => {
  it('are all that there are: one alone has a script, and only installers for Windows are made with it', () => {
    const withScript = Object.entries(locked.packages).filter(([, item]) => item.hasInstallScript);
    expect(withScript.map(([path]) => path)).toEqual(['node_modules/electron-winstaller']);
  });

  it('lead to a checkout that works: Electron is fetched by the set-up itself', () => {
    installed(
      `const { mkdirSync, writeFileSync } = require('node:fs');
       const { join } = require('node:path');
       mkdirSync(join(__dirname, 'dist'));
       for (const [name, text] of [['version', 'v43.0.0'], ['electron', '']])
         writeFileSync(join(__dirname, 'dist', name), text);`,
    );
    const { status, stdout, stderr } = setUp();
    expect(stderr).toContain('Fetching Electron');
    expect(status).toBe(0);
    expect(stdout).toBe(join(root, 'node_modules/electron/dist/electron'));
  });

  it('and an Electron that cannot be fetched lead to words that say what to do', () => {
    installed(`process.stderr.write('getaddrinfo ENOTFOUND github.com'); process.exit(1);`);
    const { status, stdout, stderr } = setUp();
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('getaddrinfo ENOTFOUND github.com');
    for (const words of [
      'Electron could not be downloaded',
      'ELECTRON_MIRROR',
      'npm run crossprem',
    ])
      expect(stderr).toContain(words);
  });
});
