/** After the packages are made: what is checked in them, and what lies beside them. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SetupError, run } from '../setup/common.mjs';
import { SIZE_LIMITS, sha256, sizeFaults } from './contents.mjs';
import { expectFuses } from './fuses.mjs';
import { ownProgram, productVersion, startOnce } from './start-check.mjs';

/** The list of checksums, in the form that sha256sum -c reads. */
export const SUMS_FILE = 'SHA256SUMS';

/** Programs of unpacked folders. */
const UNPACKED = [
  { folder: /^linux(?:-\w+)?-unpacked$/, program: 'crossprem' },
  { folder: /^win(?:-\w+)?-unpacked$/, program: 'Crossprem.exe' },
  { folder: /^mac(?:-\w+)?$/, program: 'Crossprem.app/Contents/MacOS/Crossprem' },
];

/**
 * Every unpacked program below the output folder.
 * @param {string} output
 */
function unpackedPrograms(output) {
  return readdirSync(output).flatMap((name) => {
    const kind = UNPACKED.find(({ folder }) => folder.test(name));
    return kind === undefined ? [] : [join(output, name, kind.program)];
  });
}

/**
 * Reads the fuses back from each program, starts the one of this computer's processor, and weighs the packages.
 * @param {string} output
 * @param {readonly string[]} packages
 * @param {Record<string, boolean>} fuses
 */
export async function checkPackages(output, packages, fuses) {
  const programs = unpackedPrograms(output);
  if (programs.length === 0) throw noPrograms(output);
  for (const program of programs) await expectFuses(program, fuses);
  const own = ownProgram(programs, process.arch);
  if (own !== undefined) startOnce(own, productVersion());
  const heavy = packages.flatMap((file) => sizeFaults(basename(file), file, SIZE_LIMITS.package));
  if (heavy.length > 0)
    throw new SetupError(
      'A package is larger than it may be.',
      heavy.join('; '),
      'See docs/packaging.md.',
    );
}

/** @param {string} output */
function noPrograms(output) {
  return new SetupError(
    'No unpacked program was found, so no fuse could be read back.',
    `There is none in ${output}.`,
    'Look at what electron-builder wrote above.',
  );
}

/**
 * Writes the checksums of files in one folder.
 * @param {string} folder
 * @param {readonly string[]} files
 */
export function writeSums(folder, files) {
  const lines = files.map((file) => `${sha256(file)}  ${basename(file)}\n`).sort();
  writeFileSync(join(folder, SUMS_FILE), lines.join(''));
}

/**
 * Signs the list of checksums.
 * @param {string} folder
 * @param {string} key
 */
export function signSums(folder, key) {
  const sums = join(folder, SUMS_FILE);
  rmSync(`${sums}.asc`, { force: true });
  const words = ['--batch', '--armor', '--detach-sign', '--local-user', key, sums];
  const { code, stderr } = run('gpg', words, { quiet: true });
  if (code !== 0 || !existsSync(`${sums}.asc`))
    throw new SetupError(
      'The list of checksums could not be signed.',
      stderr.trim(),
      'Check RELEASE_GPG_KEY.',
    );
}

/**
 * Removes what electron-builder leaves for its own use.
 * @param {string} output
 */
export function removeLeftovers(output) {
  for (const name of readdirSync(output))
    if (/^builder-.*\.ya?ml$|\.blockmap$/.test(name)) rmSync(join(output, name));
}
