/** `Crossprem --cli …`: the command line in a packaged app, without a window. */
import { createRequire } from 'node:module';

const SWITCH = '--cli';

/** What follows `--cli`; undefined where the switch is absent. */
export function commandLineArguments(argv: readonly string[]): readonly string[] | undefined {
  const at = argv.indexOf(SWITCH);
  return at < 0 ? undefined : argv.slice(at + 1);
}

type Run = (args: readonly string[]) => Promise<number>;

function isRun(value: unknown): value is Run {
  return typeof value === 'function';
}

/** Runs the bundled command line in this process and resolves with its exit code when all output is written. */
export async function runCommandLine(file: string, args: readonly string[]): Promise<number> {
  const loaded: unknown = createRequire(file)(file);
  const run =
    typeof loaded === 'object' && loaded !== null && 'runCli' in loaded ? loaded.runCli : null;
  if (!isRun(run)) throw new TypeError(`${file} has no runCli`);
  const code = await run(args);
  await Promise.all([process.stdout, process.stderr].map(written));
  return code;
}

/** Output to a pipe may still wait in memory; ending the process would drop it. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
