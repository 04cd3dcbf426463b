/** Marks above tests: comments such as `// acceptance 3, 4` that say what a test shows, for pages made from them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './setup/common.mjs';

/** What a mark may stand above: a test with its title, or a picture of the gallery with its name. */
const TEST =
  /^\s*(?:\/\/[^\n]*\n\s*)*(?:(?:test|it)(?:\.(?:each|skipIf)\b.*?\)\(|\()\s*|\[\s*)(['"`])((?:\\.|(?!\1).)*)\1/s;

/** @typedef {{of: string, file: string, title: string}} Mark what is shown, and the test that shows it */

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
    const title = TEST.exec(text.slice(found.index + found[0].length))?.[2];
    if (title === undefined) throw new Error(`${file}: “${found[0].trim()}” stands above no test`);
    return (found[1] ?? '').split(',').map((of) => ({ of: of.trim(), file, title }));
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

/** @param {Mark} mark */
export function lineOf({ file, title }) {
  const kind = file.endsWith('.mjs') ? 'picture' : 'test';
  return `- ${kind} \`${file}\`: ${title}`;
}
