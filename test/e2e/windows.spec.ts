/** Two windows, two customers; the lock over both; what the menu asks for; files that are dropped. */
import { expect, test, type Page } from '@playwright/test';
import { SETTINGS_TEST_IDS } from '../../src/renderer/settings-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { WINDOW_TEST_IDS, windowTestId } from '../../src/renderer/window-testids';
import { expectAccessible } from './support/axe';
import { dataWithCustomer } from './support/customer';
import { launch, type RunningApp } from './support/launch';
import { drop } from './support/drop';
import { byMouse, goTo } from './support/screens';

const FABRIKAM = {
  id: 'fabrikam',
  name: 'Fabrikam Freight',
  tenantId: '99999999-2222-4333-8444-555555555555',
  tenantDomain: 'fabrikam.onmicrosoft.com',
  exchangeServer: 'ex77.fabrikam.example',
};

test.describe.configure({ timeout: 180_000 });

async function newWindow(app: RunningApp, ask: () => Promise<unknown>): Promise<Page> {
  const opened = app.electron.waitForEvent('window');
  await ask();
  const page = await opened;
  await page.waitForLoadState('load');
  return page;
}

/** Chooses an entry of the application's menu. */
const choose = (app: RunningApp, id: string) =>
  app.electron.evaluate(({ Menu }, entry) => {
    Menu.getApplicationMenu()?.getMenuItemById(entry)?.click();
  }, id);

// acceptance 2, 38
test('two windows show two customers, each with its own chip and colour, and one lock covers both', async () => {
  const data = dataWithCustomer(FABRIKAM);
  const app = await launch({ data });
  const first = app.page;
  await first.getByTestId(TEST_IDS.practiceCustomer).click();
  await expect(first.getByTestId(TEST_IDS.practiceStripe)).toBeVisible();

  const second = await newWindow(app, () => first.keyboard.press('Control+Shift+N'));
  await expect(second.getByTestId(TEST_IDS.customerChip)).toContainText('No customer');
  await expect(second.getByTestId(TEST_IDS.practiceStripe)).toBeHidden();
  await expect(second.getByTestId(windowTestId.elsewhere('practice'))).toBeVisible();
  await expectAccessible(second, 'customers beside another window');

  await second.getByTestId(TEST_IDS.practiceCustomer).click();
  const refused = second.getByTestId(testId.error('HX-WINDOW'));
  await expect(refused).toContainText('is open in another window');
  await expectAccessible(second, 'a customer of another window');
  await refused.getByTestId(WINDOW_TEST_IDS.showWindow).click();
  await second.getByTestId(testId.customerOpen('fabrikam')).click();
  await expect(second.getByTestId(TEST_IDS.customerChip)).toContainText('Fabrikam Freight');
  await expect(first.getByTestId(TEST_IDS.customerChip)).toContainText('Practice');
  await expect(second.getByTestId(TEST_IDS.practiceStripe)).toBeHidden();
  await expect(first.getByTestId(TEST_IDS.practiceStripe)).toBeVisible();
  const colour = (page: Page) =>
    page
      .getByTestId(WINDOW_TEST_IDS.customerStripe)
      .evaluate((stripe) => getComputedStyle(stripe).backgroundColor);
  expect(await colour(first)).not.toBe(await colour(second));

  // The second window is guarded as the first: same preferences, same walls.
  const guarded = await second.evaluate(() => ({
    opened: window.open('https://example.com/') === null,
    require: typeof Reflect.get(window, 'require'),
  }));
  expect(guarded).toEqual({ opened: true, require: 'undefined' });
  const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) =>
      (
        window.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
      ).getLastWebPreferences(),
    ),
  );
  for (const one of preferences)
    expect(one).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
  expect(preferences).toHaveLength(2);

  await second.keyboard.press('Control+Shift+L');
  for (const page of [first, second]) {
    await expect(page.getByTestId(WINDOW_TEST_IDS.lockScreen)).toBeVisible();
    await expect(page.locator('h1')).toBeFocused();
    const text = `${await page.title()} ${await page.locator('body').innerText()}`;
    expect(text).not.toMatch(/Fabrikam|Practice|contoso/i);
    await expectAccessible(page, 'locked');
  }
  await first.keyboard.press('Tab');
  await first.keyboard.press('Enter');
  await expect(first.getByTestId(TEST_IDS.customerChip)).toContainText('Practice');
  await expect(second.getByTestId(TEST_IDS.customerChip)).toContainText('Fabrikam Freight');

  // Last: after an attempt that was refused Playwright waits for a navigation that never comes.
  await second.evaluate(() => {
    window.location.href = 'https://example.com/';
  });
  expect(second.url()).toBe('app://crossprem/');
  await second.close();
  await expect.poll(() => app.electron.windows().length).toBe(1);
  // A window gives its customer up when everything behind it has ended.
  await goTo(first, byMouse, 'customers');
  await expect(first.getByTestId(windowTestId.elsewhere('fabrikam'))).toBeHidden({
    timeout: 30_000,
  });
  await first.getByTestId(TEST_IDS.customerChip).click();
  await first.getByTestId(testId.chipCustomer('fabrikam')).click();
  await expect(first.getByTestId(TEST_IDS.customerChip)).toContainText('Fabrikam Freight');
  expect(app.problems).toEqual([]);
  await app.close();
});

test('a start names the customer; the menu opens About; files that are dropped are taken in or refused with the reason', async () => {
  const data = dataWithCustomer(FABRIKAM);
  const app = await launch({ data, args: ['--customer=fabrikam'] });
  const { page } = app;
  await expect(page.getByTestId(TEST_IDS.customerChip)).toContainText('Fabrikam Freight');

  await page.getByTestId(TEST_IDS.helpToggle).focus();
  await expect
    .poll(() => choose(app, 'about').then(() => page.getByTestId(WINDOW_TEST_IDS.about).count()))
    .toBe(1);
  const about = page.getByTestId(WINDOW_TEST_IDS.about);
  await expect(about).toContainText('Chromium');
  await expect(about).toContainText(data);
  await expectAccessible(page, 'about');
  await page.keyboard.press('Escape');
  await expect(about).toBeHidden();
  await expect(page.getByTestId(TEST_IDS.helpToggle)).toBeFocused();

  await drop(page, 'plan.json', '{"format":1,"fingerprint":"7F3A-91C2"}');
  await expect(page.getByTestId(testId.error('HX-DROP'))).toContainText(
    'no plan here to compare it with',
  );
  await drop(page, 'photo.png', 'PNG');
  await expect(page.getByTestId(testId.error('HX-DROP'))).toContainText('photo.png');
  expect(page.url()).toBe('app://crossprem/');
  const customer = {
    format: 1,
    practice: false,
    recipe: 'both',
    inputs: {},
    createdAt: '2026-01-12T08:00:00.000Z',
    ...FABRIKAM,
    name: 'Litware',
    id: 'litware',
  };
  await drop(
    page,
    'litware.json',
    JSON.stringify({ kind: 'crossprem-customer', format: 1, customer }),
  );
  await expect(page.getByTestId(TEST_IDS.customerChip)).toContainText('Litware');
  await expect(page.getByTestId(WINDOW_TEST_IDS.dropNote)).toContainText('litware.json');
  await expect(page.getByTestId(testId.error('HX-DROP'))).toBeHidden();
  await expectAccessible(page, 'a dropped customer');
  await choose(app, 'updates');
  await expect(page.getByTestId(SETTINGS_TEST_IDS.feedAddress)).toBeFocused();
  await expect(page.getByTestId(SETTINGS_TEST_IDS.updateCheck)).toBeDisabled();
  await app.close();
});
