/**
 * Sizes of what the build makes, against budgets. A bundle's eager part is its entry and what that imports without
 * being asked; the rest is loaded at its first use.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OUT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'out');
const MAIN = join(OUT, 'main');
const RENDERER = join(OUT, 'renderer');

/** Budgets in KB of 1024 bytes. MSAL is 224 for people, and what signs in with a certificate besides. */
const BUDGET = { mainEager: 150, msal: 240, preload: 6, rendererFirst: 650, renderer: 1.2 * 1024 };

/** Imports in the bundler's output: those that run when the file does, and not those behind a promise. */
const EAGER_REQUIRE = /(?<!\.then\(\(\)=>)require\("(\.[^"]+)"\)/g;
const EAGER_IMPORT = /(?:\bfrom|\bimport)\s*"(\.[^"]+\.js)"/g;

/** @typedef {{name: string, value: number, unit: string, limit?: number}} Row */

/** @returns {Promise<Row[]>} */
export default async function measure() {
  const main = eagerFiles([join(MAIN, 'main.cjs')], EAGER_REQUIRE);
  const first = eagerFiles(firstScripts(), EAGER_IMPORT);
  const scripts = filesBelow(RENDERER).filter((file) => /\.(js|css|html)$/.test(file));
  const screens = scripts.filter(
    (file) => !first.has(file) && !/\.(en|fr|zh-TW)-[\w-]+\.js$/.test(file),
  );
  const lazy = filesBelow(MAIN).filter((file) => file.includes('chunks') && !main.has(file));
  return [
    row('main, eager', size([...main]), BUDGET.mainEager),
    row('main, MSAL, loaded at the first sign-in', size(lazy.filter(isMsal)), BUDGET.msal),
    row('main, all that is loaded later', size(lazy)),
    row('preload', size(filesBelow(join(OUT, 'preload'))), BUDGET.preload),
    row('renderer, first scripts', size([...first]), BUDGET.rendererFirst),
    row('renderer, whole, in its largest language', size(oneLanguage(scripts)), BUDGET.renderer),
    row('renderer, in all languages', size(scripts)),
    row(`renderer, largest later file (${basename(largest(screens))})`, size([largest(screens)])),
    row('practice lab', size([join(MAIN, 'lab.cjs')])),
    row('everything', size(filesBelow(OUT))),
  ];
}

/**
 * @param {string} name
 * @param {number} bytes
 * @param {number} [limit]
 * @returns {Row}
 */
function row(name, bytes, limit) {
  const measured = { name, value: Number((bytes / 1024).toFixed(1)), unit: 'KB' };
  return limit === undefined ? measured : { ...measured, limit };
}

/**
 * Entries and everything that they import eagerly.
 * @param {readonly string[]} entries
 * @param {RegExp} imports
 */
function eagerFiles(entries, imports) {
  const found = new Set(entries);
  // A set also visits what is added while it is walked.
  for (const file of found) {
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
      found.add(join(dirname(file), target));
    }
  }
  return found;
}

/** The page names its scripts and those that they import. */
function firstScripts() {
  const page = readFileSync(join(RENDERER, 'index.html'), 'utf8');
  return [...page.matchAll(/(?:src|href)="(\.[^"]+\.js)"/g)].map(([, target = '']) =>
    join(RENDERER, target),
  );
}

/** @param {string} file */
function isMsal(file) {
  return readFileSync(file, 'utf8').includes('msal.js.node');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== '.stamp')
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

/**
 * What a window can come to load: texts of one language only, the largest.
 * @param {readonly string[]} files
 */
function oneLanguage(files) {
  const texts = /\.(en|fr|zh-TW)-[\w-]+\.js$/;
  const languages = new Map();
  for (const file of files) {
    const language = texts.exec(file)?.[1];
    if (language !== undefined) languages.set(language, [...(languages.get(language) ?? []), file]);
  }
  const [most] = [...languages.values()].sort((left, right) => size(right) - size(left));
  return [...files.filter((file) => !texts.test(file)), ...(most ?? [])];
}

/** @param {readonly string[]} files */
function largest(files) {
  return [...files].sort((left, right) => size([right]) - size([left]))[0] ?? '';
}

/** @param {readonly string[]} files */
function size(files) {
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}
