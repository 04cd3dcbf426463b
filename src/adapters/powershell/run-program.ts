/** A program of the system that answers and ends, such as reg.exe. */
import { execFile } from 'node:child_process';
import { posix, win32 } from 'node:path';
import type { RunProgram } from '../policy/program';
import { shellEnvironment } from './environment';

const DEADLINE_MS = 10_000;
const LARGEST_OUTPUT = 256 * 1024;

/** Runs it without a shell, in its own folder, with nothing of the environment that it does not need. */
export const runProgram: RunProgram = (executable, words) => {
  const path = process.platform === 'win32' ? win32 : posix;
  if (!path.isAbsolute(executable))
    return Promise.reject(new RangeError(`not an absolute path: ${executable}`));
  return new Promise((resolve, reject) => {
    const options = {
      cwd: path.dirname(executable),
      env: shellEnvironment(process.env, process.platform),
      encoding: 'utf8' as const,
      maxBuffer: LARGEST_OUTPUT,
      shell: false,
      timeout: DEADLINE_MS,
      windowsHide: true,
    };
    execFile(executable, words, options, (error, output, errors) => {
      // Its own exit code is an answer; that it did not start or was ended is none.
      if (error !== null && typeof error.code !== 'number')
        reject(new Error(`${executable}: ${error.message}`));
      else resolve({ code: error === null ? 0 : Number(error.code), output, errors });
    });
  });
};
