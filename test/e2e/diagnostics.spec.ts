/** Diagnostics in the window: without a customer, over the practice lab, in three languages, and the support bundle. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { bundleTakeId, LOG_IDS } from '../../src/renderer/log-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { unzip } from '../unit/adapters/storage/zip-reader';
import {
  answerDialogs,
  askedQuestions,
  launch,
  newDataFolder,
  saveTo,
  type RunningApp,
} from './support/launch';
import { Album, byMouse, goTo } from './support/screens';

async function check(page: Page): Promise<void> {
  await page.getByTestId(TEST_IDS.doctorRun).click();
  await expect(page.getByTestId(TEST_IDS.doctorRun)).toBeEnabled({ timeout: 60_000 });
  await expect(page.getByTestId(TEST_IDS.doctorVerdict)).toBeVisible();
}

async function openPractice(app: RunningApp): Promise<void> {
  await app.page.getByTestId(TEST_IDS.startPractice).click();
  await expect(app.page.getByTestId(testId.nav('overview'))).toBeVisible({ timeout: 60_000 });
}

/** A start past the first run, on its list of customers. */
async function launchOnCustomers(): Promise<RunningApp> {
  const data = newDataFolder();
  const preferences = { version: 1, language: 'en', theme: 'system', firstRun: false };
  writeFileSync(join(data, 'preferences.json'), JSON.stringify(preferences));
  return launch({ data });
}

/** A fault that nobody handles: Electron's own box with a stack does not come, ours does, and everything goes on. */
async function faultIsTold(app: RunningApp): Promise<void> {
  await answerDialogs(app, 'deed');
  await app.electron.evaluate(() => {
    setTimeout(() => {
      throw new Error('planted fault, password: Sw0rdfish-42');
    }, 0);
  });
  await expect.poll(async () => (await askedQuestions(app)).length).toBe(1);
  const [box] = await askedQuestions(app);
  expect(box).toMatchObject({
    type: 'error',
    message: 'Something went wrong inside Crossprem.',
    buttons: ['Copy details', 'Open the log folder', 'Close'],
    defaultId: 2,
    cancelId: 2,
  });
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  const id = /Id in the log: ([0-9a-f-]{36})/.exec(copied)?.[1] ?? '';
  expect(copied).toContain('HX-BUG planted fault');
  expect(copied).not.toMatch(/Sw0rdfish-42| at /);
  await expect
    .poll(() => readFileSync(join(app.data, 'logs', 'crossprem.log'), 'utf8'))
    .toContain(id);
  const log = readFileSync(join(app.data, 'logs', 'crossprem.log'), 'utf8');
  const line = log.split('\n').find((text) => text.includes(id)) ?? '';
  expect(JSON.parse(line)).toMatchObject({ event: 'fault', kind: 'exception', code: 'HX-BUG' });
  expect(log).not.toContain('Sw0rdfish-42');
  // A promise that nobody waits for, with the same words: told once.
  await app.electron.evaluate(() => {
    void Promise.reject(new Error('planted fault, password: Sw0rdfish-42'));
  });
  await expect
    .poll(() => readFileSync(join(app.data, 'logs', 'crossprem.log'), 'utf8'))
    .toContain('"rejection"');
  expect(await askedQuestions(app)).toHaveLength(1);
  await check(app.page);
}

test('this computer is checked without a customer, and the bundle is what was shown', async () => {
  const app = await launchOnCustomers();
  const album = new Album(app.page, 'diagnostics-alone');
  await goTo(app.page, byMouse, 'diagnostics');
  await album.show('before');
  await check(app.page);
  await expect(app.page.getByTestId(testId.doctorCheck('data-folder'))).toHaveAttribute(
    'data-state',
    'passed',
  );
  await expect(app.page.getByTestId(TEST_IDS.doctorTransports)).toBeVisible();
  await album.show('checked');

  await app.page.getByTestId(LOG_IDS.open).click();
  await expect(app.page.getByTestId(LOG_IDS.lines)).toContainText('ipc.call');
  await app.page.getByTestId(LOG_IDS.lines).getByRole('button').last().click();
  await expect(app.page.getByTestId(LOG_IDS.id)).toBeVisible();
  await app.page.getByTestId(LOG_IDS.lines).scrollIntoViewIfNeeded();
  await album.show('log');

  await app.page.getByTestId(TEST_IDS.bundleMake).click();
  await expect(app.page.getByTestId(TEST_IDS.bundleFiles)).toBeVisible();
  await app.page.getByTestId(testId.bundleShow('versions.json')).click();
  const shown = await app.page.getByTestId(TEST_IDS.bundlePreview).textContent();
  await app.page.getByTestId(TEST_IDS.bundlePreview).scrollIntoViewIfNeeded();
  await album.show('bundle');
  const file = join(app.data, 'support.zip');
  await saveTo(app, file);
  await app.page.getByTestId(bundleTakeId('settings.json')).uncheck();
  await app.page.getByTestId(TEST_IDS.bundleSave).click();
  await expect(app.page.getByTestId(TEST_IDS.bundleSaved)).toContainText(file);
  expect(unzip(readFileSync(file)).get('versions.json')?.toString('utf8')).toBe(shown);
  expect(unzip(readFileSync(file)).has('settings.json')).toBe(false);
  await faultIsTold(app);
  expect(app.problems).toEqual([]);
  await app.close();
});

test('the practice lab’s ladders are climbed, and a fault shows at its rung', async () => {
  const app = await launch();
  await openPractice(app);
  await goTo(app.page, byMouse, 'diagnostics');
  await check(app.page);
  const cmdlets = app.page.getByTestId(testId.doctorRung('exchange', 'cmdlets'));
  await expect(cmdlets).toHaveAttribute('data-state', 'passed');
  await expect(app.page.getByTestId(testId.doctorRung('tenant', 'graph'))).toHaveAttribute(
    'data-state',
    'passed',
  );
  await app.page.getByTestId(TEST_IDS.labToggle).click();
  await app.page.getByTestId(testId.labFault('missing-role')).click();
  await app.page.getByTestId(TEST_IDS.panelClose).click();
  await check(app.page);
  await expect(cmdlets).toHaveAttribute('data-state', 'failed');
  await expect(cmdlets).toContainText('New-ManagementRoleAssignment');
  for (const language of ['en', 'fr', 'zh-TW'] as const) {
    await app.page.getByTestId(TEST_IDS.languageMenu).click();
    await app.page.getByTestId(testId.language(language)).click();
    await expect(app.page.locator('html')).toHaveAttribute('lang', language);
    await new Album(app.page, `diagnostics-${language}`).show('broken');
  }
  expect(app.problems).toEqual([]);
  await app.close();
});
