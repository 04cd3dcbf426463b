/** What the window shows when something goes wrong, and the screens that the whole way does not pass. */
import { expect, test } from '@playwright/test';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import type { LabFault } from '../../src/shared/lab';
import { launch, type RunningApp } from './support/launch';
import { Album, byMouse, goTo, idle } from './support/screens';

test.describe.configure({ timeout: 120_000 });

async function startPractice(app: RunningApp): Promise<void> {
  await app.page.getByTestId(TEST_IDS.startPractice).click();
  await expect(app.page.getByTestId(TEST_IDS.nextAction)).toBeVisible();
}

/** Switches a fault on in the practice lab’s panel. */
async function switchOn(app: RunningApp, fault: LabFault): Promise<void> {
  const { page } = app;
  await page.getByTestId(TEST_IDS.labToggle).click();
  await page.getByTestId(testId.labFault(fault)).click();
  await expect(page.getByTestId(testId.labFault(fault))).toBeChecked();
  await page.getByTestId(TEST_IDS.panelClose).click();
}

// acceptance 32
test('the wrong tenant is refused before anything is read from it', async () => {
  const app = await launch();
  const { page } = app;
  await startPractice(app);
  await switchOn(app, 'wrong-tenant');
  await page.getByTestId(TEST_IDS.nextAction).click();
  const open = await idle(page);
  expect(open['signIn']).toMatchObject({ state: 'failed', error: { code: 'HX-TEN' } });
  expect(open['topology']).toMatchObject({ tenant: { state: 'not-reached', keysFound: null } });
  expect(open['next']).toEqual({ kind: 'read' });
  await expect(page.getByTestId(testId.finding('HX-TEN'))).toHaveCount(1);
  await new Album(page, 'faults').show('wrong-tenant');
  await app.close();
});

test('panels and the dark theme are accessible', async () => {
  const app = await launch();
  const { page } = app;
  await startPractice(app);
  await page.getByTestId(TEST_IDS.themeMenu).click();
  await page.getByTestId(testId.theme('dark')).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByTestId(TEST_IDS.nextAction).click();
  await idle(page);
  const album = new Album(page, 'dark');
  await album.show('overview');
  await page.getByTestId(TEST_IDS.labToggle).click();
  await expect(page.getByTestId(TEST_IDS.labNow)).toBeVisible();
  await album.show('lab');
  await page.getByTestId(TEST_IDS.helpToggle).click();
  await album.show('help');
  await page.getByTestId(TEST_IDS.panelClose).click();
  await goTo(page, byMouse, 'plan');
  await album.show('plan');
  expect(app.problems).toEqual([]);
  await app.close();
});
