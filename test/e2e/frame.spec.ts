/** The frame around every screen: keyboard, palette, shortcuts, zoom, high contrast and forced colours. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../src/renderer/settings-testids';
import { TEST_IDS, testId } from '../../src/renderer/testids';
import { LANGUAGES } from '../../src/shared/languages';
import { expectAccessible } from './support/axe';
import { clippedTexts, expectPractice, movingParts } from './support/acceptance';
import { callBridge } from './support/bridge';
import { reflowFaults, ringlessControls, walkWithTab, zoomTo } from './support/frame';
import { launch, newDataFolder, type RunningApp } from './support/launch';
import { byMouse, goTo, openCustomer } from './support/screens';
import { enter, readAndPlan } from './support/walk';

/** The full suite takes every screen in every theme and language, the usual one in one after the other. */
const FULL = process.env['CROSSPREM_FULL'] === '1';
test.describe.configure({ timeout: FULL ? 1_200_000 : 300_000 });

/** The places of the navigation, by their ids. */
async function places(page: Page): Promise<readonly string[]> {
  const ids = await page
    .getByTestId(TEST_IDS.navigation)
    .locator('button:not([aria-expanded])')
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['testid'] ?? ''));
  return ids.map((id) => id.slice(testId.nav('').length));
}

const focusedRegion = (page: Page) =>
  page.evaluate(() =>
    document.activeElement?.closest('[data-region]')?.getAttribute('data-region'),
  );
/** Steps 2 and 3 and steps 4 to 6 stand under lines of their own, and the second is open while the first is not done. */
async function expectTwoBranches(page: Page): Promise<void> {
  const branches = await page.locator('.rail-branch').evaluateAll((items) =>
    items.map((item) => ({
      name: item.querySelector('.rail-branch-name')?.textContent,
      numbers: [...item.querySelectorAll('.rail-name')].map(({ textContent }) =>
        Number.parseInt(textContent, 10),
      ),
      line: Number.parseFloat(getComputedStyle(item, '::before').borderInlineStartWidth) > 0,
      isIndented:
        Number.parseFloat(getComputedStyle(item).paddingInlineStart) > 0 &&
        item.getClientRects().length > 0,
    })),
  );
  const drawn = { line: true, isIndented: true };
  expect(branches).toEqual([
    { name: 'Identity', numbers: [2, 3], ...drawn },
    { name: 'Trust', numbers: [4, 5, 6], ...drawn },
  ]);
  const third = page.getByTestId(testId.stepState('partner-application'));
  await expect(third).not.toContainText('Verified');
  await page.getByTestId(testId.step('export-certificate')).click();
  await expect(page.getByTestId(testId.step('export-certificate'))).toHaveAttribute(
    'aria-current',
    'step',
  );
  await expect(page.locator('main h1')).toContainText('Export');
  await expect(third).not.toContainText('Verified');
}

