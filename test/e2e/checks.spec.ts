/** What a person saw of a feature: asked for in a dialog, signed, and shown with name and note. */
import { expect, test } from '@playwright/test';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { expectAccessible } from './support/axe';
import { launch } from './support/launch';
import { byMouse, goTo, idle } from './support/screens';

test('a feature check is signed by name', async () => {
  const app = await launch();
  const { page } = app;
  await page.getByTestId(TEST_IDS.startPractice).click();
  await expect(page.getByTestId(TEST_IDS.nextAction)).toBeVisible();
  await goTo(page, byMouse, 'verify');
  await page.getByTestId(TEST_IDS.verifyStart).click();
  await expect(page.getByTestId(TEST_IDS.verifyAt)).toBeVisible({ timeout: 20_000 });
  await idle(page);
  const dialog = page.getByTestId(TEST_IDS.signCheck);
  const sign = page.getByTestId(testId.sign('purges'));

  await sign.click();
  await expect(dialog).toBeVisible();
  await expectAccessible(page, 'the dialog of a feature check');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(sign).toBeFocused();

  await sign.click();
  await page.getByTestId(TEST_IDS.signSave).click();
  await expect(page.getByTestId(TEST_IDS.signBy)).toBeFocused();
  await page.getByTestId(TEST_IDS.signBy).fill('Ada <b>Lovelace</b>');
  // Nothing is claimed for a person who chose nothing.
  await expect(page.getByTestId(testId.signResult('not-checked'))).toBeChecked();
  await page.getByTestId(testId.signResult('passed')).click();
  await page.getByTestId(TEST_IDS.signNote).fill('Two chats\nin Purges');
  await page.getByTestId(TEST_IDS.signSave).click();
  await expect(dialog).toBeHidden();

  const row = page.getByTestId(testId.proof('feature:purges'));
  await expect(page.getByTestId(testId.signed('purges'))).toContainText('Ada <b>Lovelace</b>');
  await expect(row).toContainText('Two chats in Purges');
  await expect(row).toHaveAttribute('data-verdict', 'verified');
  await app.close();
});
