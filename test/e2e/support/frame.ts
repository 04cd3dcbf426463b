/** What a person without a mouse, with large text, or with few colours meets on a screen. */
import { expect, type Page } from '@playwright/test';
import { TEST_IDS } from '../../../src/renderer/testids';
import type { RunningApp } from './launch';

const MOST_STEPS = 400;

/** What Tab met on one way around. */
interface TabWalk {
  readonly visited: number;
  /** Controls that Tab should reach and did not. */
  readonly missed: readonly string[];
  /** Controls reached before one that stands earlier in the page. */
  readonly backward: readonly string[];
  /** Controls whose focus shows by nothing of two pixels. */
  readonly ringless: readonly string[];
  /** Controls smaller than 24 by 24 pixels. */
  readonly small: readonly string[];
}

/** Puts the functions of the walk into the page; what Tab meets is kept there until it is asked for. */
async function prepare(page: Page): Promise<void> {
  await page.evaluate(() => {
    const STOPS =
      'a[href], button, input, select, textarea, summary, [tabindex="0"], [contenteditable="true"]';
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()} ${element.getAttribute('data-testid') ?? element.textContent.slice(0, 30)}`;
    const isStop = (element: HTMLElement): boolean =>
      element.matches(STOPS) &&
      element.tabIndex >= 0 &&
      !element.matches(':disabled') &&
      element.getClientRects().length > 0 &&
      element.closest('[inert], details:not([open]) > :not(summary)') === null;
    // Of a group of radios, the chosen one is the stop.
    const isChosen = (element: Element): boolean => {
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
      const group = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')].filter(
        (other) => other.name === element.name,
      );
      return element.checked || (!group.some((other) => other.checked) && group[0] === element);
    };
    const hasColour = (colour: string): boolean =>
      !/transparent|rgba\(\d+, \d+, \d+, 0\)/.test(colour);
    const ringOf = (element: Element): boolean => {
      const root = element.closest('.fui-Input, .choice');
      return [element, root ?? element].some((each) => {
        const style = getComputedStyle(each);
        const width = Number.parseFloat(style.outlineWidth);
        return style.outlineStyle !== 'none' && width >= 2 && hasColour(style.outlineColor);
      });
    };
    const isSmall = (element: Element): boolean => {
      const root = element.matches('input') ? (element.parentElement ?? element) : element;
      const { width, height } = root.getBoundingClientRect();
      const isInText = getComputedStyle(element).display === 'inline';
      return !isInText && (width < 24 || height < 24);
    };
    const stops = (): HTMLElement[] =>
      [...document.querySelectorAll<HTMLElement>('*')].filter(
        (element) => isStop(element) && isChosen(element),
      );
    const met: HTMLElement[] = [];
    const ringless: string[] = [];
    const step = (): boolean => {
      const now = document.activeElement;
      if (!(now instanceof HTMLElement) || now === document.body) return true;
      if (met.includes(now)) return false;
      met.push(now);
      if (!ringOf(now)) ringless.push(name(now));
      return true;
    };
    const result = (): unknown => {
      const wanted = stops();
      const isAfter = (one: Element, other: Element): boolean =>
        (other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      return {
        visited: met.length,
        missed: wanted.filter((stop) => !met.includes(stop)).map(name),
        backward: met
          .filter((stop, index) => index > 0 && !isAfter(stop, met[index - 1] ?? stop))
          .map(name),
        ringless,
        small: wanted.filter(isSmall).map(name),
      };
    };
    Reflect.set(window, 'tabWalk', { step, result });
  });
}

/** Goes around the window once with Tab, from its first control. */
export async function walkWithTab(page: Page): Promise<TabWalk> {
  await prepare(page);
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('header')?.setAttribute('tabindex', '-1');
    document.querySelector<HTMLElement>('header')?.focus();
  });
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press('Tab');
    const goesOn = await page.evaluate(() =>
      (Reflect.get(window, 'tabWalk') as { step: () => boolean }).step(),
    );
    if (!goesOn) break;
  }
  return page.evaluate(() => {
    document.querySelector('header')?.removeAttribute('tabindex');
    return (Reflect.get(window, 'tabWalk') as { result: () => unknown }).result() as TabWalk;
  });
}

/** Makes the window as if it were this many CSS pixels wide, by zoom, as a person does. */
export async function zoomTo(app: RunningApp, factor: number): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(wanted);
  }, factor);
  await expect
    .poll(() => app.page.evaluate(() => window.innerWidth))
    .toBe(Math.round(1280 / factor));
}

/** What has to be scrolled sideways, and controls that the footer covers while they have the focus. */
export async function reflowFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate((main) => {
    const faults: string[] = [];
    const inner = document.querySelector(`[data-testid="${main}"]`);
    for (const box of [document.scrollingElement, inner])
      if (box !== null && box.scrollWidth > box.clientWidth + 1)
        faults.push(`${box.tagName} ${String(box.scrollWidth)} > ${String(box.clientWidth)}`);
    const footer = document.querySelector('.page-foot');
    const controls = document.querySelectorAll<HTMLElement>(
      'main a[href], main button, main input, main select, main textarea, main summary',
    );
    for (const control of controls) {
      if (footer === null || footer.contains(control) || control.getClientRects().length === 0)
        continue;
      control.focus();
      if (document.activeElement !== control) continue;
      const [own, over] = [control.getBoundingClientRect(), footer.getBoundingClientRect()];
      if (own.bottom > over.top + 1 && own.top < over.bottom - 1)
        faults.push(`the footer covers ${control.dataset['testid'] ?? control.tagName}`);
    }
    return faults;
  }, TEST_IDS.main);
}
