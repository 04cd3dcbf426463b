/** Customers: the list, a profile sealed and taken in elsewhere, read-only until taken over, and what was typed before a kill. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { CUSTOMERS_TEST_IDS, customersTestId } from '../../src/renderer/customers-testids';
import { oauthTestId } from '../../src/renderer/forms-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { expectPractice } from './support/acceptance';
import { expectAccessible } from './support/axe';
import { dataWithCustomer, openCustomer as openFromList } from './support/customer';
import { answerDialogs, askedQuestions, launch, openFrom, saveTo } from './support/launch';
import { byMouse, goTo, idle, openCustomer } from './support/screens';

test.describe.configure({ timeout: 180_000 });

const CONTOSO = {
  id: 'contoso',
  tenantId: '11111111-2222-4333-8444-555555555555',
  tenantDomain: 'contoso.onmicrosoft.com',
  exchangeServer: 'ex01.contoso.com',
} as const;
const DRAFT = {
  template: '',
  values: {
    name: 'Typed Ltd',
    tenantDomain: 'typed.onmicrosoft.com',
    tenantId: '',
    exchangeServer: '',
    connection: { exchange: 'remote', tenant: 'sign-in', online: 'sign-in' },
  },
} as const;
const PASSPHRASE = 'correct horse battery';

/** Asks main as the window's own page does. */
async function inWindow(page: Page, channel: string, input: object): Promise<unknown> {
  return page.evaluate<unknown>(
    `window.crossprem.call(${JSON.stringify(channel)}, ${JSON.stringify(input)})`,
  );
}

// acceptance 2, 14, 38
test('the list tells where customers stand; a profile is sealed, taken in, and forgotten', async () => {
  const data = dataWithCustomer(CONTOSO);
  const damaged = join(data, 'customers', 'litware');
  mkdirSync(damaged, { recursive: true });
  const good = readFileSync(join(data, 'customers', 'contoso', 'customer.json'), 'utf8');
  const litware = { ...(JSON.parse(good) as object), id: 'litware', name: 'Litware' };
  writeFileSync(join(damaged, 'customer.json'), '{ "format": 1');
  writeFileSync(join(damaged, 'customer.json.bak'), JSON.stringify(litware));
  const app = await launch({ data });
  const { page } = app;
  await expect(page.getByTestId(TEST_IDS.customerChip)).toBeVisible();

  const status = (id: string) => page.getByTestId(customersTestId.status(id));
  await expect(status('litware')).toHaveAttribute('data-status', 'unreadable');
  await expect(status('contoso')).toHaveText('Next: read state');
  await expectAccessible(page, 'customers');
  // What cannot be read comes first; arrows move between rows.
  await expect(page.locator('tbody tr').first()).toHaveAttribute(
    'data-testid',
    testId.customer('litware'),
  );
  await page.getByTestId(testId.customerOpen('contoso')).focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByTestId(customersTestId.restore('litware'))).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(status('litware')).toHaveAttribute('data-status', 'not-read');

  await openFromList(page, 'contoso');
  await expect(page.getByTestId(TEST_IDS.nextAction)).toHaveCount(1);
  await expect(page.getByText('Next', { exact: true })).toHaveCount(1);
  for (const screen of [
    ...['connection', 'set-up', 'plan', 'run', 'verify', 'keys', 'report', 'history'],
    ...['diagnostics', 'practice', 'features', 'settings', 'overview'],
  ]) {
    await goTo(page, byMouse, screen);
    await expect(page.getByTestId(TEST_IDS.customerChip)).toContainText('Contoso Ltd');
    await expect(page.getByTestId(TEST_IDS.customerChip).locator('.customer-badge')).toBeVisible();
    await expectPractice(page, false);
  }
  await page.getByTestId(CUSTOMERS_TEST_IDS.badgeChange).click();
  await page.getByTestId(CUSTOMERS_TEST_IDS.badgeLetters).fill('zz');
  await page.getByTestId(customersTestId.colour(5)).check({ force: true });
  await expectAccessible(page, 'badge');
  await page.getByTestId(CUSTOMERS_TEST_IDS.badgeSave).click();
  await expect(page.getByTestId(TEST_IDS.customerChip)).toContainText('ZZ');
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.badgeChange)).toBeFocused();

  await page.getByTestId(TEST_IDS.exportCustomer).click();
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.exportContents)).toContainText('1 file');
  await page.getByTestId(CUSTOMERS_TEST_IDS.exportPassphrase).fill('short');
  await page.getByTestId(CUSTOMERS_TEST_IDS.exportSave).click();
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.exportPassphrase)).toBeFocused();
  await page.getByTestId(CUSTOMERS_TEST_IDS.exportPassphrase).fill(PASSPHRASE);
  await page.getByTestId(CUSTOMERS_TEST_IDS.exportAgain).fill(PASSPHRASE);
  await expectAccessible(page, 'export');
  const file = join(data, '..', `contoso-${String(process.pid)}.crossprem`);
  await saveTo(app, file);
  await page.getByTestId(CUSTOMERS_TEST_IDS.exportSave).click();
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.exportSaved)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId(TEST_IDS.exportCustomer)).toBeFocused();
  expect(readFileSync(file).includes('ontoso')).toBe(false);

  await goTo(page, byMouse, 'customers');
  await answerDialogs(app, 'deed');
  await page.getByTestId(testId.customerForget('contoso')).click();
  await expect(page.getByTestId(testId.customer('contoso'))).toHaveCount(0);
  expect((await askedQuestions(app))[0]?.detail).toContain('journals');
  expect(existsSync(join(data, 'customers', 'contoso'))).toBe(false);

  // The runtime of this test is for practice, and has no button for it.
  await openFrom(app, file);
  await page.evaluate(async () => {
    const bridge = Reflect.get(window, 'crossprem') as {
      call: (channel: string, input: unknown) => Promise<unknown>;
    };
    await bridge.call('customer.import', {});
  });
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.importDialog)).toBeVisible();
  await page.getByTestId(CUSTOMERS_TEST_IDS.importPassphrase).fill('not the passphrase');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId(testId.error('HX-BUNDLEPASS'))).toBeVisible();
  await expectAccessible(page, 'import');
  await page.getByTestId(CUSTOMERS_TEST_IDS.importPassphrase).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.staging)).toBeVisible();
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.takeOver)).toBeDisabled();
  await expect(page.getByTestId(TEST_IDS.customerChip)).toContainText('ZZ');
  await expectAccessible(page, 'staged');
  expect(app.problems).toEqual([]);
  await app.close();
});

