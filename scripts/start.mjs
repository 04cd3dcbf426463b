/** `npm start`: the window where there is a display, the same practice run in the terminal elsewhere. */
import { runCommandLine } from './crossprem.mjs';
import { ROOT, runAttached, runMain, say } from './setup/common.mjs';
import { displaySwitches, hasDisplay } from './setup/display.mjs';
import { ensureBuild, ensureLibraries, ensurePackages, ensureRuntime } from './setup.mjs';

/** The whole practice run, with progress, ending with the path of its report. */
const TERMINAL_RUN = ['start', '--lab'];

/**
 * Opens the window and waits until it is closed.
 * @param {readonly string[]} args
 */
async function openWindow(args) {
  await ensureLibraries({ forTests: false });
  const { binary, env } = await ensureRuntime();
  return runAttached(binary, [...displaySwitches(), ROOT, ...args], env);
}

const userArgs = process.argv.slice(2);
let inTerminal = false;
await runMain(async () => {
  await ensurePackages();
  await ensureBuild();
  if (hasDisplay()) return openWindow(userArgs);
  inTerminal = true;
  return 0;
});
if (inTerminal) {
  say('No display here: the practice lab runs in the terminal.');
  await runCommandLine([...TERMINAL_RUN, ...userArgs]);
}
