/** A few runs in one process leave no descriptor, process or file behind. Hundreds of them are measured with `npm run bench`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { held, oneRound, ownTemporaryFolder } from '../support/endurance';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';

let lab: TestLab;
let removeTemporary: () => Promise<void>;
beforeAll(async () => {
  removeTemporary = await ownTemporaryFolder();
  lab = await startTestLab({ start: 'half' });
});
afterAll(async () => {
  await lab.stop();
  await removeTemporary();
});

test('runs leave nothing behind', async () => {
  // The first opens what is then kept for the next ones.
  await oneRound(lab);
  const before = await held();
  for (let round = 0; round < 3; round += 1) await oneRound(lab);
  const after = await held();
  expect(after.children).toBe(before.children);
  expect(after.temporary).toBe(before.temporary);
  expect(after.descriptors).toBeLessThanOrEqual(before.descriptors);
  expect(after.resources).toBeLessThanOrEqual(before.resources + 4);
});
