/** What this computer can make, and for everything else why not and where it can be made. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/common.mjs';
import { OLD_RUNTIME } from '../setup/old-runtime.mjs';
import { answers, OFFICIAL_HOST } from '../setup/runtime.mjs';

/** @typedef {'win32' | 'darwin' | 'linux'} System */

/**
 * The Electron that a package would hold. `pinned` lies here; `fetched` is the same version, which electron-builder
 * downloads; `wrong` is any other.
 * @typedef {{kind: 'pinned', folder: string} | {kind: 'fetched'} | {kind: 'wrong', version: string} | {kind: 'none'}} Electron
 */
/**
 * @typedef {object} Machine
 * @property {System} system
 * @property {string} arch
 * @property {Electron} electron
 * @property {boolean} reachesElectron
 * @property {boolean} reachesTools
 * @property {boolean} hasSevenZip
 * @property {boolean} hasFpm
 */
/** @typedef {{system: System, target: string, arch: string}} Wanted */
/** @typedef {{why: string, where: string}} Obstacle */

/** Where electron-builder fetches its tools. */
const TOOLS_HOST = 'https://github.com/electron-userland/electron-builder-binaries/';

const SYSTEMS = /** @type {const} */ ({ win: 'win32', mac: 'darwin', linux: 'linux' });
const NAMES = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' };

/** The version of Electron that package.json pins. */
export function pinnedElectron() {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return /** @type {string} */ (devDependencies.electron);
}

/**
 * The version of an unpacked Electron.
 * @param {string} folder
 * @returns {string | undefined}
 */
export function versionIn(folder) {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}

/**
 * Which Electron a package would hold. One that the environment names counts alone; the out-of-date one of the tests
 * is never taken.
 * @param {{given: string | undefined, installed: string, old: string, pinned: string, reachable: boolean}} places
 * @returns {Electron}
 */
export function chooseElectron({ given, installed, old, pinned, reachable }) {
  if (given) {
    const version = versionIn(given);
    if (version === pinned) return { kind: 'pinned', folder: given };
    return version === undefined ? { kind: 'none' } : { kind: 'wrong', version };
  }
  if (versionIn(installed) === pinned) return { kind: 'pinned', folder: installed };
  if (reachable) return { kind: 'fetched' };
  const version = versionIn(old);
  return version === undefined ? { kind: 'none' } : { kind: 'wrong', version };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Machine>}
 */
export async function lookAtMachine(env) {
  const proxy = Boolean(env['HTTPS_PROXY'] || env['https_proxy']);
  const [reachesElectron, reachesTools] = await Promise.all([
    proxy || answers(env['ELECTRON_MIRROR'] || OFFICIAL_HOST),
    proxy || answers(env['ELECTRON_BUILDER_BINARIES_MIRROR'] || TOOLS_HOST),
  ]);
  const system =
    process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
  const electron = chooseElectron({
    given: env['ELECTRON_OVERRIDE_DIST_PATH'],
    installed: join(ROOT, 'node_modules', 'electron', 'dist'),
    old: OLD_RUNTIME,
    pinned: pinnedElectron(),
    reachable: reachesElectron,
  });
  return {
    system,
    arch: process.arch,
    electron,
    reachesElectron,
    reachesTools,
    hasSevenZip: Boolean(env['ELECTRON_BUILDER_7ZIP_PATH']),
    hasFpm: Boolean(env['CUSTOM_FPM_PATH'] || env['USE_SYSTEM_FPM']),
  };
}

/**
 * Everything that is configured, for every system.
 * @param {import('./builder.mjs').Configuration} configuration
 * @returns {Wanted[]}
 */
export function wantedPackages(configuration) {
  return Object.entries(SYSTEMS).flatMap(([key, system]) => {
    /** @type {{target: string, arch: string[]}[]} */
    const targets = configuration[key].target;
    return targets.flatMap(({ target, arch }) =>
      arch.map((one) => ({ system, target, arch: one })),
    );
  });
}

/**
 * What keeps a computer from making a package.
 * @param {Wanted} wanted
 * @param {Machine} machine
 * @returns {Obstacle | undefined}
 */
export function obstacle({ system, target, arch }, machine) {
  const name = NAMES[system];
  if (system !== machine.system)
    return { why: `it is made on ${name} only`, where: `on ${name}, with the same command` };
  const otherArch = machine.electron.kind === 'pinned' && arch !== machine.arch;
  if (otherArch && !machine.reachesElectron)
    return {
      why: `Electron for ${arch} is not here and its download host cannot be reached`,
      where: `on ${name} where github.com or a mirror (ELECTRON_MIRROR) can be reached`,
    };
  if (machine.reachesTools || hasOwnTool(target, machine)) return undefined;
  return {
    why: `electron-builder's tool for ${target} cannot be fetched`,
    where: `on ${name} where github.com or a mirror (ELECTRON_BUILDER_BINARIES_MIRROR) can be reached${OWN_TOOLS[target] ?? ''}`,
  };
}

/** Targets that can be made with a tool of the computer. @type {Readonly<Record<string, string>>} */
const OWN_TOOLS = {
  'tar.gz': '; or with 7-Zip, named by ELECTRON_BUILDER_7ZIP_PATH',
  zip: '; or with 7-Zip, named by ELECTRON_BUILDER_7ZIP_PATH',
  deb: '; or with fpm, named by CUSTOM_FPM_PATH',
};

/**
 * @param {string} target
 * @param {Machine} machine
 */
function hasOwnTool(target, { hasSevenZip, hasFpm }) {
  switch (target) {
    case 'tar.gz':
    case 'zip':
      return hasSevenZip;
    case 'deb':
      return hasFpm;
    default:
      return false;
  }
}
