/** Marks above tests: comments such as `// acceptance 3, 4` that say what a test shows, for pages made from them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './setup/common.mjs';

/** What a mark may stand above: a test with its title, or a picture of the gallery with its name. */
const TEST =
  /^\s*(?:\/\/[^\n]*\n\s*)*(?:(?:test|it)(?:\.(?:each|skipIf)\b.*?\)\(|\()\s*|\[\s*)(['"`])((?:\\.|(?!\1).)*)\1/s;

/** A test that is left out wherever something is missing that a computer need not have; not one of a kind among others. */
const SKIPPED =
  /\.(?:skip|todo)\(|\.(?:skipIf|runIf)\((?!kind\b|KINDS\b|standIn\b|process\.platform\b|isWindows\b)/;

/**
 * @typedef {{of: string, file: string, title: string, maySkip: boolean}} Mark what is shown, the test that shows it, and
 * whether that test may be left out
 */

/**
 * Finds the marks of one file.
 * @param {string} word what begins a mark
 * @param {RegExp} name form of what is shown
 * @param {string} file for people, relative to the checkout
 * @param {string} text
 * @returns {Mark[]}
 * @throws {Error} where a mark stands above nothing that shows anything
 */
export function marksIn(word, name, file, text) {
  const one = name.source;
  const mark = new RegExp(`^[ \\t]*// ${word} (${one}(?:, ?${one})*)$`, 'gm');
  return [...text.matchAll(mark)].flatMap((found) => {
    const test = TEST.exec(text.slice(found.index + found[0].length));
    const title = test?.[2];
    if (title === undefined) throw new Error(`${file}: “${found[0].trim()}” stands above no test`);
    const maySkip = SKIPPED.test(test?.[0] ?? '') || isInSkipped(text.slice(0, found.index));
    return (found[1] ?? '').split(',').map((of) => ({ of: of.trim(), file, title, maySkip }));
  });
}

/**
 * @param {string} before what a file has above a mark
 * @returns {boolean} whether a group that may be left out is open there; a group ends at its own depth
 */
function isInSkipped(before) {
  return [...before.matchAll(/^([ \t]*)describe\.(?:skip|skipIf|runIf)\b.*$/gm)].some((group) => {
    const [line, indent] = group;
    if (!SKIPPED.test(line)) return false;
    const after = before.slice((group.index ?? 0) + line.length);
    return !new RegExp(`^${indent}(?:\\}\\)|\\));`, 'm').test(after);
  });
}

/**
 * @param {string} word
 * @param {RegExp} name
 * @returns {Mark[]} all marks of the tests
 */
export function marksOfTests(word, name) {
  return readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:test\.tsx?|spec\.ts)$|gallery[\\/]shots[\w-]*\.mjs$/.test(file))
    .sort()
    .flatMap((file) => {
      const path = join(ROOT, 'test', file);
      const shown = relative(ROOT, path).replaceAll('\\', '/');
      return marksIn(word, name, shown, readFileSync(path, 'utf8'));
    });
}

/** @param {Omit<Mark, 'maySkip'>} mark */
export function lineOf({ file, title }) {
  const kind = file.endsWith('.mjs') ? 'picture' : 'test';
  return `- ${kind} \`${file}\`: ${title}`;
}
