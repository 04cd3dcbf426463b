/**
 * Writes docs/acceptance.md: the forty points that the window has to meet, each with the tests and pictures that show
 * it. They are found by the comments `// acceptance 3, 4` above them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lineOf, marksIn, marksOfTests } from './marks.mjs';
import { ROOT } from './setup/common.mjs';

const DOCUMENT = join(ROOT, 'docs', 'acceptance.md');
const WORD = 'acceptance';
const POINT = /\d+/;

/** @typedef {{point: number, file: string, title: string}} Shown */

/** @returns {string[]} what each point says, the first one first */
export function points() {
  return JSON.parse(readFileSync(new URL('acceptance-points.json', import.meta.url), 'utf8'));
}

/** @param {import('./marks.mjs').Mark} mark @returns {Shown} */
const shownBy = ({ of, ...test }) => ({ point: Number(of), ...test });

/**
 * Finds the marks of one file.
 * @param {string} file for people, relative to the checkout
 * @param {string} text
 * @returns {Shown[]}
 * @throws {Error} where a mark stands above nothing that shows a point
 */
export function marksOf(file, text) {
  return marksIn(WORD, POINT, file, text).map(shownBy);
}

/** @returns {Shown[]} all marks of the tests */
export function allMarks() {
  return marksOfTests(WORD, POINT).map(shownBy);
}

/**
 * @param {readonly string[]} texts
 * @param {readonly Shown[]} marks
 * @returns {string} the document
 */
export function document(texts, marks) {
  const parts = texts.map((text, index) => {
    const own = marks.filter(({ point }) => point === index + 1);
    const shown = own.map(({ file, title }) => lineOf({ of: '', file, title }));
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
