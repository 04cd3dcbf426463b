/** The second scenario in the window: chosen on the overview, with steps, fields and reminders of its own. */
import { expect, test } from '@playwright/test';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { expectAccessible } from './support/axe';
import { launch } from './support/launch';
import { byMouse, goTo, idle } from './support/screens';

test('the rollover is chosen, read and shown; going back shows the usual steps', async () => {
  const app = await launch();
  const { page } = app;
  await page.getByTestId(TEST_IDS.startPractice).click();
  await expect(page.getByTestId(testId.nav('overview'))).toBeVisible();
  await goTo(page, byMouse, 'overview');
  await page.getByTestId(testId.scenario('certificate-rollover')).click();
  await expect(page.getByTestId(testId.task('stage-certificate'))).toBeVisible();
  await expect(page.getByTestId(testId.task('mail-user'))).toHaveCount(0);
  await expectAccessible(page, 'overview of the rollover');
  await goTo(page, byMouse, 'set-up');
  await page.getByTestId(testId.step('create-certificate')).click();
  const day = page.getByTestId(testId.input('effectiveDate'));
  await day.fill('2035-12-24');
  await expect(page.getByTestId(TEST_IDS.stepSaved)).toBeVisible();
  await expect(day).toHaveValue('2035-12-24');
  await day.fill('');
  await expectAccessible(page, 'a step of the rollover');
  await goTo(page, byMouse, 'overview');
  await page.getByTestId(testId.scenario('tenant-exchange')).click();
  await expect(page.getByTestId(testId.task('mail-user'))).toBeVisible();
  await idle(page);
  expect(app.problems).toEqual([]);
  await app.close();
});
