/** The two programs that can show the gallery: a Chromium, many pages at once, or the Electron of the tests, one page. */
import { join } from 'node:path';
import { _electron, chromium } from '@playwright/test';
import { ensureRuntime } from '../../../scripts/setup/runtime.mjs';

/**
 * @typedef {object} Runtime
 * @property {number} pages how many it shows at once
 * @property {() => Promise<import('@playwright/test').Page>} page one more page
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} executablePath
 * @returns {Promise<Runtime>}
 */
export async function chromiumRuntime(executablePath) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return { pages: 6, page: () => browser.newPage(), close: () => browser.close() };
}

/** @returns {Promise<Runtime>} */
export async function electronRuntime() {
  const { binary, env } = await ensureRuntime();
  const electron = await _electron.launch({
    executablePath: binary,
    args: [join(import.meta.dirname, 'empty-window.cjs')],
    env,
  });
  return { pages: 1, page: () => electron.firstWindow(), close: () => electron.close() };
}
