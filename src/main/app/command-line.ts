/** `Crossprem --cli …` and `Crossprem --diagnose FILE`: the command line in a packaged app, without a window. */
import { createRequire } from 'node:module';
import { app, utilityProcess } from 'electron';
import type { LabOptions } from '../../shared/lab';
import type { PracticeLab } from './connection';
import type { AppPaths } from './paths';

const SWITCH = '--cli';

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
}

type Run = (args: readonly string[], host: CommandLineHost) => Promise<number>;

function isRun(value: unknown): value is Run {
  return typeof value === 'function';
}

/** Runs the bundled command line in this process and resolves with its exit code when all output is written. */
export async function runCommandLine(paths: AppPaths, args: readonly string[]): Promise<number> {
  const file = paths.commandLineFile;
  const loaded: unknown = createRequire(file)(file);
  const run =
    typeof loaded === 'object' && loaded !== null && 'runCli' in loaded ? loaded.runCli : null;
  if (!isRun(run)) throw new TypeError(`${file} has no runCli`);
  const code = await run(args, {
    startLab: (options) => startLab(paths, options),
    bridgeFolder: paths.bridgeFolder,
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
