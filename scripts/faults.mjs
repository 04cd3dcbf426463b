/** Writes docs/fault-matrix.md: what can go wrong, how it is noticed, what a person sees, and the tests that show it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marksOfTests } from './marks.mjs';
import { ROOT } from './setup/common.mjs';

const DOCUMENT = join(ROOT, 'docs', 'fault-matrix.md');

/** @typedef {{id: string, fault: string, detection: string, codes: string[], recovery: string, kept: string}} Fault */

/** @returns {Fault[]} */
export function faults() {
  return JSON.parse(readFileSync(new URL('fault-rows.json', import.meta.url), 'utf8'));
}

/** Form of a fault's id. */
export const FAULT = /[a-z0-9-]+/;

/** @returns {import('./marks.mjs').Mark[]} all marks of the tests */
export function faultMarks() {
  return marksOfTests('fault', FAULT);
}

/**
 * @param {readonly Fault[]} rows
 * @param {readonly import('./marks.mjs').Mark[]} marks
 * @returns {string} the document
 */
export function document(rows, marks) {
  const parts = rows.map(({ id, fault, detection, codes, recovery, kept }) => {
    const shown = marks
      .filter((mark) => mark.of === id)
      .map(({ file, title }) => `  - \`${file}\`: ${title}`);
    const sees = codes.length === 0 ? 'no error' : codes.join(', ');
    return [
      `## ${fault}`,
      '',
      `- **Noticed by:** ${detection}`,
      `- **The person sees:** ${sees}`,
      `- **Recovery:** ${recovery}`,
      `- **Not lost:** ${kept}`,
      '- **Tests:**',
      ...new Set(shown),
      '',
    ].join('\n');
  });
  return [
    '# What can go wrong, and what happens then',
    '',
    'Made by `node scripts/faults.mjs` from `scripts/fault-rows.json` and the marks `// fault …` above the tests. A test fails where a fault has no test or this page is out of date.',
    '',
    parts.join('\n'),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(DOCUMENT, document(faults(), faultMarks()));
}
