/** The command line's entry: runs when it is loaded and leaves the exit code to the process. */
import { runCli } from './run';

runCli(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    process.stderr.write(`HX-BUG ${String(thrown)}\n`);
    process.exitCode = 3;
  },
);
