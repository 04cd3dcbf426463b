/** Starting: the window, the first screen, what is remembered, and that there is one app at a time. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { expectAccessible } from './support/axe';
import { APP_FOLDER, electronRuntime, launch, newDataFolder } from './support/launch';

test('the window opens on the first-run screen', async () => {
  const app = await launch();
  await expect(app.page.getByTestId(TEST_IDS.firstRun)).toBeVisible();
  const bounds = await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return {
      size: window?.getSize(),
      minimum: window?.getMinimumSize(),
      shown: window?.isVisible(),
    };
  });
  expect(bounds).toEqual({ size: [1280, 832], minimum: [960, 640], shown: true });
  await expectAccessible(app.page, 'first run');
  expect(app.problems).toEqual([]);
  await app.close();
});

test('language and theme survive a restart', async () => {
  const data = newDataFolder();
  const first = await launch({ data });
  await first.page.getByTestId(TEST_IDS.languageMenu).click();
  await first.page.getByTestId(TEST_IDS.titleBar).getByTestId(testId.language('fr')).click();
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'fr');
  await first.page.getByTestId(TEST_IDS.firstRun).getByTestId(testId.theme('dark')).click();
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await first.close();
  const stored: unknown = JSON.parse(readFileSync(join(data, 'preferences.json'), 'utf8'));
  expect(stored).toMatchObject({ language: 'fr', theme: 'dark', firstRun: true });
  const second = await launch({ data });
  await expect(second.page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const source = await second.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  expect(source).toBe('dark');
  await second.close();
});

test('a second start on the same data leaves the first alone and ends', async () => {
  const data = newDataFolder();
  const app = await launch({ data });
  const { binary, env } = electronRuntime();
  const second = spawnSync(binary, [APP_FOLDER], {
    env: { ...env, CROSSPREM_DATA: data },
    timeout: 20_000,
  });
  expect(second.status).toBe(0);
  expect(app.electron.windows()).toHaveLength(1);
  await expect(app.page.getByTestId(TEST_IDS.firstRun)).toBeVisible();
  await app.close();
});

test('a damaged preferences file costs the preferences only', async () => {
  const data = newDataFolder();
  const first = await launch({ data });
  await first.close();

  writeFileSync(join(data, 'preferences.json'), '{"version":1,"language":"xx"');
  const second = await launch({ data });
  // It is no first run: what was set is as usual again, the idle lock included, and the file lies beside.
  await expect(second.page.locator('h1')).toBeVisible();
  await expect(second.page.getByTestId(TEST_IDS.firstRun)).toBeHidden();
  expect(existsSync(join(data, 'preferences.json.unusable-1'))).toBe(true);
  await second.close();
});

test('a page that ends is loaded again, and then shows a page of its own', async () => {
  const app = await launch();
  const end = () =>
    app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
  const address = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    );
  // A script waits for ever in a page that has just ended, so it is asked again instead of waited for.
  const inPage = <T>(script: string) =>
    app.electron.evaluate(
      ({ BrowserWindow }, code) =>
        Promise.race([
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<unknown>,
          new Promise((resolve) => setTimeout(resolve, 500)),
        ]),
      script,
    ) as Promise<T>;
  const onFirstRun = () =>
    inPage<boolean>(`document.querySelector('[data-testid="${TEST_IDS.firstRun}"]') !== null`);
  await end();
  await expect.poll(onFirstRun).toBe(true);
  await end();
  await expect.poll(address).toMatch(/^app:\/\/crossprem\/crash\/[0-9a-f-]{36}$/);
  // The id that it shows is the log's.
  const id = (await address())?.split('/').at(-1) ?? '';
  const text = await inPage<string>('document.querySelector("a").click(); document.body.innerText');
  expect(text).toContain('Load the window again');
  expect(text).toContain(id);
  expect(readFileSync(join(app.data, 'logs', 'crossprem.log'), 'utf8')).toContain(id);
  await expect.poll(onFirstRun).toBe(true);
  await app.close();
});
