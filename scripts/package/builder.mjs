/** What comes with electron-builder and is used beside it: its configuration's schema, the fuses, the YAML reader. */
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/common.mjs';

// electron-builder's own dependencies are found from where it lies, not from here.
const ofCheckout = createRequire(join(ROOT, 'package.json'));
const ofBuilder = createRequire(ofCheckout.resolve('electron-builder'));
const ofLibrary = createRequire(ofBuilder.resolve('app-builder-lib'));

/** @typedef {Record<string, any>} Configuration */

const LONG_LINE = 200;

/** @type {(text: string) => unknown} */
export const readYaml = ofLibrary('js-yaml').load;

/**
 * Throws, naming each fault, when electron-builder would not take a configuration.
 * @param {Configuration} configuration
 */
export async function validateConfiguration(configuration) {
  const { validateConfiguration: validate } = ofLibrary('app-builder-lib/out/util/config/config');
  // It changes what it is given: strings become numbers where the schema wants numbers.
  await validate(JSON.parse(JSON.stringify(configuration)), { isEnabled: false });
}

/**
 * Makes packages.
 * @param {{targets: Awaited<ReturnType<typeof targetsOf>>, config: Configuration}} options
 * @returns {Promise<string[]>} the files it made
 */
export async function buildPackages({ targets, config }) {
  // As an object it would be merged with electron-builder.yml, and what a variant leaves out would come back.
  const file = join(ROOT, 'out', 'bundled', 'electron-builder.json');
  writeFileSync(file, JSON.stringify(config, null, 2));
  shortenLog();
  const { build } = await import('electron-builder');
  return build({
    targets,
    config: file,
    projectDir: ROOT,
    publish: 'never',
  });
}

/** It names every reference of the dependency tree in one line, and nothing of that tree is packed. */
function shortenLog() {
  ofLibrary('builder-util').log.stream = {
    write: (/** @type {string} */ text) =>
      process.stderr.write(text.length > LONG_LINE ? `${text.slice(0, LONG_LINE)}…` : text),
  };
}

/**
 * The targets of one system, as electron-builder takes them.
 * @param {'win32' | 'darwin' | 'linux'} system
 * @param {readonly string[]} names
 * @param {string} arch
 */
export async function targetsOf(system, names, arch) {
  const { Arch, Platform } = await import('electron-builder');
  const platform = { win32: Platform.WINDOWS, darwin: Platform.MAC, linux: Platform.LINUX }[system];
  return platform.createTarget([...names], arch === 'arm64' ? Arch.arm64 : Arch.x64);
}

/** Names of the fuses as electron-builder's configuration writes them, in the order of the fuse wire. */
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
];

/** What a fuse's byte in the program says. */
const STATES = new Map([
  [0x30, false],
  [0x31, true],
]);

/**
 * Reads the fuses back from a program.
 * @param {string} program
 * @returns {Promise<Record<string, boolean>>} only those that its Electron knows
 */
export async function readFuses(program) {
  const wire = await ofLibrary('@electron/fuses').getCurrentFuseWire(program);
  return Object.fromEntries(
    FUSES.flatMap((name, at) => {
      const state = STATES.get(wire[at]);
      return state === undefined ? [] : [[name, state]];
    }),
  );
}
