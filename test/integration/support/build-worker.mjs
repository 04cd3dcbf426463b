import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { messagesPlugin } from '../../../scripts/messages-plugin.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * Bundles one of the support processes for plain Node and returns its path.
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function buildWorker(name) {
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
        input: { [name]: join(HERE, `${name}.ts`) },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
  return join(folder, `${name}.cjs`);
}
