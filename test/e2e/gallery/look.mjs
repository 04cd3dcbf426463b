/** Looks at one screen of the gallery: takes its picture and says everything that is wrong with it. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { OUTPUT } from './serve.mjs';

/** Presses of Tab between two questions whether it is round, and the most of them. */
const PRESSES = 10;
const MOST_PRESSES = 400;

/** Runs in the page. What does not fit: the page wider than the window, or text cut off without an ellipsis. */
const overflows = () => {
  const found = [];
  const page = document.scrollingElement;
  if (page !== null && page.scrollWidth > page.clientWidth + 1)
    found.push('page is wider than the window');
  for (const element of document.querySelectorAll('main, main *, nav *, header *')) {
    const style = getComputedStyle(element);
    if (
      style.overflowX === 'visible' ||
      element.closest('.visually-hidden, [data-testid="log"], .logs, .feature-scroll') !== null
    )
      continue;
    if (element.matches('input, textarea, select') || style.textOverflow === 'ellipsis') continue;
    if (style.clipPath !== 'none' || element.scrollWidth <= element.clientWidth + 1) continue;
    found.push(`${element.tagName.toLowerCase()}.${element.className} is cut off`);
  }
  return found;
};

/** Runs in the page: turns the direction of writing round; commands keep theirs. */
const writeFrom = (direction) => {
  document.documentElement.dir = direction;
  for (const provider of document.querySelectorAll('.fui-FluentProvider')) {
    provider.setAttribute('dir', direction);
  }
};

/** Every rule of axe, the size of targets too, which is off by default. */
async function axeFaults(page) {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'target-size': { enabled: true } } })
    .setLegacyMode(true)
    .analyze();
  return violations.map(
    ({ id, nodes }) => `axe ${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

/** Goes around with Tab: what it misses, takes out of order, or shows no ring on. */
async function tabFaults(page) {
  await page.evaluate(() => screenChecks.watchFocus());
  const isRound = () => page.evaluate(() => tabWalk.isRound());
  for (let pressed = 0; pressed < MOST_PRESSES && !(await isRound()); pressed += PRESSES)
    for (let press = 0; press < PRESSES; press += 1) await page.keyboard.press('Tab');
  const { visited, ...wrong } = await page.evaluate(() => tabWalk.result());
  const found = Object.entries(wrong).flatMap(([what, items]) =>
    items.map((item) => `tab ${what}: ${item}`),
  );
  return visited === 0 ? ['tab reaches nothing', ...found] : found;
}

/** Shows the shot on this page, takes its picture and returns everything that is wrong with it. */
export async function look(page, address, shot) {
  const { name, scene, language, theme, width, height, forcedColors = 'none', act } = shot;
  const faults = [];
  const onConsole = (message) => {
    if (message.type() === 'error') faults.push(message.text());
  };
  const onError = (error) => faults.push(String(error));
  page.on('console', onConsole).on('pageerror', onError);
  await page.setViewportSize({ width, height });
  const colorScheme = theme === 'contrast' ? 'dark' : theme;
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce', forcedColors });
  await page.goto(`${address}/?scene=${scene}&language=${language}&theme=${theme}`);
  await page.waitForSelector('h1');
  if (shot.direction !== undefined) await page.evaluate(writeFrom, shot.direction);
  await act?.(page);
  // Screens are loaded when they are shown first.
  await page.locator('.screen-wait').waitFor({ state: 'detached' });
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) });
  faults.push(...(await axeFaults(page)));
  faults.push(...(await page.evaluate(overflows)));
  faults.push(...(await page.evaluate(() => screenChecks.clipped())));
  const moving = await page.evaluate(() => screenChecks.moving());
  faults.push(...moving.map((part) => `moves: ${part}`));
  // These take the focus elsewhere, which may close what is open.
  if (shot.walk) faults.push(...(await tabFaults(page)));
  if (shot.zoomed) faults.push(...(await page.evaluate(() => screenChecks.reflow())));
  page.off('console', onConsole).off('pageerror', onError);
  return faults;
}
