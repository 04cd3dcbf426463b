/** The command line's entry: runs when it is loaded and leaves the exit code to the process. */
import { runCli } from './run';

for (const stream of [process.stdout, process.stderr]) {
  // Somebody closed the pipe (`… | head`): the work goes on, its words are not wanted any more.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

runCli(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    process.stderr.write(`HX-BUG ${String(thrown)}\n`);
    process.exitCode = 3;
  },
);
