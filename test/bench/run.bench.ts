/** A whole run on the practice lab against what the lab's servers take; see support/whole-run.ts. */
import { createServer } from 'vite';
import type wholeRun from './support/whole-run';
import type { Row } from './support/row';

/**
 * Measures. The product loads MSAL at its first use; a module server that is still open then serves it, while the one
 * that loaded this file is closed by now.
 */
export default async function measure(): Promise<Row[]> {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const loaded = await server.ssrLoadModule('/test/bench/support/whole-run.ts');
    const run = loaded['default'] as typeof wholeRun;
    return await run();
  } finally {
    await server.close();
  }
}
