import { expect, it } from 'vitest';
import {
  addCounts,
  countsLine,
  playwrightCounts,
  vitestCounts,
} from '../../../scripts/setup/counts.mjs';

it('sums both runners into one line', () => {
  const unit = vitestCounts({
    numPassedTests: 10,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
  });
  const e2e = playwrightCounts({
    stats: { expected: 3, flaky: 1, unexpected: 1, skipped: 1 },
    errors: [],
  });
  expect(countsLine(addCounts([unit, e2e]))).toBe('14 passed, 2 failed, 4 skipped');
});

it('counts an end-to-end file that does not load as a failure', () => {
  const stats = { expected: 0, flaky: 0, unexpected: 0, skipped: 0 };
  expect(playwrightCounts({ stats, errors: [{}] }).failed).toBe(1);
});
