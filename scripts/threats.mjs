/**
 * Writes the tests of docs/threat-model.md: below each threat's heading `### T1 …` the tests that show what holds it off.
 * They are found by the comments `// threat T1, T2` above them. The rest of the page is written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lineOf, marksIn, marksOfTests } from './marks.mjs';
import { ROOT } from './setup/common.mjs';

const PAGE = join(ROOT, 'docs', 'threat-model.md');
const WORD = 'threat';
const THREAT = /T\d+/;
/** What stands between is made. */
const BEGIN = '<!-- tests -->';
const END = '<!-- end of tests -->';
const HEADING = /^### (T\d+) /gm;

/** @returns {string} the page as it lies there */
export function page() {
  return readFileSync(PAGE, 'utf8');
}

/**
 * @param {string} text of the page
 * @returns {string[]} ids of its threats
 */
export function threatsOf(text) {
  return [...text.matchAll(HEADING)].map(([, id]) => id ?? '');
}

/** @returns {import('./marks.mjs').Mark[]} all marks of the tests */
export function threatMarks() {
  return marksOfTests(WORD, THREAT);
}

/**
 * Marks of one file.
 * @param {string} file
 * @param {string} text
 */
export function threatMarksOf(file, text) {
  return marksIn(WORD, THREAT, file, text);
}

/**
 * @param {string} text the page, with whatever tests
 * @param {readonly import('./marks.mjs').Mark[]} marks
 * @returns {string} the page with the tests of these marks
 * @throws {Error} where a threat has no place for its tests
 */
export function withTests(text, marks) {
  // A page that begins with a heading is split before it, too.
  const [head = '', ...parts] = `\n${text}`.split(/^(?=### T\d+ )/m);
  const made = parts.map((part) => {
    const [id = ''] = threatsOf(part);
    const begin = part.indexOf(BEGIN);
    const end = part.indexOf(END);
    if (begin < 0 || end < begin) throw new Error(`${id} has no place for its tests`);
    const lines = marks.filter(({ of }) => of === id).map(lineOf);
    const list = [...new Set(lines)].join('\n');
    return `${part.slice(0, begin + BEGIN.length)}\n\n${list}\n\n${part.slice(end)}`;
  });
  return [head, ...made].join('').slice(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(PAGE, withTests(page(), threatMarks()));
}
