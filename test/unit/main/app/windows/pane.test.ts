import { describe, expect, it, vi } from 'vitest';
import { Pane } from '../../../../../src/main/app/windows/pane';
import type { WindowDesk } from '../../../../../src/main/app/windows/window-desk';
import type { Composition } from '../../../../../src/main/composition';

describe('the list of customers of a window', () => {
  it('is read once more for any number of changes that come while it is read', async () => {
    const waiting: (() => void)[] = [];
    const load = vi.fn(() => new Promise<void>((resolve) => waiting.push(resolve)));
    const pane = new Pane(
      {
        id: 1,
        claims: { claim: vi.fn(), keep: vi.fn(), elsewhere: () => [] },
        compose: () => Promise.resolve({ desk: { load } } as unknown as Composition),
        toFront: vi.fn(),
        attention: { progress: vi.fn(), tell: vi.fn(), isFocused: () => true },
      },
      () => ({}) as WindowDesk,
    );
    await pane.composed();
    const first = pane.reloadList();
    for (let change = 0; change < 20; change += 1) await pane.reloadList();
    expect(load).toHaveBeenCalledTimes(1);
    waiting[0]?.();
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
    waiting[1]?.();
    await first;
    expect(load).toHaveBeenCalledTimes(2);
  });
});
