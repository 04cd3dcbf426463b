/** A whole run on the practice lab against what the lab's servers take; see support/whole-run.ts. */
import { withLoaded } from './support/loaded';
import type { Row } from './support/row';
import type wholeRun from './support/whole-run';

/** Measures. */
export default function measure(): Promise<Row[]> {
  return withLoaded('whole-run.ts', (loaded) => (loaded['default'] as typeof wholeRun)());
}
