/** Practising in the real window: the tour over one whole run, a drill from its error to its end, the feature grid. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { PRACTICE_IDS, practiceId } from '../../src/renderer/practice/testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { answerDialogs, launch } from './support/launch';
import { cutNetwork, NOWHERE, triedConnections } from './support/network';
import { Album, byMouse, goTo, idle } from './support/screens';
import { apply } from './support/walk';

test.describe.configure({ timeout: 180_000 });

async function stop(page: Page, id: string): Promise<void> {
  await expect(page.locator('[data-stop]')).toHaveAttribute('data-stop', id);
}

test('the tour leads through one whole run, by itself', async () => {
  const app = await launch({ environment: { CROSSPREM_LATENCY: 'none' } });
  const { page } = app;
  const album = new Album(page, 'tour');
  await page.getByTestId(TEST_IDS.startPractice).click();
  await page.getByTestId(PRACTICE_IDS.tourStart).click();
  await stop(page, 'read');
  await album.show('read');
  await page.getByTestId(TEST_IDS.nextAction).click();
  await idle(page);
  await stop(page, 'review');
  await page.getByTestId(PRACTICE_IDS.tourGo).click();
  await stop(page, 'consent');
  await album.show('consent');
  for (const box of await page.locator('[data-testid^="consent-"]').all()) await box.click();
  await stop(page, 'apply');
  await apply(app, byMouse);
  await stop(page, 'verify');
  // Left, and taken up again from Help where the run stands.
  await page.getByTestId(PRACTICE_IDS.tourLeave).click();
  await expect(page.getByTestId(PRACTICE_IDS.coach)).toHaveCount(0);
  await page.getByTestId(TEST_IDS.helpToggle).click();
  await page.getByTestId(PRACTICE_IDS.tourHelp).click();
  await page.getByTestId(TEST_IDS.panelClose).click();
  await stop(page, 'verify');
  await page.getByTestId(PRACTICE_IDS.tourGo).click();
  await page.getByTestId(TEST_IDS.verifyStart).click();
  await idle(page);
  await expect(page.locator('[data-stop]')).toHaveAttribute('data-stop', /^(report|by-hand)$/);
  const kept = JSON.parse(readFileSync(join(app.data, 'practice.json'), 'utf8')) as object;
  expect(kept).toMatchObject({ tour: 'on' });
  expect(app.problems).toEqual([]);
  await app.close();
});

// acceptance 21, 36, 37, 38
test('a plan goes stale under a drill, the feature grid and the example token work offline', async () => {
  const app = await launch({ environment: { CROSSPREM_LATENCY: 'none' } });
  const { page } = app;
  const album = new Album(page, 'practice');
  await page.getByTestId(TEST_IDS.startPractice).click();
  await expect(page.getByTestId(TEST_IDS.nextAction)).toBeVisible();
  await goTo(page, byMouse, 'practice');
  await album.show('drills');
  await page.getByTestId(practiceId.drillStart('stale-plan')).click();
  await page.getByTestId(PRACTICE_IDS.askStart).click();
  const phase = page.getByTestId(PRACTICE_IDS.drillPhase);
  await expect(phase).toHaveAttribute('data-phase', 'look', { timeout: 60_000 });
  await expect(page.getByTestId(TEST_IDS.practiceStripe)).toBeVisible();
  await page.getByTestId(TEST_IDS.nextAction).click();
  await idle(page);
  await page.getByTestId(PRACTICE_IDS.drillEdit).click();
  await idle(page);
  await goTo(page, byMouse, 'plan');
  await expect(page.getByTestId(TEST_IDS.apply)).toBeVisible();
  for (const box of await page.locator('[data-testid^="consent-"]').all()) await box.click();
  const changes = (await idle(page))['lab'];
  await answerDialogs(app, 'deed');
  await page.getByTestId(TEST_IDS.apply).click();
  const { run, lab } = await idle(page);
  expect(run).toMatchObject({ state: 'outdated', error: { code: 'HX-OLD' } });
  // Refused before its first command.
  expect((lab as { changes: number }).changes).toBe((changes as { changes: number }).changes);
  await expect(page.getByTestId(testId.error('HX-OLD')).first()).toContainText(
    'HiddenFromAddressListsEnabled',
  );
  await expect(phase).toHaveAttribute('data-phase', 'mend');
  await album.show('stale');
  await goTo(page, byMouse, 'practice');
  await page.getByTestId(PRACTICE_IDS.tabWorld).click();
  await page.getByTestId(practiceId.edit('add-key')).click();
  await expect(page.getByTestId(PRACTICE_IDS.edited)).not.toBeEmpty();
  await album.show('world');

  await goTo(page, byMouse, 'features');
  const grid = page.getByTestId(PRACTICE_IDS.featureTable);
  await expect(grid.getByRole('row')).toHaveCount(18);
  await expect(grid.locator('thead .own-column').first()).toBeVisible();
  await expect(grid.locator('thead .retired-column').first()).toContainText('2021');
  const hatched = await grid
    .locator('thead .retired-column')
    .evaluateAll((heads) => heads.map((head) => getComputedStyle(head).backgroundImage));
  for (const image of hatched) expect(image).toContain('repeating-linear-gradient');
  await page.getByTestId(practiceId.cell(1, 1)).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(page.getByTestId(practiceId.cell(2, 5))).toBeFocused();
  await page.keyboard.press('Control+Home');
  await expect(page.getByTestId(practiceId.cell(0, 0))).toBeFocused();
  await page.getByTestId(PRACTICE_IDS.featureToggle).click();
  await album.show('features');

  // Without any network, to this computer neither.
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await cutNetwork(app);
  await goTo(page, byMouse, 'inspect');
  await page.getByTestId(PRACTICE_IDS.example).click();
  await expect(page.getByTestId(PRACTICE_IDS.exampleNote)).toBeVisible();
  const cause = page.getByTestId(TEST_IDS.inspectCause);
  await expect(cause).toContainText('certificate that has ended');
  await expect(cause.getByTestId(PRACTICE_IDS.practise)).toBeVisible();
  await expect(page.getByTestId(TEST_IDS.inspectLadder)).toContainText('Skype for Business');
  await page.locator('[data-testid^="copy-token-"]').last().click();
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toMatch(/\.signature-removed$/);
  const { trial, tried } = await triedConnections(app);
  expect(trial).toContain(NOWHERE);
  expect(tried).toEqual([]);
  for (const address of asked) expect(address).toMatch(/^(?:app|data|blob):/);
  await album.show('example');
  expect(readdirSync(app.data)).toContain('practice.json');
  expect(app.problems).toEqual([]);
  await app.close();
});
