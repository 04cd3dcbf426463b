/** Hundreds of runs in one process: what it holds returns to what it was; see support/many-runs.ts. */
import { withLoaded } from './support/loaded';
import type manyRuns from './support/many-runs';
import type { Row } from './support/row';

/** Measures. */
export default function measure(): Promise<Row[]> {
  return withLoaded('many-runs.ts', (loaded) => (loaded['default'] as typeof manyRuns)());
}
