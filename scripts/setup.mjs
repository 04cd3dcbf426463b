/** Everything a checkout needs before it can run, each part on demand. Run alone, it does all of it. */
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './setup/build.mjs';
import { runMain, say } from './setup/common.mjs';
import { ensureLibraries } from './setup/libraries.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureRuntime } from './setup/runtime.mjs';

export { ensureBuild, ensureLibraries, ensurePackages, ensureRuntime };

/** Packages, libraries, runtime and build: all that tests need. */
export async function setUpForTests() {
  await ensurePackages();
  await ensureLibraries({ forTests: true });
  const runtime = await ensureRuntime();
  await ensureBuild();
  return runtime;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    await setUpForTests();
    say('Everything is in place.');
    return 0;
  });
}
