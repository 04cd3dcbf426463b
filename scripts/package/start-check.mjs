/** A package that was made is started once: an archive can be whole, its fuses right, and the program still not run. */
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ROOT, SetupError, run, say } from '../setup/common.mjs';
import { underDisplay } from '../setup/display.mjs';
import { NOBODY, isRoot, openFolder } from './open-folder.mjs';

/** @typedef {(program: string, args: readonly string[], home: string) => {code: number, stdout: string, stderr: string}} Start */

/**
 * The program of this computer's own processor among those that were made.
 * @param {readonly string[]} programs
 * @param {string} arch
 * @returns {string | undefined}
 */
export function ownProgram(programs, arch) {
  const mark = /(?:win|linux|mac)-(arm64|ia32|universal|armv7l)/;
  return programs.find((program) => (mark.exec(program)?.[1] ?? 'x64') === arch);
}

/**
 * Says what is wrong with what a started program told.
 * @param {string} version
 * @param {{code: number, stdout: string}} asked the answer to `version`
 * @param {{stdout: string}} looked the answer to `doctor --json`
 * @returns {string | undefined}
 */
export function startFault(version, asked, looked) {
  if (asked.code !== 0 || !asked.stdout.includes(version))
    return `version ended with ${asked.code} and said ${JSON.stringify(asked.stdout.slice(0, 200))}`;
  try {
    // Its exit code tells of this computer, which may lack a PowerShell.
    const { checks } = JSON.parse(looked.stdout);
    return Array.isArray(checks) && checks.length > 0 ? undefined : 'doctor found nothing';
  } catch {
    return `doctor said ${JSON.stringify(looked.stdout.slice(0, 200))}`;
  }
}

/**
 * Starts the program twice on its command line, with a home of its own, and throws where it does not answer.
 * @param {string} program
 * @param {string} version
 * @param {Start} [start]
 */
export function startOnce(program, version, start = startPlainly) {
  const home = mkdtempSync(join(tmpdir(), 'crossprem-start-'));
  try {
    if (isRoot()) chownSync(home, NOBODY, NOBODY);
    const asked = start(program, ['--cli', 'version'], home);
    const looked = start(
      program,
      ['--cli', 'doctor', '--json', `--data=${join(home, 'data')}`],
      home,
    );
    const fault = startFault(version, asked, looked);
    if (fault !== undefined)
      throw new SetupError(
        'The packaged program does not start as it should.',
        `${program}: ${fault}\n${asked.stderr}${looked.stderr}`.trim(),
        'Start it by hand with --cli version. On Linux it needs the libraries of Chromium.',
      );
    say(`Started: ${program} is ${version}, and doctor answers.`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @returns {string} the version that a package of this checkout has */
export function productVersion() {
  return String(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version);
}

/** @type {Start} */
function startPlainly(program, args, home) {
  if (!isRoot()) {
    const [first, rest] = underDisplay([program, ...args]);
    return run(first, rest, { quiet: true });
  }
  const open = openFolder(dirname(program));
  try {
    const own = join(open.folder, basename(program));
    // A display of root's is not open to anybody else.
    const words = underDisplay([own, ...args], false).flat();
    const person = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
    // Neither home nor the folder for temporary files is that person's where root works.
    const env = { HOME: home, TMPDIR: home };
    return run('setpriv', [...person, ...words], { quiet: true, env });
  } finally {
    open.remove();
  }
}
