/** The command line's entry: leaves the exit code to the process. */
import { runCli } from './run';

export { runCli };

for (const stream of [process.stdout, process.stderr]) {
  // Somebody closed the pipe (`… | head`): the work goes on, its words are not wanted any more.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Runs by itself when it is the program; a packaged app loads it and calls `runCli`. */
if (!('electron' in process.versions)) {
  runCli(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (thrown: unknown) => {
      process.stderr.write(`HX-BUG ${String(thrown)}\n`);
      process.exitCode = 3;
    },
  );
}
