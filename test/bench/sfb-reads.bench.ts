/** Reading a large pool and organisation against reading a small one; see support/many-front-ends.ts. */
import { withLoaded } from './support/loaded';
import type manyFrontEnds from './support/many-front-ends';
import type { Row } from './support/row';

/** Measures. */
export default function measure(): Promise<Row[]> {
  return withLoaded('many-front-ends.ts', (loaded) =>
    (loaded['default'] as typeof manyFrontEnds)(),
  );
}
