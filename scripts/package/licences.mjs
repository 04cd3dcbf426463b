/** The licences of everything that ships in the bundles, as one text; Electron and Chromium bring their own files. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT, SetupError } from '../setup/common.mjs';

/** Where the packed files lie before they are packed. */
export const LICENCES_FOLDER = join(ROOT, 'out', 'licences');

/** The text that names every package with its licence. */
export const LICENCES_FILE = 'THIRD-PARTY-LICENSES.txt';

/** What the parts of the build wrote down (bundled-packages-plugin.mjs). */
const PARTS = ['main', 'preload', 'renderer'];

/** Names that packages give to the files we owe to whoever gets the product. */
const LICENCE_FILES = /^(?:licen[cs]e|copying|notice|third.?party)[^/]*$/i;

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence as its package.json says
 * @property {string} author as its package.json says; may be empty
 * @property {string} text of its licence files; empty where it has none
 */

/** @returns {BundledPackage[]} every package of which something is in a bundle, by name */
function bundledPackages() {
  const paths = PARTS.flatMap((part) => {
    const file = join(ROOT, 'out', 'bundled', `${part}.json`);
    return /** @type {string[]} */ (JSON.parse(readFileSync(file, 'utf8')));
  });
  const packages = [...new Set(paths)].map((path) => readPackage(join(ROOT, path)));
  return packages.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** @param {Pick<BundledPackage, 'name' | 'version'>} item */
const keyOf = ({ name, version }) => `${name}@${version}`;

/**
 * @param {string} folder
 * @returns {BundledPackage}
 */
export function readPackage(folder) {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const text = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILES.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim())
    .join('\n\n');
  if (typeof license !== 'string' || license === '')
    throw new SetupError(
      `${name} ${version} names no licence.`,
      'It is in a bundle, and nothing may ship whose licence is not known.',
      'Find its licence out, or replace the package.',
    );
  return { name, version, licence: license, author: nameOf(author), text };
}

/**
 * @param {unknown} author a text, or an object with a name
 * @returns {string}
 */
function nameOf(author) {
  if (typeof author === 'string') return author;
  return author instanceof Object && 'name' in author ? String(author.name) : '';
}

/** @param {string} author */
function withoutText(author) {
  const by = author === '' ? '' : ` Its author is ${author}.`;
  return `The package holds no text of its licence.${by}`;
}

/**
 * @param {readonly BundledPackage[]} packages
 * @param {string} electronVersion
 */
export function licencesText(packages, electronVersion) {
  const line = '-'.repeat(78);
  const head = [
    'Crossprem contains parts of these packages. Each stays under its own licence.',
    `It runs on Electron ${electronVersion} (MIT); the licences of Electron and of Chromium lie beside the program,`,
    'as LICENSE.electron.txt and LICENSES.chromium.html.',
  ].join('\n');
  const sections = packages.map(({ name, version, licence, author, text }) =>
    [line, `${name} ${version} (${licence})`, line, text || withoutText(author)].join('\n'),
  );
  return `${[head, ...sections].join('\n\n')}\n`;
}

/**
 * Writes what the package's licences folder will hold.
 * @param {string} electronVersion
 */
export function writeLicences(electronVersion) {
  if (!existsSync(join(ROOT, 'out', 'bundled')))
    throw new SetupError(
      'The build did not write down what it bundled.',
      'There is no out/bundled.',
      'Delete the folder out, then run the same command again.',
    );
  const packages = bundledPackages();
  mkdirSync(LICENCES_FOLDER, { recursive: true });
  writeFileSync(join(LICENCES_FOLDER, LICENCES_FILE), licencesText(packages, electronVersion));
  copyFileSync(join(ROOT, 'LICENSE'), join(LICENCES_FOLDER, 'LICENSE.txt'));
  return packages;
}
