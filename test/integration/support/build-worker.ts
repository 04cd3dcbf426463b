import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { messagesPlugin } from '../../../scripts/messages-plugin.mjs';

/** Bundles one of the support processes for plain Node and returns its path. */
export async function buildWorker(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-worker-'));
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [messagesPlugin()],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node18',
      outDir: folder,
      minify: false,
      rolldownOptions: {
        input: { [name]: join(import.meta.dirname, `${name}.ts`) },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
  return join(folder, `${name}.cjs`);
}