// acceptance 1, 5, 6, 8, 9, 31
test('palette, shortcuts, regions and zoom work by keyboard, and what is set is kept', async () => {
  const data = newDataFolder();
  const app = await launch({ data });
  const { page } = app;
  const tiles = page.getByTestId(TEST_IDS.firstRun).locator('button');
  await expect(tiles.first()).toBeVisible();
  expect((await tiles.allInnerTexts()).slice(0, 3)).toEqual(['English', '繁體中文', 'Français']);
  await enter(page, byMouse, 'en');
  await readAndPlan(page, byMouse);

  await page.keyboard.press('F1');
  await expect(page.getByTestId(TEST_IDS.panel)).toBeVisible();
  const regions: unknown[] = [];
  for (let press = 0; press < 5; press += 1) {
    await page.keyboard.press('F6');
    regions.push(await focusedRegion(page));
  }
  expect(regions).toEqual(['title', 'navigation', 'main', 'panel', 'title']);
  await page.keyboard.press('Shift+F6');
  expect(await focusedRegion(page)).toBe('panel');

  await page.keyboard.press('Control+k');
  await expect(page.getByTestId(SETTINGS_TEST_IDS.paletteInput)).toBeFocused();
  await page.keyboard.type('HX-TEN');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId(SETTINGS_TEST_IDS.paletteError)).toContainText('HX-TEN');
  await expectAccessible(page, 'an error in the palette');
  await page.keyboard.press('Escape');
  await page.getByTestId(SETTINGS_TEST_IDS.paletteInput).fill('contoso');
  await expectAccessible(page, 'palette');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId(SETTINGS_TEST_IDS.palette)).toBeHidden();
  await expect(page.getByTestId(TEST_IDS.panel)).toBeVisible();
  expect(await focusedRegion(page)).toBe('panel');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId(TEST_IDS.panel)).toBeHidden();

  await page.keyboard.press('Control+/');
  const sheet = page.getByTestId(SETTINGS_TEST_IDS.sheet);
  await expect(sheet).toBeVisible();
  await expectAccessible(page, 'shortcut sheet');
  for (let press = 0; press < 5; press += 1) {
    await page.keyboard.press('Tab');
    expect(await sheet.evaluate((box) => box.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 768),
  );
  await goTo(page, byMouse, 'set-up');
  await page.getByTestId(testId.step('mail-user')).click();
  const field = page.getByTestId(testId.input('teamsRoleName'));
  await field.fill('TeamsRoleTyped');
  await page.evaluate(() => Reflect.set(window, 'isSamePage', true));
  await page.keyboard.press('Control+k');
  await page.getByTestId(SETTINGS_TEST_IDS.paletteInput).fill('français');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(field).toHaveValue('TeamsRoleTyped');
  expect(await page.evaluate(() => Reflect.get(window, 'isSamePage') === true)).toBe(true);
  expect(await reflowFaults(page)).toEqual([]);
  const cut: Record<string, readonly string[]> = {};
  for (const step of await page.locator('[data-rail-item]').all()) {
    await step.click();
    const found = await clippedTexts(page);
    if (found.length > 0) cut[await step.innerText()] = found;
  }
  for (const place of await places(page)) {
    await goTo(page, byMouse, place);
    await expect(page.locator('.spinner')).toHaveCount(0);
    const found = [...(await clippedTexts(page)), ...(await reflowFaults(page))];
    if (found.length > 0) cut[place] = found;
  }
  expect(cut).toEqual({});

  await page.keyboard.press('Control+,');
  await expect(page.getByTestId(SETTINGS_TEST_IDS.settingsSearch)).toBeVisible();
  await page.getByTestId(settingsTestId.setting('theme')).selectOption('contrast');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await page.getByTestId(settingsTestId.changeShortcut('read')).click();
  await page.keyboard.press('Control+Shift+E');
  await expect(page.getByTestId(settingsTestId.shortcut('read'))).toContainText('Ctrl+Maj+E');
  await page.keyboard.press('Control+=');
  await page.keyboard.press('Control+=');
  await page.keyboard.press('Control+-');
  await page.keyboard.press('Control+=');
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(Math.round(1024 / 1.25));
  expect(app.problems).toEqual([]);
  await app.close();

  const stored: unknown = JSON.parse(readFileSync(join(data, 'preferences.json'), 'utf8'));
  expect(stored).toMatchObject({ version: 2, textSize: 125, theme: 'contrast', language: 'fr' });
  const again = await launch({ data });
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  const factor = () =>
    again.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
    );
  await expect.poll(factor).toBeCloseTo(1.25, 2);
  await again.page.keyboard.press('Control+0');
  await expect.poll(factor).toBeCloseTo(1, 2);
  await again.close();
});

const THEMES = ['light', 'dark', 'contrast'] as const;

/** Sets the theme as the menu does, without the way through it. */
async function setTheme(app: RunningApp, theme: (typeof THEMES)[number]): Promise<void> {
  await callBridge(app, 'app.preferences', { theme });
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', theme);
}

