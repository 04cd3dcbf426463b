/** npm packages: installed once, and again only when the lockfile changed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SetupError, npm, say, withLock } from './common.mjs';

const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.crossprem-stamp');
const LOCKFILE = join(ROOT, 'package-lock.json');

/** Refuses Node versions the build tools do not run on. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(
    `Node.js ${version} is too old.`,
    'The build tools need Node.js 20.19 or later.',
    'Install a current Node.js, then run the same command again.',
  );
}

/**
 * What identifies an installation: the lockfile, and the system, because some packages are binary.
 * @param {string} lockfile its text
 * @param {string} system
 */
export function packagesStamp(lockfile, system = `${process.platform}-${process.arch}`) {
  return `${createHash('sha256').update(lockfile).digest('hex')} ${system}`;
}

/**
 * Whether what npm says it installed is what the lockfile asks for. Lets `npm ci`, run by hand, count.
 * @param {string} lockfile text of package-lock.json
 * @param {string} installed text of node_modules/.package-lock.json
 */
export function installedMatches(lockfile, installed) {
  /** @type {Record<string, {version?: string, optional?: boolean}>} */
  const wanted = JSON.parse(lockfile).packages;
  const found = JSON.parse(installed).packages;
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && !entry.optional)
    .every(([path, entry]) => found[path]?.version === entry.version);
}

/** Installs the packages when they are missing or no longer those of the lockfile. */
export async function ensurePackages() {
  checkNode();
  if (isCurrent()) return;
  await withLock('packages', () => {
    if (!isCurrent()) install();
  });
}

/** @returns {boolean} whether node_modules holds what the lockfile asks for */
function isCurrent() {
  const lockfile = readFileSync(LOCKFILE, 'utf8');
  const stamp = packagesStamp(lockfile);
  if (existsSync(STAMP)) return readFileSync(STAMP, 'utf8') === stamp;
  const installed = join(MODULES, '.package-lock.json');
  if (!existsSync(installed) || !installedMatches(lockfile, readFileSync(installed, 'utf8')))
    return false;
  writeFileSync(STAMP, stamp);
  return true;
}

/** Runs npm and leaves the stamp. */
function install() {
  say('Installing the npm packages (once, about a minute)…');
  // No package needs its install script, and what does not run cannot do harm.
  const args = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
  ];
  const { code } = npm(args, { toStderr: true });
  if (code !== 0) {
    throw new SetupError(
      'The npm packages could not be installed.',
      `npm ci ended with code ${code}; its own message is above. Most often the registry cannot be reached.`,
      'Check the network and `npm config get registry`, then run the same command again.',
    );
  }
  writeFileSync(STAMP, packagesStamp(readFileSync(LOCKFILE, 'utf8')));
}
