/** The Electron that runs the checkout: one given by the user, the official one, or an older one. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, RUNTIME_FOLDER, SetupError, run, say } from './common.mjs';
import { OLD_RUNTIME, ensureOldRuntime, oldRuntimeFits } from './old-runtime.mjs';

const ELECTRON = join(ROOT, 'node_modules', 'electron');
/** Where Electron is published. */
export const OFFICIAL_HOST = 'https://github.com/electron/electron/releases/download/';
const PROBE_MS = 5000;
const UNREACHABLE_MARK = join(RUNTIME_FOLDER, 'download-host-unreachable');
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes an Electron available.
 * @returns {Promise<{binary: string, env: NodeJS.ProcessEnv}>} its program and the environment for it
 */
export async function ensureRuntime() {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = given || (await installedFolder());
  const binary = join(folder, binaryName());
  if (!existsSync(binary)) {
    throw new SetupError(
      'Electron was not found.',
      `There is no ${binary}.`,
      'Correct ELECTRON_OVERRIDE_DIST_PATH, or unset it.',
    );
  }
  checkSandbox(folder);
  return { binary, env: runtimeEnv(folder) };
}

/** @returns {Promise<string>} folder of an Electron that is ours to choose */
async function installedFolder() {
  const official = join(ELECTRON, 'dist');
  if (officialIsInstalled(official)) return official;
  if ((await downloadIsWorthwhile()) && downloadOfficial()) return official;
  if (!oldRuntimeFits) throw noRuntime();
  const folder = await ensureOldRuntime();
  say(
    'Electron could not be downloaded, so an out-of-date version runs here. ' +
      'It is for the practice lab and the tests only.',
  );
  return folder;
}

/** @param {string} folder */
function officialIsInstalled(folder) {
  const version = join(folder, 'version');
  if (!existsSync(version) || !existsSync(join(folder, binaryName()))) return false;
  const wanted = JSON.parse(readFileSync(join(ELECTRON, 'package.json'), 'utf8')).version;
  return readFileSync(version, 'utf8').trim().replace(/^v/, '') === wanted;
}

/**
 * Electron's installer retries for most of a minute, so it is asked only when there is hope. Where the
 * older runtime is there already, the host is tried once a day.
 */
async function downloadIsWorthwhile() {
  if (existsSync(OLD_RUNTIME) && isYoungerThan(UNREACHABLE_MARK, DAY_MS)) return false;
  // The probe does not go through a proxy; the installer does.
  if (process.env['HTTPS_PROXY'] || process.env['https_proxy']) return true;
  if (await answers(process.env['ELECTRON_MIRROR'] || OFFICIAL_HOST)) return true;
  markUnreachable();
  return false;
}

/**
 * Whether anything answers there within a few seconds.
 * @param {string} url
 */
export async function answers(url) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Runs the installer that comes with the package; it checks what it fetches. */
function downloadOfficial() {
  say('Fetching Electron (once, about 110 MB)…');
  const { code, stderr } = run(process.execPath, [join(ELECTRON, 'install.js')], {
    quiet: true,
    env: { ELECTRON_GET_USE_PROXY: '1' },
  });
  if (code === 0 && officialIsInstalled(join(ELECTRON, 'dist'))) return true;
  say(`Electron's installer failed: ${stderr.trim().split('\n')[0] ?? ''}`);
  markUnreachable();
  return false;
}

function markUnreachable() {
  mkdirSync(RUNTIME_FOLDER, { recursive: true });
  writeFileSync(UNREACHABLE_MARK, '');
}

/**
 * @param {string} file
 * @param {number} age in milliseconds
 */
function isYoungerThan(file, age) {
  return existsSync(file) && Date.now() - statSync(file).mtimeMs < age;
}

/** @param {NodeJS.Platform} [platform] */
function binaryName(platform = process.platform) {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/**
 * Playwright and the electron package find the runtime through this, too.
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
function runtimeEnv(folder) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder };
  delete env['ELECTRON_RUN_AS_NODE'];
  // As root Chromium refuses to start with its sandbox.
  if (isLinuxRoot()) env['ELECTRON_DISABLE_SANDBOX'] = '1';
  return env;
}

function isLinuxRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/**
 * Some distributions forbid what the sandbox needs unless its helper belongs to root. Electron would
 * end with a message that few understand.
 * @param {string} folder
 */
function checkSandbox(folder) {
  const rule = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  if (isLinuxRoot() || process.env['ELECTRON_DISABLE_SANDBOX'] || !existsSync(rule)) return;
  const helper = join(folder, 'chrome-sandbox');
  if (readFileSync(rule, 'utf8').trim() !== '1' || !existsSync(helper)) return;
  const { uid, mode } = statSync(helper);
  if (uid === 0 && (mode & 0o4000) !== 0) return;
  throw new SetupError(
    'This system does not let Electron start its sandbox.',
    'User namespaces are restricted here, and the sandbox helper does not belong to root.',
    `Run: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}

function noRuntime() {
  return new SetupError(
    'Electron could not be downloaded.',
    'Its download host cannot be reached from here, and there is no other source for this system.',
    'Allow the download, set ELECTRON_MIRROR to a mirror, or set ELECTRON_OVERRIDE_DIST_PATH to the ' +
      'folder of an unpacked Electron. The terminal version needs none: npm run crossprem -- --help',
  );
}