// acceptance 12, 27
test('fields typed before a kill are there again, and an imported customer changes nothing before it is taken over', async () => {
  const first = await launch();
  const { data } = first;
  await first.page.getByTestId(TEST_IDS.startPractice).click();
  await first.page.getByTestId(TEST_IDS.nextAction).click();
  await idle(first.page);
  await goTo(first.page, byMouse, 'overview');
  // What waits is no link, and names what it waits for.
  const waiting = first.page.getByTestId(testId.task('verify-keys'));
  await expect(waiting).toContainText(/Waits for step \d/);
  await expect(waiting.locator('button, a')).toHaveCount(0);
  await goTo(first.page, byMouse, 'set-up');
  await first.page.getByTestId(testId.step('mail-user')).click();
  const field = (of: typeof first) => of.page.getByTestId(testId.input('classicAccountName'));
  await field(first).fill('TypedBeforeTheKill');
  await expect(first.page.getByTestId(TEST_IDS.stepSaved)).toBeVisible();
  // The form of a new customer is not shown in this runtime; what keeps it is the same.
  await inWindow(first.page, 'draft.keep', { typed: DRAFT });
  const gone = new Promise((resolve) => first.electron.process().once('exit', resolve));
  first.electron.process().kill('SIGKILL');
  await gone;

  // As if it had been imported: the practice lab's organisation is there to be seen.
  const stored = join(data, 'customers', 'practice', 'customer.json');
  const record = JSON.parse(readFileSync(stored, 'utf8')) as object;
  writeFileSync(stored, JSON.stringify({ ...record, staged: { at: '2026-11-20T08:00:00.000Z' } }));
  const second = await launch({ data });
  const { page } = second;
  expect(await inWindow(page, 'draft.read', {})).toMatchObject({ value: { typed: DRAFT } });
  await page.getByTestId(testId.customerOpen('practice')).click();
  await goTo(page, byMouse, 'set-up');
  await page.getByTestId(testId.step('oauth')).click();
  await expect(page.getByTestId(oauthTestId('guided'))).toBeChecked();
  await expectAccessible(page, 'step 1');
  await page.getByTestId(testId.step('mail-user')).click();
  await expect(field(second)).toHaveValue('TypedBeforeTheKill');
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.restored)).toContainText('Restored');

  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.takeOver)).toBeDisabled();
  await goTo(page, byMouse, 'overview');
  await page.getByTestId(TEST_IDS.nextAction).click();
  await idle(page);
  for (const id of ['tenant', 'organisation', 'rights'])
    await expect(page.getByTestId(customersTestId.stagingCheck(id))).not.toHaveAttribute(
      'data-state',
      /open|failed/,
    );
  await goTo(page, byMouse, 'plan');
  await expect(page.getByTestId(TEST_IDS.apply)).toBeDisabled();
  await expect(page.getByTestId(TEST_IDS.applyReason)).toContainText('read-only');
  await page.getByTestId(CUSTOMERS_TEST_IDS.takeOver).click();
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.staging)).toHaveCount(0);
  await goTo(page, byMouse, 'overview');
  await expect(page.getByTestId(CUSTOMERS_TEST_IDS.profile)).toContainText('Contoso');
  expect((await openCustomer(page))?.['staging']).toBeNull();
  expect(second.problems).toEqual([]);
  await second.close();
});
