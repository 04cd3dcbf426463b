/** `Crossprem --cli …` and `Crossprem --diagnose FILE`: the command line in a packaged app, without a window. */
import { createRequire } from 'node:module';
import { app, utilityProcess } from 'electron';
import { systemClock } from '../../adapters/system/crypto';
import { nearestLanguage } from '../../shared/languages';
import { supportEnded } from '../../shared/electron-support';
import type { LabOptions } from '../../shared/lab';
import type { PracticeLab } from './connection';
import { isPracticeOnly } from './electron-compat';
import type { AppPaths } from './paths';
import { loadTexts } from './texts';

const SWITCH = '--cli';

/** As src/cli/exit-codes.ts has it. */
const NEEDS_PERSON = 4;

/** A switch of the command line that needs no `--cli` before it: somebody types it whose window does not open. */
const DIAGNOSE = '--diagnose';

/** What follows `--cli`, or `--diagnose` with what follows it; undefined where neither is there. */
export function commandLineArguments(argv: readonly string[]): readonly string[] | undefined {
  const at = argv.indexOf(SWITCH);
  if (at >= 0) return argv.slice(at + 1);
  const diagnose = argv.indexOf(DIAGNOSE);
  return diagnose < 0 ? undefined : argv.slice(diagnose);
}

/** What the command line is given here: a packaged app cannot run the lab as a plain Node process. */
interface CommandLineHost {
  readonly startLab: (options: LabOptions) => Promise<PracticeLab>;
  readonly bridgeFolder: string;
  /** True where no customer may be worked for: an out-of-date runtime, or a package made for tests. */
  readonly practiceOnly: boolean;
}

type Run = (args: readonly string[], host: CommandLineHost) => Promise<number>;

function isRun(value: unknown): value is Run {
  return typeof value === 'function';
}

/** Electron ends itself after a moment on a Linux without a display, in the middle of whatever runs. */
export function lacksDisplay(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  const display = environment['DISPLAY'] || environment['WAYLAND_DISPLAY'];
  return platform === 'linux' && (display === undefined || display === '');
}

/** Says so instead, and gives the exit code of what needs a person. */
async function refuseWithoutDisplay(): Promise<number> {
  const { t } = await terminalTexts();
  process.stderr.write(`${t('main.cli.no-display')}\n`);
  await written(process.stderr);
  return NEEDS_PERSON;
}

function terminalTexts() {
  const { LC_ALL: all, LC_MESSAGES: messages, LANG: language } = process.env;
  return loadTexts(nearestLanguage(all ?? messages ?? language));
}

/** Where this release's Electron is out of support: a line beside the output, which stays as it is for scripts. */
async function warnOfSupport(): Promise<void> {
  const date = supportEnded(process.versions.electron, systemClock.now());
  if (date === null) return;
  const { t } = await terminalTexts();
  process.stderr.write(`${t('main.cli.unsupported', { date })}\n`);
}

/** Runs the bundled command line in this process and resolves with its exit code when all output is written. */
export async function runCommandLine(paths: AppPaths, args: readonly string[]): Promise<number> {
  if (lacksDisplay(process.platform, process.env)) return refuseWithoutDisplay();
  await warnOfSupport();
  const file = paths.commandLineFile;
  const loaded: unknown = createRequire(file)(file);
  const run =
    typeof loaded === 'object' && loaded !== null && 'runCli' in loaded ? loaded.runCli : null;
  if (!isRun(run)) throw new TypeError(`${file} has no runCli`);
  const code = await run(args, {
    startLab: (options) => startLab(paths, options),
    bridgeFolder: paths.bridgeFolder,
    practiceOnly: isPracticeOnly(),
  });
  await Promise.all([process.stdout, process.stderr].map(written));
  return code;
}

async function startLab(paths: AppPaths, options: LabOptions): Promise<PracticeLab> {
  const [{ startLabProcess }] = await Promise.all([import('./lab-process'), app.whenReady()]);
  return startLabProcess(
    (words) => utilityProcess.fork(paths.labFile, [...words], { stdio: 'pipe', env: {} }),
    options,
  );
}

/** Output to a pipe may still wait in memory; ending the process would drop it. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
