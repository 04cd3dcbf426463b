/** Skype for Business Server and Exchange in the window: from an empty pool to a passed mailbox test. */
import { expect, test, type Page } from '@playwright/test';
import { PLAN_IDS } from '../../src/renderer/plan-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { LANGUAGES } from '../../src/shared/languages';
import { expectAccessible } from './support/axe';
import { launch } from './support/launch';
import { Album, byMouse, goTo, idle } from './support/screens';
import { apply, enter, readAndPlan, startOver } from './support/walk';

const FULL = process.env['CROSSPREM_FULL'] === '1';
const USER = 'zoe.mueller@contoso.com';
const TYPED = 'https://autodiscover.contoso.com/autodiscover/autodiscover.xml';
const RIGHT = 'https://autodiscover.contoso.com/autodiscover/autodiscover.svc';

/** Chooses the scenario and says what only a person knows; the address of the other service is corrected. */
async function describePool(page: Page): Promise<void> {
  await page.getByTestId(testId.scenario('sfb-server-exchange')).click();
  await expect(page.getByTestId(testId.task('sfb-partner'))).toBeVisible();
  await goTo(page, byMouse, 'set-up');
  await page.getByTestId(testId.step('autodiscover')).click();
  const address = page.getByTestId(testId.input('exchangeAutodiscoverUrl'));
  await address.fill(TYPED);
  // The error is told by its code, in the language of the window, and one button mends it.
  await expect(page.getByTestId(testId.error('HX-SVC'))).toBeVisible();
  await expect(page.getByTestId(TEST_IDS.useFixedAddress)).toHaveCount(1);
  await expect(page.getByTestId(TEST_IDS.useFixedAddress)).toContainText(RIGHT);
  await page.getByTestId(TEST_IDS.useFixedAddress).click();
  await expect(address).toHaveValue(RIGHT);
  await expect(page.getByTestId(testId.error('HX-SVC'))).toHaveCount(0);
  await page.getByTestId(testId.step('mailbox-test')).click();
  await page.getByTestId(testId.input('testSipAddress')).fill(USER);
  await expect(page.getByTestId(TEST_IDS.stepSaved)).toBeVisible();
  await goTo(page, byMouse, 'overview');
}

/** Two languages with texts of very different length; the third belongs to the full suite. */
const SPOKEN = LANGUAGES.filter((language) => FULL || language !== 'fr');

for (const language of SPOKEN) {
  // acceptance 20, 33, 34
  test(`an empty pool is connected and tested, in ${language}`, async () => {
    const app = await launch();
    const { page } = app;
    const album = new Album(page, `sfb-${language}`, language === 'en');
    await enter(page, byMouse, language);
    await startOver(page, 'sfb-empty');
    await describePool(page);
    await readAndPlan(page, byMouse);
    await album.show('overview');
    await goTo(page, byMouse, 'set-up');
    await page.getByTestId(testId.step('sfb-partner')).click();
    await album.show('step-sfb-partner');
    await goTo(page, byMouse, 'plan');
    await album.show('plan');
    if (language !== 'en') await expectAccessible(page, `sfb ${language} plan`);
    await page.getByTestId(TEST_IDS.planTabScript).click();
    await expect(page.getByTestId(TEST_IDS.planScript)).toContainText('Invoke-PartnerScript');
    await page.getByTestId(TEST_IDS.planTabChanges).click();
    // Full trust has its own box: unticked, with the row that it covers, and the numbers follow it.
    const trust = page.getByTestId(testId.consent('grants-full-trust'));
    await expect(trust).not.toBeChecked();
    await expect(page.getByTestId(PLAN_IDS.consentRows).first()).toBeVisible();
    const before = await page.getByTestId(TEST_IDS.apply).innerText();
    await trust.check();
    await expect(page.getByTestId(TEST_IDS.apply)).not.toHaveText(before);
    await apply(app, byMouse);

    await goTo(page, byMouse, 'verify');
    await expect(page.getByTestId(TEST_IDS.verifyMailbox)).not.toBeChecked();
    await page.getByTestId(TEST_IDS.verifyMailbox).check();
    await page.getByTestId(TEST_IDS.verifyStart).click();
    const { steps, verification } = await idle(page);
    const states = (steps as { id: string; state: string }[]).map(({ id, state }) => [id, state]);
    expect(Object.fromEntries(states)).toEqual({
      prepare: 'verified',
      'sfb-certificate': 'verified',
      autodiscover: 'verified',
      'sfb-partner': 'verified',
      'restart-iis': 'not-needed',
      'exchange-partner': 'verified',
      'mailbox-test': 'not-needed',
      archiving: 'not-needed',
      'contact-store': 'not-needed',
    });
    const { proofs } = verification as { proofs: { rung: string; verdict: string }[] };
    const tokens = proofs.filter(({ rung }) => rung === 'token-accepted');
    expect(tokens.map(({ verdict }) => verdict)).toEqual(['verified']);
    for (const rung of ['configured', 'token-accepted', 'feature-seen'] as const)
      await expect(page.getByTestId(testId.rung(rung))).toBeVisible();
    await expect(
      page.getByTestId(testId.rung('token-accepted')).locator('[data-verdict="verified"]'),
    ).toHaveCount(1);
    await album.show('verify');
    expect(app.problems).toEqual([]);
    await app.close();
  });
}
