/** Planning a topology without a customer: described, answered, exported; checked with axe. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { launch, newDataFolder, saveTo } from './support/launch';
import { Album, byMouse, goTo } from './support/screens';

test('a topology is described and answered without a customer, and its table exported', async () => {
  const data = newDataFolder();
  const preferences = { version: 1, language: 'en', theme: 'system', firstRun: false };
  writeFileSync(join(data, 'preferences.json'), JSON.stringify(preferences));
  const app = await launch({ data });
  const { page } = app;
  await goTo(page, byMouse, 'topology');
  await page.getByTestId(testId.topologyChoice('users', 'on-premises')).click();
  await page.getByTestId(testId.topologyInput('pool')).fill('pool01.contoso.com');
  await expect(page.getByTestId(testId.topologyWay('sfb-server-exchange'))).toBeVisible();
  await expect(page.getByTestId(TEST_IDS.topologyComputed)).toContainText(
    'https://pool01.contoso.com/metadata/json/1',
  );
  await expect(page.getByTestId(testId.topologyColumn('A'))).toContainText('Yours');
  await new Album(page, 'topology').show('answered');
  const file = join(data, 'topology.csv');
  await saveTo(app, file);
  await page.getByTestId(TEST_IDS.topologyExport).click();
  await expect
    .poll(() => readFileSync(file, { encoding: 'utf8', flag: 'a+' }))
    .toContain('Archiving');
  expect(app.problems).toEqual([]);
  await app.close();
});
