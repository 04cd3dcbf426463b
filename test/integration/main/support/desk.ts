/** Main's own composition on a data folder of a test. */
import { expect, vi } from 'vitest';
import type { Composition } from '../../../../src/main/composition';
import type { CustomerView } from '../../../../src/shared/ipc/views';
import { openView } from './composed';

export * from './composed';

/** Waits until nothing is under way. */
export async function whenIdle(app: Composition): Promise<CustomerView> {
  const wait = { timeout: 60_000, interval: 10 };
  await vi.waitFor(() => expect(openView(app).busy).toBeNull(), wait);
  return openView(app);
}
