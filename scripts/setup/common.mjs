/** What all set-up steps share: places, messages, running programs, and a lock between processes. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What set-up makes outside node_modules; never committed. */
export const RUNTIME_FOLDER = join(ROOT, '.runtime');

/** A failure a person can act on: what happened, why, what to do. */
export class SetupError extends Error {
  /**
   * @param {string} what
   * @param {string} why
   * @param {string} todo
   */
  constructor(what, why, todo) {
    super(what);
    this.why = why;
    this.todo = todo;
  }
}

/**
 * Tells the person at the terminal. Goes to stderr, because stdout belongs to the product.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a script's main function and ends the process with its exit code. The code is set once more at the very end:
 * electron-builder brings a hook that ends every process that has nothing left to do with 0. A script whose main
 * function never came to an end has failed.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  /** @type {number | undefined} */
  let ended;
  process.on('exit', (code) => {
    process.exitCode = ended ?? (code === 0 ? 1 : code);
  });
  try {
    ended = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`\n${error.message}\n  Why: ${error.why}\n  What to do: ${error.todo}`);
    ended = 1;
  }
  process.exitCode = ended;
}

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] added to the environment
 * @property {boolean} [quiet] keep the output back
 * @property {boolean} [toStderr] send the output to stderr, so that stdout stays clean
 * @property {string} [cwd]
 */

/**
 * Runs a program to its end, showing its output unless told otherwise.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {{code: number, stdout: string, stderr: string}}
 */
export function run(program, args, options = {}) {
  const output = options.quiet ? 'pipe' : 'inherit';
  const result = spawnSync(program, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: [options.quiet ? 'ignore' : 'inherit', options.toStderr ? 2 : output, output],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const reason = result.error ? result.error.message : '';
  return {
    code: result.status ?? 1,
    stdout: result.stdout ?? '',
    stderr: (result.stderr ?? '') + reason,
  };
}

/**
 * Runs a program beside this one, passing signals on. Resolves with its exit code.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
export function runAttached(program, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: 'inherit' });
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/**
 * Runs a program beside others and keeps its output until it has ended.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env added to the environment
 * @returns {Promise<{code: number, output: string}>}
 */
export function runHeld(program, args, env) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (part) => (output += part));
    child.stderr.on('data', (part) => (output += part));
    child.on('error', (error) => resolve({ code: 1, output: output + error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Runs npm: the one that started us if there is one, so that no shell is needed on Windows.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options = {}) {
  const withCache = { ...options, env: { ...npmCacheEnv(), ...options.env } };
  const cli = process.env['npm_execpath'];
  if (cli && /\.[cm]?js$/.test(cli)) return run(process.execPath, [cli, ...args], withCache);
  if (process.platform !== 'win32') return run('npm', args, withCache);
  return run(process.env['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', 'npm', ...args], withCache);
}

/** Without a home folder npm has no place for its cache; it gets one in the checkout. */
function npmCacheEnv() {
  const home = process.platform === 'win32' ? process.env['USERPROFILE'] : process.env['HOME'];
  return home ? {} : { npm_config_cache: join(RUNTIME_FOLDER, 'npm-cache') };
}

/** Longer than any set-up step; an older lock was left behind. */
const LOCK_EXPIRES_MS = 15 * 60 * 1000;

/**
 * Does something that two processes must not do at the same time in one checkout.
 * @template T
 * @param {string} name
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  mkdirSync(RUNTIME_FOLDER, { recursive: true });
  const lock = join(RUNTIME_FOLDER, `${name}.lock`);
  for (let tries = 0; !takeLock(lock); tries++) {
    if (tries === 10) say(`Waiting for another process that is at work here (${lock})…`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * @param {string} lock
 * @returns {boolean} whether the lock is ours now
 */
function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/**
 * @param {string} lock
 * @returns {boolean} whether the process that made the lock is gone
 */
function isAbandoned(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > LOCK_EXPIRES_MS) return true;
    const owner = Number(readFileSync(lock, 'utf8'));
    // An empty file is a lock being written at this moment.
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

/** @param {unknown} error */
export function errorCode(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
