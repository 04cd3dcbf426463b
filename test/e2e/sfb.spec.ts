/** Skype for Business Server and Exchange in the window: from an empty pool to a passed mailbox test. */
import { expect, test } from '@playwright/test';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { answerDialogs, launch } from './support/launch';
import { Album, byMouse, goTo, idle } from './support/screens';

test('an empty pool is connected and tested', async () => {
  const app = await launch();
  const { page } = app;
  const album = new Album(page, 'sfb');
  await page.getByTestId(TEST_IDS.startPractice).click();
  await expect(page.getByTestId(testId.nav('overview'))).toBeVisible({ timeout: 60_000 });
  await page.getByTestId(testId.nav('lab')).click();
  await page.getByTestId(TEST_IDS.labStart).selectOption('sfb-empty');
  await page.getByTestId(TEST_IDS.labReset).click();
  await page.getByTestId(TEST_IDS.panelClose).click();
  await goTo(page, byMouse, 'overview');
  await page.getByTestId(testId.scenario('sfb-server-exchange')).click();
  await expect(page.getByTestId(testId.task('sfb-partner'))).toBeVisible();

  await goTo(page, byMouse, 'set-up');
  await page.getByTestId(testId.step('autodiscover')).click();
  const address = page.getByTestId(testId.input('exchangeAutodiscoverUrl'));
  await address.fill('https://autodiscover.contoso.com/autodiscover/autodiscover.xml');
  await page.getByTestId(TEST_IDS.useFixedAddress).click();
  await expect(address).toHaveValue(
    'https://autodiscover.contoso.com/autodiscover/autodiscover.svc',
  );
  await page.getByTestId(testId.step('mailbox-test')).click();
  await page.getByTestId(testId.input('testSipAddress')).fill('zoe.mueller@contoso.com');
  await expect(page.getByTestId(TEST_IDS.stepSaved)).toBeVisible();
  await goTo(page, byMouse, 'overview');
  await page.getByTestId(TEST_IDS.nextAction).click();
  await idle(page);
  await expect(page.getByTestId(TEST_IDS.nextAction)).toHaveAttribute('data-next', 'review');
  await album.show('overview');
  await goTo(page, byMouse, 'set-up');
  await page.getByTestId(testId.step('sfb-partner')).click();
  await album.show('step-sfb-partner');
  await goTo(page, byMouse, 'plan');
  await album.show('plan');
  await page.getByTestId(TEST_IDS.planTabScript).click();
  await expect(page.getByTestId(TEST_IDS.planScript)).toContainText('Invoke-PartnerScript');
  await page.getByTestId(TEST_IDS.planTabChanges).click();
  for (const box of await page.locator('[data-testid^="consent-"]').all()) await box.check();
  await answerDialogs(app, 'deed');
  await page.getByTestId(TEST_IDS.apply).click();
  await expect(page.getByTestId(TEST_IDS.runState)).toBeVisible();
  expect((await idle(page))['run']).toMatchObject({ state: 'done' });

  await goTo(page, byMouse, 'verify');
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
  expect(
    proofs.filter(({ rung }) => rung === 'token-accepted').map((proof) => proof.verdict),
  ).toEqual(['verified']);
  await album.show('verify');
  expect(app.problems).toEqual([]);
  await app.close();
});
