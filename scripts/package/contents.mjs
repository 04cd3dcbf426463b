/** What an unpacked program must and must not hold, whoever packed it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/common.mjs';
import { LICENCES_FILE } from './licences.mjs';

const MEGABYTE = 1_000_000;

/** Upper limits in bytes. Electron is most of a package; ours is the archive. */
export const SIZE_LIMITS = {
  archive: 7 * MEGABYTE,
  unpacked: 420 * MEGABYTE,
  package: 170 * MEGABYTE,
};

/**
 * Everything that speaks against an unpacked program.
 * @param {string} folder of the program
 * @param {string} resources of the program
 * @returns {string[]}
 */
export function contentFaults(folder, resources) {
  const archive = join(resources, 'app.asar');
  return [
    ...sizeFaults('app.asar', archive, SIZE_LIMITS.archive),
    ...sizeFaults('The program', folder, SIZE_LIMITS.unpacked),
    ...bridgeFaults(join(resources, 'powershell')),
    ...[LICENCES_FILE, 'LICENSE.txt']
      .filter((name) => !existsSync(join(resources, 'licences', name)))
      .map((name) => `licences/${name} is missing`),
    ...archiveFaults(archive),
  ];
}

/**
 * @param {string} name
 * @param {string} path
 * @param {number} limit
 * @returns {string[]}
 */
export function sizeFaults(name, path, limit) {
  const size = sizeOf(path);
  if (size === 0) return [`${name} is missing or empty`];
  return size > limit ? [`${name} has ${size} bytes, more than ${limit}`] : [];
}

/**
 * @param {string} path
 * @returns {number} bytes of a file, or of all files in a folder
 */
function sizeOf(path) {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isSymbolicLink())
    .reduce((sum, entry) => sum + sizeOf(join(path, entry.name)), 0);
}

/**
 * PowerShell's files lie outside the archive; they are what the program will ask for.
 * @param {string} folder
 * @returns {string[]}
 */
function bridgeFaults(folder) {
  const list = join(ROOT, 'src', 'adapters', 'powershell', 'bridge-files.json');
  /** @type {Record<string, string>} */
  const expected = JSON.parse(readFileSync(list, 'utf8'));
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const wrong = Object.entries(expected)
    .filter(([name, hash]) => !found.includes(name) || sha256(join(folder, name)) !== hash)
    .map(([name]) => `powershell/${name} is missing or not the one of this build`);
  const added = found.filter((name) => !Object.hasOwn(expected, name));
  return [...wrong, ...added.map((name) => `powershell/${name} does not belong there`)];
}

/** @param {string} file */
export function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * The archive's directory is JSON before its contents; names alone are looked at.
 * @param {string} archive
 * @returns {string[]}
 */
function archiveFaults(archive) {
  if (!existsSync(archive)) return [];
  return archiveNames(archive)
    .filter((name) => /(?:^|\/)node_modules\/|\.map$|^out\/(?:bundled|licences)\/|\.env/.test(name))
    .map((name) => `app.asar holds ${name}`);
}

/**
 * Every file in an archive.
 * @param {string} archive
 * @returns {string[]}
 */
export function archiveNames(archive) {
  const bytes = readFileSync(archive);
  const header = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8'));
  return names(header, '');
}

/**
 * @param {{files?: Record<string, any>}} entry
 * @param {string} path
 * @returns {string[]}
 */
function names({ files }, path) {
  if (files === undefined) return [path];
  return Object.entries(files).flatMap(([name, entry]) =>
    names(entry, path === '' ? name : `${path}/${name}`),
  );
}
