/** The two programs that can show the gallery: a Chromium, many pages at once, or the Electron of the tests, one page. */
import { join } from 'node:path';
import { _electron, chromium } from '@playwright/test';
import { ensureRuntime } from '../../../scripts/setup/runtime.mjs';

/**
 * @typedef {object} Runtime
 * @property {number} pages how many it shows at once
 * @property {(language: string) => Promise<import('@playwright/test').Page>} open a page that has the bridge
 * @property {(page: import('@playwright/test').Page) => Promise<void>} done with the page
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} executablePath
 * @param {string} bridge path of the script that stands in for the preload
 * @returns {Promise<Runtime>}
 */
export async function chromiumRuntime(executablePath, bridge) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const open = async (locale) => {
    const context = await browser.newContext({ locale });
    await context.addInitScript({ path: bridge });
    return context.newPage();
  };
  return {
    pages: 6,
    open,
    done: (page) => page.context().close(),
    close: () => browser.close(),
  };
}

/**
 * @param {string} bridge path of the script that stands in for the preload
 * @returns {Promise<Runtime>}
 */
export async function electronRuntime(bridge) {
  const { binary, env } = await ensureRuntime();
  const electron = await _electron.launch({
    executablePath: binary,
    args: [join(import.meta.dirname, 'empty-window.cjs')],
    env,
  });
  const page = await electron.firstWindow();
  await page.addInitScript({ path: bridge });
  // Its window stays the same.
  return { pages: 1, open: async () => page, done: async () => {}, close: () => electron.close() };
}
