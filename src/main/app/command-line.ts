/** `Crossprem --cli …`: the command line in a packaged app, without a window. */
import { createRequire } from 'node:module';
import { app, utilityProcess } from 'electron';
import type { LabOptions } from '../../shared/lab';
import type { PracticeLab } from './connection';
import { isPracticeOnly } from './electron-compat';
import type { AppPaths } from './paths';

const SWITCH = '--cli';

/** What follows `--cli`; undefined where the switch is absent. */
export function commandLineArguments(argv: readonly string[]): readonly string[] | undefined {
  const at = argv.indexOf(SWITCH);
  return at < 0 ? undefined : argv.slice(at + 1);
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
