/**
 * Writes docs/acceptance.md: the forty points that the window has to meet, each with the tests and pictures that show
 * it. They are found by the comments `// acceptance 3, 4` above them.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './setup/common.mjs';

const DOCUMENT = join(ROOT, 'docs', 'acceptance.md');
const MARK = /^[ \t]*\/\/ acceptance ((?:\d+)(?:, ?\d+)*)$/gm;
/** What a mark may stand above: a test with its title, or a picture of the gallery with its name. */
const TEST = /^\s*(?:(?:test|it)\b[^'"`]*?|\[\s*)(['"`])((?:\\.|(?!\1).)*)\1/s;

/** @typedef {{point: number, file: string, title: string}} Shown */

/** @returns {string[]} what each point says, the first one first */
export function points() {
  return JSON.parse(readFileSync(new URL('acceptance-points.json', import.meta.url), 'utf8'));
}

/**
 * Finds the marks of one file.
 * @param {string} file for people, relative to the checkout
 * @param {string} text
 * @returns {Shown[]}
 * @throws {Error} where a mark stands above nothing that shows a point
 */
export function marksOf(file, text) {
  return [...text.matchAll(MARK)].flatMap((mark) => {
    const found = TEST.exec(text.slice(mark.index + mark[0].length));
    const title = found?.[2];
    if (title === undefined) throw new Error(`${file}: “${mark[0].trim()}” stands above no test`);
    return (mark[1] ?? '').split(',').map((point) => ({ point: Number(point), file, title }));
  });
}

/** @returns {Shown[]} all marks of the tests */
export function allMarks() {
  return readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:test\.tsx?|spec\.ts)$|gallery[\\/]shots[\w-]*\.mjs$/.test(file))
    .sort()
    .flatMap((file) => {
      const path = join(ROOT, 'test', file);
      const name = relative(ROOT, path).replaceAll('\\', '/');
      return marksOf(name, readFileSync(path, 'utf8'));
    });
}

/** @param {Shown} shown */
function line({ file, title }) {
  const kind = file.endsWith('.mjs') ? 'picture' : 'test';
  return `- ${kind} \`${file}\`: ${title}`;
}

/**
 * @param {readonly string[]} texts
 * @param {readonly Shown[]} marks
 * @returns {string} the document
 */
export function document(texts, marks) {
  const parts = texts.map((text, index) => {
    const shown = marks.filter(({ point }) => point === index + 1).map(line);
    return `## ${index + 1}. ${text}\n\n${[...new Set(shown)].join('\n')}\n`;
  });
  return [
    '# What the window has to meet, and what shows it',
    '',
    'Made by `node scripts/acceptance.mjs` from the marks above the tests; a test fails where it is out of date or a point is shown by nothing. The pictures are made by `npm run gallery`.',
    '',
    parts.join('\n'),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(DOCUMENT, document(points(), allMarks()));
}
