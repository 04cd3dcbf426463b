/** The hand-over in all its forms, the history, two reads compared, and what changed since. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FORMS_TEST_IDS } from '../../src/renderer/forms-testids';
import { HISTORY_IDS, historyId } from '../../src/renderer/history-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { APPLICATIONS } from '../../src/shared/applications';
import { unnamedApplications } from './support/acceptance';
import { expectAccessible } from './support/axe';
import { launch } from './support/launch';
import { pdfPages } from './support/pdf';
import { byMouse, goTo, idle } from './support/screens';
import { apply, enter, readAndPlan, startOver } from './support/walk';

test.describe.configure({ timeout: 240_000 });

/** Hosts and thumbprints of the practice lab. */
const HIDDEN = /\bex0\d\b|dc0\d\.|\b[0-9A-F]{40}\b/i;
/** What Microsoft called its applications says nothing about a customer. */
const KNOWN: readonly string[] = Object.values(APPLICATIONS);

// acceptance 22, 35, 38
test('a French report for the customer from a Chinese window, and what changed since', async () => {
  const app = await launch();
  const { page, data } = app;
  await enter(page, byMouse, 'zh-TW');
  await startOver(page, 'articles');
  await readAndPlan(page, byMouse);
  await goTo(page, byMouse, 'plan');
  const fingerprint = await page.getByTestId(TEST_IDS.planFingerprint).innerText();
  await apply(app, byMouse);
  await expect(page.getByTestId(TEST_IDS.runFingerprint)).toHaveText(fingerprint);
  await expect(page.locator('.log-time')).not.toHaveCount(0);
  await page.getByTestId(FORMS_TEST_IDS.logTime).uncheck();
  await expect(page.locator('.log-line')).not.toHaveCount(0);
  await expect(page.locator('.log-time')).toHaveCount(0);
  await page.getByTestId(TEST_IDS.runVerify).click();
  await idle(page);

  await goTo(page, byMouse, 'report');
  await page.getByTestId(testId.reportLanguage('fr')).click();
  await page.getByTestId(historyId.level('customer')).click();
  for (const format of ['ps1', 'ics'] as const)
    await page.getByTestId(historyId.format(format)).click();
  await page.getByTestId(HISTORY_IDS.previewToggle).click();
  const preview = page.getByTestId(HISTORY_IDS.preview);
  await expect(preview).toHaveAttribute('lang', 'fr');
  await expect(preview).toContainText('Rapport de remise');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-TW');
  await expectAccessible(page, 'report with its preview');
  await page.getByTestId(TEST_IDS.reportMake).click();
  const { error } = await idle(page);
  expect(error).toBeNull();
  await expect(page.getByTestId(TEST_IDS.reportMade)).toBeVisible();

  const folder = join(data, 'customers/practice/reports');
  const names = readdirSync(folder).sort();
  expect(names.every((name) => name.includes(`${fingerprint}-customer-fr`))).toBe(true);
  const ends = names.map((name) => name.replace(/^.*-customer-fr/, ''));
  expect(ends).toEqual(['-undo.ps1', '.html', '.ics', '.json', '.pdf', '.ps1']);
  const text = (end: string): string =>
    readFileSync(join(folder, names.find((name) => name.endsWith(end)) ?? ''), 'utf8');
  for (const end of ['.html', '.json', '.ics', 'fr.ps1', '-undo.ps1']) {
    expect(text(end).match(HIDDEN), end).toBeNull();
    const ids = text(end).match(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi) ?? [];
    expect(
      ids.filter((id) => !KNOWN.includes(id.toLowerCase())),
      end,
    ).toEqual([]);
  }
  const html = text('.html');
  expect(html).toContain('lang="fr"');
  expect(html).toContain('Exercice');
  for (const section of ['commands', 'before', 'proof', 'undo', 'expiry'])
    expect(html).toContain(`<section id="${section}"`);
  const pdf = readFileSync(join(folder, names.find((name) => name.endsWith('.pdf')) ?? ''));
  expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
  // Each printed page says in its head that it is practice; none has a name that this level hides.
  const pages = pdfPages(pdf);
  expect(pages.length).toBeGreaterThan(2);
  for (const [index, printed] of pages.entries()) {
    const where = `page ${String(index + 1)}`;
    expect(printed, where).toContain('Exercice');
    expect(printed, where).toContain(`Rapport de remise · ${fingerprint}`);
    const number = new RegExp(`\\b${String(index + 1)}\\s+/\\s+${String(pages.length)}\\b`);
    expect(printed, where).toMatch(number);
    expect(printed.match(HIDDEN), where).toBeNull();
  }

  await page.getByTestId(TEST_IDS.labToggle).click();
  await page.getByTestId(testId.labFault('directory-without-oauth')).click();
  await idle(page);
  await page.getByTestId(TEST_IDS.panelClose).click();
  await goTo(page, byMouse, 'overview');
  await page.keyboard.press('F5');
  await expect(page.getByTestId(HISTORY_IDS.driftNote)).toBeVisible({ timeout: 30_000 });
  await idle(page);
  await expectAccessible(page, 'overview with drift');
  await goTo(page, byMouse, 'set-up');
  await expect(page.locator('.mark-drifted').first()).toBeVisible();
  await goTo(page, byMouse, 'verify');
  await expect(page.locator('.proof .changed-since').first()).toBeVisible();
  await page.getByTestId(HISTORY_IDS.driftShow).click();
  await expect(page.getByTestId(HISTORY_IDS.comparison).locator('table').first()).toBeVisible();
  await page.keyboard.press('F7');
  await expect(page.locator('[data-difference]').first()).toBeFocused();
  await page.keyboard.press('Shift+F7');
  await expect(page.locator('[data-difference]').last()).toBeFocused();
  await expectAccessible(page, 'comparison');

  await page.getByTestId(HISTORY_IDS.back).click();
  const kinds = await page
    .locator('.history-entry')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-kind')));
  expect(kinds.filter((kind) => kind === 'run')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'approval')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'read').length).toBeGreaterThan(2);
  await expectAccessible(page, 'history');
  await page.getByTestId(HISTORY_IDS.kind).selectOption('run');
  await expect(page.locator('.history-entry')).toHaveCount(1);
  await page.locator('[data-testid^="history-open-"]').click();
  await expect(page.locator('main h1')).toContainText(fingerprint);
  await expect(page.getByTestId(HISTORY_IDS.journal)).toBeVisible();
  await expect(page.getByTestId(HISTORY_IDS.integrity)).toHaveClass(/tone-ok/);
  expect(await unnamedApplications(page)).toEqual([]);
  await expect(page.locator('.history-action .command-where')).not.toHaveCount(0);
  await expectAccessible(page, 'run in detail');
  expect(app.problems).toEqual([]);
  await app.close();
});
