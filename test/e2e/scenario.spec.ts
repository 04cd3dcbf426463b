/** The whole way: read, plan, apply, verify, hand over; by mouse and by keyboard, in three languages. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import type { LabStart } from '../../src/shared/lab';
import type { Language } from '../../src/shared/languages';
import { expectAccessible } from './support/axe';
import { tabAndPress } from './support/keyboard';
import { apply, enter, readAndPlan, startOver } from './support/walk';
import { answerDialogs, askedQuestions, launch, saveTo } from './support/launch';
import { Album, byMouse, goTo, idle, type Press } from './support/screens';

test.describe.configure({ timeout: 240_000 });

/** From nothing in English; the other languages pass the same screens where little is left to do. */
const WALKS: readonly { readonly language: Language; readonly start: LabStart }[] = [
  { language: 'en', start: 'empty' },
  { language: 'fr', start: 'articles' },
  { language: 'zh-TW', start: 'articles' },
];

for (const { language, start } of WALKS) {
  // acceptance 23
  test(`the whole way by mouse, in ${language}, from ${start}`, async () => {
    const app = await launch();
    const { page } = app;
    const album = new Album(page, language, language === 'en');
    await album.show('first-run');
    await enter(page, byMouse, language);
    if (start !== 'empty') await startOver(page, start);
    await album.show('overview-not-read');
    await readAndPlan(page, byMouse);
    await album.show('overview-planned');

    await goTo(page, byMouse, 'set-up');
    for (const step of ['prepare', 'oauth', 'mail-user', 'export-certificate'] as const) {
      await byMouse(page.getByTestId(testId.step(step)));
      await expect(page.getByTestId(testId.step(step))).toHaveAttribute('aria-current', 'step');
      await album.show(`step-${step}`);
    }

    await goTo(page, byMouse, 'plan');
    await album.show('plan');
    await page.getByTestId(TEST_IDS.planTabScript).click();
    await expect(page.getByTestId(TEST_IDS.planScript)).toBeVisible();
    await album.show('plan-script');
    await page.getByTestId(TEST_IDS.planTabUndo).click();
    await album.show('plan-undo-script');
    const fingerprint = await page.getByTestId(TEST_IDS.planFingerprint).innerText();
    const script = join(app.data, 'script.ps1');
    await saveTo(app, script);
    await page.getByTestId(TEST_IDS.planTabScript).click();
    await page.getByTestId(TEST_IDS.saveScript).click();
    await expect
      .poll(() => (existsSync(script) ? readFileSync(script, 'utf8') : ''))
      .toContain('New-MailUser');
    await page.getByTestId(TEST_IDS.planTabChanges).click();

    await apply(app, byMouse);
    await expect(page.getByTestId(TEST_IDS.runFingerprint)).toHaveText(fingerprint);
    await album.show('run-done');
    await page.getByTestId(TEST_IDS.runVerify).click();
    const { steps } = await idle(page);
    expect((steps as { state: string }[]).map((step) => step.state)).toEqual(
      new Array(7).fill('verified'),
    );
    await goTo(page, byMouse, 'verify');
    await album.show('verify');

    await goTo(page, byMouse, 'report');
    await page.getByTestId(testId.reportLanguage(language)).click();
    await page.getByTestId(TEST_IDS.reportMake).click();
    await idle(page);
    await expect(page.getByTestId(TEST_IDS.reportMade)).toBeVisible();
    await album.show('report');

    await goTo(page, byMouse, 'overview');
    await album.show('overview-done');
    await goTo(page, byMouse, 'plan');
    await page.getByTestId(TEST_IDS.planMake).first().click();
    await idle(page);
    await expect(page.getByTestId(TEST_IDS.planNoChanges)).toBeVisible();
    // What was compared: a line for each thing that the plan before it had set up.
    const compared = page.getByTestId(TEST_IDS.planNoChanges).locator('tbody tr');
    expect(await compared.count()).toBeGreaterThan(7);
    if (language === 'en')
      await expect(page.getByTestId(TEST_IDS.planNoChanges)).toContainText('No changes needed');
    await album.show('plan-no-changes');
    await goTo(page, byMouse, 'customers');
    await album.show('customers');
    if (language !== 'en') await expectAccessible(page, `${language} customers`);
    expect(app.problems).toEqual([]);
    await app.close();
  });
}

test('the whole way by keyboard alone', async () => {
  const app = await launch();
  const { page } = app;
  /** Boxes are ticked with the space bar, everything else is pressed with Enter. */
  const byKeyboard: Press = async (target) => {
    const ticks = await target.evaluate((element) => element.matches('input'));
    await tabAndPress(page, target, ticks ? 'Space' : 'Enter');
  };
  await enter(page, byKeyboard, 'en');
  await readAndPlan(page, byKeyboard);
  await goTo(page, byKeyboard, 'plan');
  await apply(app, byKeyboard);
  const [asked] = await askedQuestions(app);
  expect(asked).toMatchObject({ defaultId: 2, cancelId: 2 });
  await byKeyboard(page.getByTestId(TEST_IDS.runVerify));
  await idle(page);
  await goTo(page, byKeyboard, 'report');
  await byKeyboard(page.getByTestId(TEST_IDS.reportMake));
  await idle(page);
  await expect(page.getByTestId(TEST_IDS.reportMade)).toBeVisible();
  expect(app.problems).toEqual([]);
  await app.close();
});

// acceptance 30
test('commands are the same in every language', async () => {
  const app = await launch();
  const { page } = app;
  await enter(page, byMouse, 'en');
  await readAndPlan(page, byMouse);
  await goTo(page, byMouse, 'plan');
  const commands = async () => {
    await page.getByTestId(TEST_IDS.planTabScript).click();
    return page.getByTestId(TEST_IDS.planScript).innerText();
  };
  const english = await commands();
  for (const language of ['fr', 'zh-TW'] as const) {
    await page.getByTestId(TEST_IDS.languageMenu).click();
    await page.getByTestId(testId.language(language)).click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    expect(await commands()).toBe(english);
  }
  await app.close();
});

test('Cancel in main’s question changes nothing', async () => {
  const app = await launch();
  const { page } = app;
  await enter(page, byMouse, 'en');
  await readAndPlan(page, byMouse);
  await goTo(page, byMouse, 'plan');
  await answerDialogs(app, 'way-out');
  await page.getByTestId(TEST_IDS.apply).click();
  await expect.poll(async () => (await askedQuestions(app)).length).toBe(1);
  const { run, lab } = await idle(page);
  expect(run).toBeNull();
  expect(lab).toMatchObject({ changes: 0 });
  await app.close();
});
