/** Parts of the way through the window that several tests take. */
import { expect, type Page } from '@playwright/test';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import type { LabStart } from '../../../src/shared/lab';
import type { Language } from '../../../src/shared/languages';
import { answerDialogs, type RunningApp } from './launch';
import { idle, openCustomer, type Press } from './screens';

/** First run in a language, straight into the practice lab. */
export async function enter(page: Page, press: Press, language: Language): Promise<void> {
  const tile = page.getByTestId(TEST_IDS.firstRun).getByTestId(testId.language(language));
  await press(tile);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await press(page.getByTestId(TEST_IDS.startPractice));
  await expect(page.getByTestId(TEST_IDS.nextAction)).toHaveAttribute('data-next', 'read');
}

/** Puts the practice lab into another start state, with its panel. */
export async function startOver(page: Page, start: LabStart): Promise<void> {
  await page.getByTestId(TEST_IDS.labToggle).click();
  await page.getByTestId(TEST_IDS.labStart).selectOption(start);
  await page.getByTestId(TEST_IDS.labReset).click();
  await expect.poll(async () => (await openCustomer(page))?.['lab']).toMatchObject({ start });
  await idle(page);
  await page.getByTestId(TEST_IDS.panelClose).click();
}

/** Reads and plans by the overview's one next action. */
export async function readAndPlan(page: Page, press: Press): Promise<void> {
  await press(page.getByTestId(TEST_IDS.nextAction));
  await idle(page);
  await expect(page.getByTestId(TEST_IDS.nextAction)).toHaveAttribute('data-next', 'review');
}

/** Gives every consent, presses Apply, answers main's question with yes, and waits for the end. */
export async function apply(app: RunningApp, press: Press): Promise<void> {
  const { page } = app;
  await expect(page.getByTestId(TEST_IDS.apply)).toBeVisible();
  for (const box of await page.locator('[data-testid^="consent-"]').all()) {
    if (!(await box.isChecked())) await press(box);
  }
  await answerDialogs(app, 'deed');
  await press(page.getByTestId(TEST_IDS.apply));
  await expect(page.getByTestId(TEST_IDS.runState)).toBeVisible();
  const { run, error } = await idle(page);
  expect({ error, run }).toMatchObject({ error: null, run: { state: 'done', error: null } });
}
