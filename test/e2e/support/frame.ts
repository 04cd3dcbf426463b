/** What a person without a mouse, with large text, or with few colours meets on a screen. */
import { expect, type Page } from '@playwright/test';
import { TEST_IDS } from '../../../src/renderer/testids';
import { reflowInPage, watchFocusInPage, type TabWalk, type WalkInPage } from './in-page';
import type { RunningApp } from './launch';

/** Presses between two questions whether Tab is round. */
const PRESSES = 10;
const MOST_PRESSES = 400;

/** Goes around the window once with Tab, from its first control. */
export async function walkWithTab(page: Page): Promise<TabWalk> {
  await page.evaluate(watchFocusInPage);
  const isRound = () =>
    page.evaluate(() => (Reflect.get(window, 'tabWalk') as WalkInPage).isRound());
  for (let pressed = 0; pressed < MOST_PRESSES && !(await isRound()); pressed += PRESSES)
    for (let press = 0; press < PRESSES; press += 1) await page.keyboard.press('Tab');
  return page.evaluate(() => (Reflect.get(window, 'tabWalk') as WalkInPage).result());
}

/** Controls whose focus cannot be seen, one after the other, without the way by Tab. */
export async function ringlessControls(page: Page): Promise<readonly string[]> {
  await page.evaluate(watchFocusInPage);
  // From here on the page takes it that a person works by keyboard.
  await page.keyboard.press('Tab');
  return page.evaluate(() => (Reflect.get(window, 'tabWalk') as WalkInPage).ringless());
}

/** Makes the window as if it were this many CSS pixels wide, by zoom, as a person does. */
export async function zoomTo(app: RunningApp, factor: number): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(wanted);
  }, factor);
  await expect
    .poll(() => app.page.evaluate(() => window.innerWidth))
    .toBe(Math.round(1280 / factor));
}

/** What has to be scrolled sideways, and controls that the footer covers while they have the focus. */
export async function reflowFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(reflowInPage, TEST_IDS.main);
}
