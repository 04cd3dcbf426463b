/** Writes assets/powershell/allow-list.json from src/core/commands. A test fails while the file is not current. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT, runMain, say } from './setup/common.mjs';

await runMain(async () => {
  const file = join(ROOT, 'assets', 'powershell', 'allow-list.json');
  const source = join(ROOT, 'src', 'core', 'commands', 'output-properties.ts');
  const { module } = await runnerImport(source, { root: ROOT, configFile: false });
  writeFileSync(file, module.bridgeTableText());
  say(`wrote ${file}`);
  return 0;
});
