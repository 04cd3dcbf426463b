/** Runs the command line of a checkout, building it first when needed. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, runMain } from './setup/common.mjs';
import { ensureBuild, ensurePackages } from './setup.mjs';

/**
 * Runs the built command line in this process: exit code, signals and terminal are then its own.
 * @param {readonly string[]} args
 */
export async function runCommandLine(args) {
  const cli = join(ROOT, 'out', 'main', 'cli.cjs');
  process.argv = [process.execPath, cli, ...args];
  await import(pathToFileURL(cli).href);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    await ensurePackages();
    await ensureBuild();
    return 0;
  });
  if (!process.exitCode) await runCommandLine(process.argv.slice(2));
}
