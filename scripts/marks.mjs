/** Marks above tests, such as `// fault disk-full`: which tests show what a document promises. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './setup/common.mjs';

/** A test with its title, also one of a table; other marks may stand between. */
const TEST =
  /^\s*(?:\/\/ [^\n]*\n\s*)*(?:test|it)(?:\.(?:each|skipIf)\b.*?\)\(|\()\s*(['"`])((?:\\.|(?!\1).)*)\1/s;

/** @typedef {{id: string, file: string, title: string}} Mark */

/**
 * Finds the marks of one kind in one file.
 * @param {string} kind
 * @param {string} file for people, relative to the checkout
 * @param {string} text
 * @returns {Mark[]}
 * @throws {Error} where a mark stands above no test
 */
export function marksIn(kind, file, text) {
  const pattern = new RegExp(`^[ \\t]*// ${kind} ([a-z0-9-]+(?:, ?[a-z0-9-]+)*)$`, 'gm');
  return [...text.matchAll(pattern)].flatMap((mark) => {
    const title = TEST.exec(text.slice(mark.index + mark[0].length))?.[2];
    if (title === undefined) throw new Error(`${file}: “${mark[0].trim()}” stands above no test`);
    return (mark[1] ?? '').split(/, ?/).map((id) => ({ id, file, title }));
  });
}

/**
 * @param {string} kind
 * @returns {Mark[]} all marks of a kind
 */
export function collectMarks(kind) {
  return readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:test\.tsx?|spec\.ts)$/.test(file))
    .sort()
    .flatMap((file) => {
      const path = join(ROOT, 'test', file);
      return marksIn(kind, relative(ROOT, path).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
    });
}
