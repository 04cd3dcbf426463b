/**
 * Writes assets/powershell/allow-list.json from src/core/commands, and the hashes of the bridge's files that the
 * adapter checks before it starts a PowerShell. Tests fail while either is not current.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT, runMain, say } from './setup/common.mjs';

await runMain(async () => {
  const folder = join(ROOT, 'assets', 'powershell');
  const file = join(folder, 'allow-list.json');
  const source = join(ROOT, 'src', 'core', 'commands', 'output-properties.ts');
  const { module } = await runnerImport(source, { root: ROOT, configFile: false });
  writeFileSync(file, module.bridgeTableText());
  say(`wrote ${file}`);
  const hashes = Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );
  const list = join(ROOT, 'src', 'adapters', 'powershell', 'bridge-files.json');
  writeFileSync(list, `${JSON.stringify(hashes, undefined, 2)}\n`);
  say(`wrote ${list}`);
  return 0;
});