for (const language of FULL ? LANGUAGES : (['en'] as const)) {
  // acceptance 2, 3, 4, 10, 38, 39, 40
  test(`every screen can be used by Tab, with a ring, and at 200 % and 400 %, in ${language}`, async () => {
    const app = await launch();
    const { page } = app;
    await enter(page, byMouse, language);
    await readAndPlan(page, byMouse);
    const { name } = (await openCustomer(page)) as { name: string };
    const faults: Record<string, unknown> = {};
    for (const [index, place] of (await places(page)).entries()) {
      await goTo(page, byMouse, place);
      await expect(page.locator('main h1')).toBeFocused();
      await expect(page.locator('h1')).toHaveCount(1);
      await expectPractice(page, true);
      await expect(page.getByTestId(TEST_IDS.customerChip)).toContainText(name);
      await expect(page.locator('.spinner')).toHaveCount(0);
      // Every ring in every theme; the way by Tab and axe in one after the other, in the full suite in each.
      for (const [turn, theme] of THEMES.entries()) {
        const isTurn = FULL || index % THEMES.length === turn;
        await setTheme(app, theme);
        const hidden = await ringlessControls(page);
        if (hidden.length > 0) faults[`ring on ${place} in ${theme}`] = hidden;
        if (!isTurn) continue;
        if (FULL || theme === 'contrast')
          await expectAccessible(page, `${place} in ${theme} and ${language}`, { targets: true });
        const { visited, ...wrong } = await walkWithTab(page);
        expect(visited, place).toBeGreaterThan(10);
        if (Object.values(wrong).some((list) => list.length > 0))
          faults[`${place} in ${theme}`] = wrong;
      }
    }
    expect(faults).toEqual({});
    for (const factor of [2, 4]) {
      await zoomTo(app, factor);
      for (const place of await places(page)) {
        await page.getByTestId(testId.nav(place)).click();
        await expect(page.locator('main h1')).toBeVisible();
        await expect(page.locator('.spinner')).toHaveCount(0);
        const found = await reflowFaults(page);
        if (found.length > 0) faults[`${place} at ${String(factor * 100)} %`] = found;
      }
    }
    expect(faults).toEqual({});
    expect(app.problems).toEqual([]);
    await app.close();
  });
}

// acceptance 11, 13, 40
test('with forced colours and without motion, every state has its own shape and word', async () => {
  const app = await launch();
  const { page } = app;
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await enter(page, byMouse, 'en');
  await readAndPlan(page, byMouse);
  for (const place of ['overview', 'set-up', 'plan', 'settings']) {
    await goTo(page, byMouse, place);
    await expectAccessible(page, `${place} in forced colours`);
    expect(await movingParts(page), place).toEqual([]);
  }
  await goTo(page, byMouse, 'set-up');
  const rail = page.getByTestId(TEST_IDS.rail);
  await expect(rail.locator('[aria-current="step"]')).toHaveCount(1);
  // Mark and word of each step: the same word always has the same drawing, and another word another one.
  const states = await rail.locator('li > .rail-item').evaluateAll((items) =>
    items.map((item) => {
      const drawing = item.querySelector('svg')?.cloneNode(true) as Element;
      for (const text of drawing.querySelectorAll('text')) text.remove();
      const word = item.querySelector('[data-testid^="step-state-"]')?.textContent ?? '';
      return { word: word.replace(/\d+/g, ''), drawing: drawing.innerHTML };
    }),
  );
  const drawings = new Map(states.map(({ word, drawing }) => [word, drawing]));
  expect(states.every(({ word, drawing }) => drawings.get(word) === drawing)).toBe(true);
  expect(new Set(drawings.values()).size).toBe(drawings.size);
  expect(drawings.size).toBeGreaterThan(1);
  expect([...drawings.keys()].every((word) => word.length > 2)).toBe(true);
  await expectTwoBranches(page);
  await app.close();
});
