/** What the window shows when something goes wrong, and the screens that the whole way does not pass. */
import { expect, test } from '@playwright/test';
import { PLAN_IDS } from '../../src/renderer/plan-testids';
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

// acceptance 32, 34
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
  // Told once, with the ways to sign in again; the lab counts what it was asked.
  await expect(page.getByTestId(testId.error('HX-TEN'))).toHaveCount(1);
  await expect(page.getByTestId(testId.finding('HX-TEN'))).toHaveCount(0);
  const album = new Album(page, 'faults');
  await album.show('wrong-tenant');
  await goTo(page, byMouse, 'plan');
  await expect(page.getByTestId(PLAN_IDS.nothing)).toBeVisible();
  await expect(page.getByTestId(PLAN_IDS.unknown)).toContainText('HX-TEN');
  await expect(page.getByTestId(TEST_IDS.planNoChanges)).toHaveCount(0);
  await album.show('wrong-tenant-plan');

  // Verified all the same: what Exchange lacks has failed, what only the tenant can tell could not be checked.
  await goTo(page, byMouse, 'verify');
  await page.getByTestId(TEST_IDS.verifyStart).click();
  await idle(page);
  const rungs = page.locator('.rung h2');
  await expect(rungs).toHaveText(['Configured', 'Token accepted', 'Feature seen']);
  const look = async (verdict: string) => {
    const mark = page.locator(`[data-verdict="${verdict}"] h3 + .row .verdict`).first();
    await expect(mark).toBeVisible();
    return { word: await mark.innerText(), icon: await mark.locator('svg').innerHTML() };
  };
  const [failed, unchecked] = [await look('failed'), await look('could-not-check')];
  expect(failed.word).toBe('Failed');
  expect(unchecked.word).toBe('Could not check');
  expect(failed.icon).not.toBe(unchecked.icon);
  await album.show('verify');
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
