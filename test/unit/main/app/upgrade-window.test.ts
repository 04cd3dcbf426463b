import { expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ BrowserWindow: vi.fn(), session: {} }));

import { UpgradeWindow } from '../../../../src/main/app/upgrade-window';

it('shows many customers’ progress at an even pace, lets nobody end the program, and goes', async () => {
  const pages: string[] = [];
  const bars: number[] = [];
  const destroy = vi.fn();
  const on = vi.fn();
  let now = 1_000;
  const app = { getLocale: () => 'fr-FR', on } as unknown as ConstructorParameters<
    typeof UpgradeWindow
  >[0];
  const open = () => ({
    show: (html: string) => void pages.push(html),
    setProgressBar: (done: number) => void bars.push(done),
    destroy,
  });
  const shown = new UpgradeWindow(app, () => now, open);
  shown.tell({ phase: 'copy', customer: 1, customers: 10 });
  shown.tell({ phase: 'copy', customer: 1, customers: 200 });
  await vi.waitFor(() => expect(pages).toHaveLength(1), { interval: 1, timeout: 20_000 });
  expect(on).toHaveBeenCalledWith('window-all-closed', expect.any(Function));
  // Quick ones are not all drawn; the last one is.
  shown.tell({ phase: 'copy', customer: 2, customers: 200 });
  now += 300;
  shown.tell({ phase: 'copy', customer: 50, customers: 200 });
  shown.tell({ phase: 'change', customer: 200, customers: 200 });
  expect(bars).toEqual([0.005, 0.25, 1]);
  expect(pages[1]).toContain('client 50 sur 200');
  expect(pages[2]).toContain('<progress id="p" value="200" max="200"');
  expect(pages.join('')).not.toContain('<script');
  shown.close();
  expect(destroy).toHaveBeenCalledOnce();
});

it('is not there where the work was quicker than its texts', async () => {
  const open = vi.fn();
  const app = { getLocale: () => 'en', on: vi.fn() } as unknown as ConstructorParameters<
    typeof UpgradeWindow
  >[0];
  const shown = new UpgradeWindow(app, () => 0, open);
  shown.tell({ phase: 'copy', customer: 1, customers: 20 });
  shown.close();
  await Promise.resolve();
  await vi.dynamicImportSettled();
  expect(open).not.toHaveBeenCalled();
});
