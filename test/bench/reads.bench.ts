/** Reading a large organisation against reading a small one; see support/many-servers.ts. */
import { withLoaded } from './support/loaded';
import type manyServers from './support/many-servers';
import type { Row } from './support/row';

/** Measures. */
export default function measure(): Promise<Row[]> {
  return withLoaded('many-servers.ts', (loaded) => (loaded['default'] as typeof manyServers)());
}
