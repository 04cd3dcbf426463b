import { join } from 'node:path';
import { createServer } from 'vite';

/**
 * Loads a file of this folder and uses it. The product loads MSAL at its first use; a module server that is still open
 * then serves it, while the one that loaded the benchmark is closed by now.
 */
export async function withLoaded<T>(
  name: string,
  use: (module: Readonly<Record<string, unknown>>) => Promise<T>,
): Promise<T> {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    // Main's side is measured without a window.
    resolve: { alias: { electron: join(import.meta.dirname, 'electron.ts') } },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await use(await server.ssrLoadModule(`/test/bench/support/${name}`));
  } finally {
    await server.close();
  }
}
