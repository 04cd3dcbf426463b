/**
 * Start and memory of the application against a blank Electron window: the same runtime, the same run, turn by turn.
 * Only the difference is compared with the budget, because machines differ and are shared. The first starts fill
 * caches and are left out; the median of the rest counts.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';
import { displaySwitches } from '../../scripts/setup/display.mjs';
import { ensureRuntime } from '../../scripts/setup/runtime.mjs';
import { memoryOf, processTree } from './support/processes.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..');
const PROBE = join(HERE, 'support', 'probe.cjs');

const STARTS = 7;
const LEFT_OUT = 2;
/** Milliseconds after which a window without work is at rest. */
const SETTLED = 3_000;
const START_LIMIT = 60_000;
/** What the application may need beyond a blank window. */
const BUDGET = { milliseconds: 250, megabytes: 60 };

/** @typedef {{name: string, value: number, unit: string, limit?: number}} Row */
/** @typedef {{readyToShow: number, memory: number, processes: number}} Start */

/** @returns {Promise<Row[]>} */
export default async function measure() {
  const runtime = await ensureRuntime();
  const data = mkdtempSync(join(tmpdir(), 'crossprem-window-'));
  /** @type {Start[]} */
  const ours = [];
  /** @type {Start[]} */
  const blank = [];
  try {
    for (let turn = 0; turn < STARTS; turn++) {
      blank.push(await start(runtime, [join(HERE, 'blank'), join(data, 'blank')]));
      ours.push(await start(runtime, [ROOT, `--data=${join(data, 'ours')}`]));
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  return rows(ours.slice(LEFT_OUT), blank.slice(LEFT_OUT));
}

/**
 * @param {readonly Start[]} ours
 * @param {readonly Start[]} blank
 * @returns {Row[]}
 */
function rows(ours, blank) {
  const ready = [ours, blank].map((starts) => median(starts.map((one) => one.readyToShow)));
  const memory = [ours, blank].map((starts) => median(starts.map((one) => one.memory)));
  const times = rowsOf('ready to show', ready, 'ms', BUDGET.milliseconds);
  return memory.includes(0)
    ? times
    : [...times, ...rowsOf('memory at rest', memory, 'MB', BUDGET.megabytes)];
}

/**
 * @param {string} what
 * @param {readonly number[]} values ours, then the blank window's
 * @param {string} unit
 * @param {number} limit
 * @returns {Row[]}
 */
function rowsOf(what, [ours = 0, blank = 0], unit, limit) {
  return [
    { name: `${what}, application`, value: Math.round(ours), unit },
    { name: `${what}, blank window`, value: Math.round(blank), unit },
    { name: `${what}, application beyond blank`, value: Math.round(ours - blank), unit, limit },
    { name: `${what}, application to blank`, value: Number((ours / blank).toFixed(2)), unit: 'x' },
  ];
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

/**
 * Starts an application, waits until it is at rest, measures, and ends it.
 * @param {{binary: string, env: NodeJS.ProcessEnv}} runtime
 * @param {readonly string[]} args
 * @returns {Promise<Start>}
 */
async function start({ binary, env }, args) {
  const child = spawn(binary, [...displaySwitches(), '-r', PROBE, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  try {
    const { readyToShow } = await firstLine(child);
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
    const tree = process.platform === 'linux' ? processTree(child.pid ?? 0) : [];
    return { readyToShow, memory: memoryOf(tree), processes: tree.length };
  } finally {
    child.kill();
    await gone;
  }
}

/**
 * What the probe says. Other lines are not for us.
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, null>} child
 * @returns {Promise<{readyToShow: number}>}
 */
function firstLine(child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no window in a minute')), START_LIMIT);
    child.once('exit', (code) => reject(new Error(`the application ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"readyToShow"')) return;
      clearTimeout(timer);
      resolve(JSON.parse(line));
    });
  });
}
