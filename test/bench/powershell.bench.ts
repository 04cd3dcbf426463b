/** What the adapter costs over commands typed into a PowerShell; see support/shell-overhead.ts. */
import { withLoaded } from './support/loaded';
import type { Row } from './support/row';
import type shellOverhead from './support/shell-overhead';

/** Measures. */
export default function measure(): Promise<Row[]> {
  return withLoaded('shell-overhead.ts', (loaded) => (loaded['default'] as typeof shellOverhead)());
}
