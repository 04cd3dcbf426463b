/** System libraries Electron needs on Linux. Only Debian and its relatives are set up by us. */
import { existsSync } from 'node:fs';
import { SetupError, run, say } from './common.mjs';

const FOR_ELECTRON = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
];
// The fonts are for screenshots of Chinese text.
const FOR_TESTS = ['xvfb', 'xauth', 'fonts-noto-cjk'];

/** Debian 13 and Ubuntu 24.04 renamed libraries whose time type grew. */
const renamed = (/** @type {string} */ name) => `${name}t64`;

/**
 * The packages dpkg reports as installed.
 * @param {string} output of dpkg-query, a `name status` pair a line
 * @returns {Set<string>}
 */
export function parseInstalled(output) {
  const pairs = output.split('\n').map((line) => line.trim().split(' '));
  return new Set(pairs.filter(([, status]) => status === 'installed').map(([name = '']) => name));
}

/**
 * @param {readonly string[]} wanted
 * @param {ReadonlySet<string>} installed
 * @returns {string[]} what is there under neither its old nor its new name
 */
export function missingPackages(wanted, installed) {
  return wanted.filter((name) => !installed.has(name) && !installed.has(renamed(name)));
}

/**
 * @param {readonly string[]} missing
 * @param {ReadonlySet<string>} available names the package source knows
 * @returns {string[]} the names to install under
 */
export function namesToInstall(missing, available) {
  return missing.map((name) => (available.has(renamed(name)) ? renamed(name) : name));
}

/**
 * Makes the libraries available, or says what a person has to install.
 * @param {{forTests: boolean}} purpose
 */
export async function ensureLibraries({ forTests }) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  const wanted = forTests ? [...FOR_ELECTRON, ...FOR_TESTS] : FOR_ELECTRON;
  const missing = findMissing(wanted);
  if (missing.length === 0) return;
  const become = adminPrefix();
  if (become === undefined) throw cannotInstall(toInstall(missing));
  say(`Installing system packages (once): ${missing.join(' ')}…`);
  installPackages(become, missing);
}

/** @param {readonly string[]} wanted */
function findMissing(wanted) {
  const names = wanted.flatMap((name) => [name, renamed(name)]);
  const query = run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names], {
    quiet: true,
  });
  return missingPackages(wanted, parseInstalled(query.stdout));
}

/** @param {readonly string[]} missing */
function toInstall(missing) {
  const known = run('apt-cache', ['pkgnames', 'lib'], { quiet: true }).stdout;
  return namesToInstall(missing, new Set(known.split('\n')));
}

/** @returns {string[] | undefined} what to put before a command to run it as root; undefined: no way */
function adminPrefix() {
  if (process.getuid?.() === 0) return [];
  return run('sudo', ['-n', 'true'], { quiet: true }).code === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * @param {readonly string[]} become
 * @param {readonly string[]} missing
 */
function installPackages(become, missing) {
  const apt = [
    ...become,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-qq',
    '-o',
    'DPkg::Lock::Timeout=120',
  ];
  // A failed update may still leave lists that are good enough.
  runAll([...apt, 'update']);
  const names = toInstall(missing);
  const { code, stderr } = runAll([...apt, 'install', '-y', '--no-install-recommends', ...names]);
  if (code !== 0) throw cannotInstall(names, stderr);
}

/** @param {readonly string[]} command */
function runAll([program = '', ...args]) {
  return run(program, args, { quiet: true });
}

/**
 * @param {readonly string[]} names
 * @param {string} [details]
 */
function cannotInstall(names, details) {
  return new SetupError(
    'System packages that Electron needs are missing.',
    details?.trim() || 'They can only be installed by an administrator.',
    `Run: sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`,
  );
}
