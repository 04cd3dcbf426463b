/**
 * `npm run bench [name…]`: runs each file of test/bench in a process of its own. A file's default
 * export measures and returns rows; a row over its limit fails the run.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, run, runMain, say } from './setup/common.mjs';
import { underDisplay } from './setup/display.mjs';
import { setUpForTests } from './setup.mjs';

/** @typedef {{name: string, value: number, unit: string, limit?: number}} Row lower is better */

const FOLDER = join(ROOT, 'test', 'bench');

/** @param {readonly string[]} names the benchmarks asked for; none means all */
function benchFiles(names) {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  return files
    .filter((file) => /\.bench\.(ts|mjs)$/.test(file))
    .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
    .sort();
}

/**
 * Measures one file in this process and prints its rows.
 * @param {string} file
 */
async function measure(file) {
  // Vite is there only after the packages are; it lets a benchmark be TypeScript.
  const { runnerImport } = await import('vite');
  /** @type {{module: {default: () => Promise<Row[]>}}} */
  const { module } = await runnerImport(join(FOLDER, file), { root: ROOT, configFile: false });
  const rows = await module.default();
  for (const row of rows) console.log(rowText(row));
  return rows.some(isOver) ? 1 : 0;
}

/** @param {Row} row */
function isOver({ value, limit }) {
  return limit !== undefined && value > limit;
}

/** @param {Row} row */
function rowText(row) {
  const limit = row.limit === undefined ? '' : ` (limit ${row.limit} ${row.unit})`;
  return `${isOver(row) ? 'OVER' : 'ok  '}  ${row.name}: ${row.value} ${row.unit}${limit}`;
}

/** @param {readonly string[]} names */
async function measureAll(names) {
  const { env } = await setUpForTests();
  let failed = 0;
  for (const file of benchFiles(names)) {
    say(`\n── ${basename(file)}`);
    const [program, args] = underDisplay([
      process.execPath,
      fileURLToPath(import.meta.url),
      '--one',
      file,
    ]);
    // The same work on every computer, with a PowerShell or without.
    const direct = { ...env, CROSSPREM_PRACTICE: 'direct' };
    if (run(program, args, { env: direct }).code !== 0) failed++;
  }
  return failed === 0 ? 0 : 1;
}

await runMain(() => {
  const [first, ...rest] = process.argv.slice(2);
  if (first === '--one') return measure(rest[0] ?? '');
  return measureAll(process.argv.slice(2));
});
