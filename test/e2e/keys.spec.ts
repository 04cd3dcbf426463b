/** The Keys screen over the practice lab: reading, a backup, dropping through the plan. */
import { expect, test } from '@playwright/test';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { launch } from './support/launch';
import { Album, byMouse, goTo, idle } from './support/screens';

const SFB = '00000004-0000-0ff1-ce00-000000000000';
const ADDED = '11111111-aaaa-4aaa-8aaa-111111111111';

test('keys are listed, backed up, and expired ones dropped through the plan', async () => {
  const app = await launch();
  const { page } = app;
  await page.getByTestId(TEST_IDS.startPractice).click();
  await expect(page.getByTestId(testId.nav('overview'))).toBeVisible({ timeout: 60_000 });
  await page.getByTestId(TEST_IDS.labToggle).click();
  await page.getByTestId(TEST_IDS.labStart).selectOption('articles');
  await page.getByTestId(TEST_IDS.labReset).click();
  await page.getByTestId(TEST_IDS.panelClose).click();
  await goTo(page, byMouse, 'keys');
  await page.getByTestId(TEST_IDS.keysRead).click();
  await expect(page.getByTestId(testId.principal(SFB))).toHaveAttribute('data-state', 'present');
  await idle(page);
  const rows = page.getByTestId(testId.principal(SFB)).locator('tbody tr');
  await expect(rows).toHaveCount(1);
  await expect(rows).toHaveAttribute('data-state', 'valid');

  await page.getByTestId(TEST_IDS.keysAddedId).fill(ADDED);
  await page.getByTestId(TEST_IDS.keysAdd).click();
  await expect(page.getByTestId(testId.principal(ADDED))).toHaveAttribute('data-state', 'absent');
  await idle(page);
  await page.getByTestId(TEST_IDS.keysBackup).click();
  await idle(page);
  const backups = page.getByTestId(TEST_IDS.keysBackups).locator('tbody tr');
  await expect(backups).toHaveCount(1);
  // The gallery shows this screen in every language, theme and size.
  await new Album(page, 'keys').show('read');

  await page.getByTestId(TEST_IDS.labToggle).click();
  await page.getByTestId(TEST_IDS.labHours).fill('50000');
  await page.getByTestId(TEST_IDS.labAdvance).click();
  await idle(page);
  await page.getByTestId(TEST_IDS.panelClose).click();
  await page.getByTestId(TEST_IDS.keysRead).click();
  await idle(page);
  await expect(rows).toHaveAttribute('data-state', 'expired');
  await page.getByTestId(testId.dropKeys(SFB)).click();
  await expect(page.getByTestId(testId.planAction(`keys.service-principal.${SFB}`))).toBeVisible();
  expect(app.problems).toEqual([]);
  await app.close();
});
