/** A server asks for a credential: the dialog over everything else, cancelled, answered, and refused by the server. */
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { dataWithCustomer, openCustomer } from './support/customer';
import { answerDialogs, launch } from './support/launch';
import { Album, idle, openCustomer as viewOf } from './support/screens';

const ID = 'contoso-ltd';
const PASSWORD = 'Pa55-"w0rd"-planted';

/** A PowerShell that refuses every session to this server; a copy that names this Node. */
function standInPowerShell(): string {
  const source = resolve(__dirname, '../integration/powershell/support/stand-in.cjs');
  const file = join(mkdtempSync(join(tmpdir(), 'crossprem-e2e-shell-')), 'stand-in.cjs');
  writeFileSync(file, `#!${process.execPath}\n${readFileSync(source, 'utf8')}`);
  chmodSync(file, 0o755);
  return file;
}

/** Every file below a folder, as one text. */
function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

test('a credential is asked for, may be kept back, and is told when it was refused', async () => {
  test.skip(process.platform === 'win32', 'the stand-in for PowerShell is a script with a shebang');
  const data = dataWithCustomer(
    {
      id: ID,
      tenantId: '11111111-2222-4333-8444-555555555555',
      tenantDomain: 'contoso.onmicrosoft.com',
      exchangeServer: 'denied.contoso.lab',
      connection: { exchange: 'remote-credential', tenant: 'carry' },
    },
    { powershell: standInPowerShell() },
  );
  const app = await launch({ data });
  const { page } = app;
  const dialog = page.getByTestId(TEST_IDS.credential);
  const album = new Album(page, 'credential');
  await openCustomer(page, ID);
  const read = page.getByTestId(TEST_IDS.readState);

  // Main asks for the server once, before anything of it is reached.
  await answerDialogs(app, 'deed');
  await read.click();
  await expect(dialog).toContainText('denied.contoso.lab');
  await expect(page.getByTestId(TEST_IDS.credentialUser)).toBeFocused();
  await album.show('asked');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await idle(page);
  await expect(page.getByTestId(testId.finding('HX-NOCRED')).first()).toBeVisible();

  await read.click();
  await page.getByTestId(TEST_IDS.credentialUser).fill('CONTOSO\\ada');
  await page.getByTestId(TEST_IDS.credentialPassword).fill(PASSWORD);
  await page.getByTestId(TEST_IDS.credentialConnect).click();
  await expect(dialog).toBeHidden();
  await idle(page);
  await expect(page.getByTestId(testId.finding('HX-CRED')).first()).toBeVisible();
  expect(JSON.stringify(await viewOf(page))).not.toContain('planted');

  await read.click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(page.getByTestId(TEST_IDS.credentialUser)).toHaveValue('CONTOSO\\ada');
  await expect(page.getByTestId(TEST_IDS.credentialPassword)).toHaveValue('');
  await album.show('refused');
  await page.getByTestId(TEST_IDS.credentialCancel).click();
  await expect(dialog).toBeHidden();
  await idle(page);
  expect(app.problems).toEqual([]);
  await app.close();
  expect(everything(data)).toContain('denied.contoso.lab');
  expect(everything(data)).not.toContain('planted');
});
