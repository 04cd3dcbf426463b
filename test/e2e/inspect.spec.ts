/** Inspecting: a pasted token, a dropped HAR handed over in pieces, a Fiddler archive that is opened; checked with axe. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { INSPECT_IDS } from '../../src/renderer/inspect-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { actorToken, applicationToken, handShake, har, saz, signer } from '../unit/support/traces';
import { dataWithCustomer } from './support/customer';
import { launch, openFrom } from './support/launch';
import { Album, byMouse, goTo } from './support/screens';

/** Drops a file on the screen, as the system would. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([called = '', text = '']) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], called));
      return transfer;
    },
    [name, content],
  );
  await page.getByTestId(TEST_IDS.inspectText).dispatchEvent('drop', { dataTransfer: files });
}

test('tokens and traces are inspected, redacted, and with the keyboard', async () => {
  const data = dataWithCustomer({
    id: 'fabrikam',
    name: 'Fabrikam',
    tenantId: '99999999-2222-4333-8444-555555555555',
    tenantDomain: 'fabrikam.onmicrosoft.com',
    exchangeServer: 'ex01.fabrikam.com',
  });
  const current = signer('Auth');
  const bearer = actorToken(applicationToken(current));
  const app = await launch({ data });
  const { page } = app;
  await goTo(page, byMouse, 'inspect');
  await page.getByTestId(TEST_IDS.inspectText).fill(bearer);
  await page.getByTestId(TEST_IDS.inspectRun).press('Enter');
  await expect(page.getByTestId(TEST_IDS.inspectTokens)).toContainText('Skype for Business Online');
  await page.getByTestId(testId.copyToken('lonely-0')).click();
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toMatch(/\.signature-removed$/);
  // Another customer of the list is compared with, without being opened.
  const choice = page.getByTestId(INSPECT_IDS.compare);
  await choice.focus();
  await choice.selectOption('customer:fabrikam');
  await expect(page.getByTestId(TEST_IDS.inspectSummary)).toContainText('Compared with Fabrikam');
  await expect(page.getByTestId(INSPECT_IDS.fit)).toContainText('No token fits Fabrikam');
  await expect(choice).toBeFocused();
  await new Album(page, 'inspect').show('token');
  await choice.selectOption('nobody');
  await expect(page.getByTestId(INSPECT_IDS.fit)).toHaveCount(0);
  await page.getByTestId(TEST_IDS.inspectClear).click();

  const noise = Array.from({ length: 1_000 }, () => ({ content: 'x'.repeat(400) }));
  const trace = har([
    ...handShake(bearer),
    ...noise,
    ...handShake(bearer, { status: 403 }).map((call) => ({
      ...call,
      url: call.url ?? 'https://ews.contoso.com/EWS/Exchange.asmx',
    })),
  ]);
  await drop(page, 'trace.har', trace);
  await expect(page.getByTestId(TEST_IDS.inspectSummary)).toContainText('1,006 exchanges');
  await expect(page.getByTestId(TEST_IDS.inspectCause)).toContainText('The token was accepted');
  await page.getByTestId(TEST_IDS.inspectFailed).click();
  const list = page.getByTestId(TEST_IDS.inspectList);
  await list.press('Home');
  await expect(page.getByTestId(TEST_IDS.inspectCause)).toContainText('let through');
  await list.press('End');
  await expect(page.getByTestId(testId.handShake(1))).toHaveAttribute('aria-selected', 'true');
  for (const language of ['fr', 'zh-TW', 'en'] as const) {
    await page.getByTestId(TEST_IDS.languageMenu).click();
    await page.getByTestId(testId.language(language)).click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await new Album(page, `inspect-${language}`, language === 'en').show('trace');
  }

  const file = join(data, 'trace.saz');
  const client = `GET / HTTP/1.1\r\nHost: mail.contoso.com\r\nAuthorization: Bearer ${bearer}\r\n\r\n`;
  writeFileSync(file, saz([{ client, server: 'HTTP/1.1 503 Busy\r\n\r\n' }]));
  await openFrom(app, file);
  await page.getByTestId(TEST_IDS.inspectOpen).click();
  await expect(page.getByTestId(TEST_IDS.inspectCause)).toContainText('failed or did not answer');
  expect(app.problems).toEqual([]);
  await app.close();
});
