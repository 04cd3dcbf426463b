/** Everything a checkout needs before it can run, each part on demand. Run alone, it does all of it. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuild } from './setup/build.mjs';
import { runHeld, runMain, say } from './setup/common.mjs';
import { ensureLibraries } from './setup/libraries.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureRuntime } from './setup/runtime.mjs';

export { ensureBuild, ensureLibraries, ensurePackages, ensureRuntime };

/** As an argument: the libraries alone, or the runtime alone. */
const LIBRARIES = 'libraries';
const RUNTIME = 'runtime';

/** Packages, libraries, runtime and build: all that tests need. */
export async function setUpForTests() {
  // The system's packages and npm's come from different places: both at a time. What fails there is told afterwards.
  const libraries = alone(LIBRARIES);
  await ensurePackages();
  // It is fetched while the bundler works.
  const runtime = alone(RUNTIME);
  await ensureBuild();
  await libraries;
  await ensureLibraries({ forTests: true });
  // What it has to say, and what fails, is told by the look that follows.
  await runtime;
  return ensureRuntime();
}

/**
 * Does one part in a process of its own.
 * @param {string} part
 */
function alone(part) {
  return runHeld(process.execPath, [fileURLToPath(import.meta.url), part], {});
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    if (process.argv[2] === LIBRARIES) {
      await ensureLibraries({ forTests: true });
      return 0;
    }
    if (process.argv[2] === RUNTIME) {
      await ensureRuntime();
      return 0;
    }
    await setUpForTests();
    say('Everything is in place.');
    return 0;
  });
}
