/** `npm test`: every check and every test, in the order that finds faults soonest. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addCounts, countsLine, playwrightCounts, vitestCounts } from './setup/counts.mjs';
import { ROOT, run, runHeld, runMain, say } from './setup/common.mjs';
import { underDisplay } from './setup/display.mjs';
import { scratchInMemory } from './setup/scratch.mjs';
import { setUpForTests } from './setup.mjs';

const OUTPUT = join(ROOT, 'test-output');
const VITEST_REPORT = join(OUTPUT, 'vitest.json');
const E2E_REPORT = join(OUTPUT, 'e2e.json');

/** @param {string} file */
const bin = (file) => [process.execPath, join(ROOT, 'node_modules', file)];

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} command
 * @property {string} [report] file that the command writes its results to
 * @property {(report: any) => import('./setup/counts.mjs').Counts} [counts] reads them
 */

/** Checks that read the sources only: they run side by side. @type {Step[]} */
const CHECKS = [
  {
    name: 'format',
    command: [...bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  },
  { name: 'types', command: [...bin('typescript-native/bin/tsc'), '-b'] },
  { name: 'lint', command: bin('oxlint/bin/oxlint') },
  {
    name: 'layers',
    command: [
      ...bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'src',
    ],
  },
  { name: 'dead code', command: [...bin('knip/bin/knip.js')] },
];

/** Tests, one kind after the other. @type {Step[]} */
const TESTS = [
  {
    name: 'unit, contract and integration tests',
    command: [
      ...bin('vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${VITEST_REPORT}`,
    ],
    report: VITEST_REPORT,
    counts: vitestCounts,
  },
  {
    name: 'end-to-end tests',
    command: underDisplay([...bin('@playwright/test/cli.js'), 'test']).flat(),
    report: E2E_REPORT,
    counts: playwrightCounts,
  },
];

/** @typedef {{name: string, ok: boolean, seconds: string, counts: import('./setup/counts.mjs').Counts}} StepResult */

const NO_COUNTS = { passed: 0, failed: 0, skipped: 0 };

/** @param {number} started */
const secondsSince = (started) => ((Date.now() - started) / 1000).toFixed(1);

/**
 * Runs one kind of tests and reads its counts.
 * @param {Step} step
 * @param {NodeJS.ProcessEnv} env
 * @returns {StepResult}
 */
function runTests(step, env) {
  say(`\n── ${step.name}`);
  const started = Date.now();
  const [program = '', ...args] = step.command;
  const { code } = run(program, args, { env });
  const seconds = secondsSince(started);
  const counts =
    step.report && step.counts && existsSync(step.report)
      ? step.counts(JSON.parse(readFileSync(step.report, 'utf8')))
      : NO_COUNTS;
  return { name: step.name, ok: code === 0 && counts.failed === 0, seconds, counts };
}

/**
 * Runs one check and shows its output when it has ended, so that outputs do not mix.
 * @param {Step} step
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<StepResult>}
 */
async function runCheck(step, env) {
  const started = Date.now();
  const [program = '', ...args] = step.command;
  const { code, output } = await runHeld(program, args, env);
  say(`\n── ${step.name}\n${output}`);
  return { name: step.name, ok: code === 0, seconds: secondsSince(started), counts: NO_COUNTS };
}

/**
 * Runs the checks, then the tests until one kind fails.
 * @param {NodeJS.ProcessEnv} env
 */
async function runSteps(env) {
  const results = await Promise.all(CHECKS.map((check) => runCheck(check, env)));
  if (results.some((result) => !result.ok)) return results;
  for (const step of TESTS) {
    const result = runTests(step, env);
    results.push(result);
    if (!result.ok) break;
  }
  return results;
}

/** @param {readonly StepResult[]} results */
function summarise(results) {
  say('\n── summary');
  for (const { name, ok, seconds } of results)
    say(`${ok ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
  for (const { name } of [...CHECKS, ...TESTS].slice(results.length)) say(`not run ${name}`);
  const total = addCounts(results.map(({ counts }) => counts));
  const ok = results.every((result) => result.ok);
  // A check that is no test, or a test file that does not load, still is a failure.
  if (!ok && total.failed === 0) total.failed = 1;
  console.log(countsLine(total));
  return ok ? 0 : 1;
}

await runMain(async () => {
  if (process.argv.includes('--full')) process.env['CROSSPREM_FULL'] = '1';
  const { env } = await setUpForTests();
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  const scratch = scratchInMemory();
  try {
    return summarise(await runSteps(scratch === undefined ? env : { ...env, TMPDIR: scratch }));
  } finally {
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
  }
});
