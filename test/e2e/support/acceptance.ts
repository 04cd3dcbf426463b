/** What holds for every screen: names beside application ids, nothing cut off, the practice mark. */
import { expect, type Page } from '@playwright/test';
import { APPLICATIONS, applicationName } from '../../../src/shared/applications';
import { TEST_IDS } from '../../../src/renderer/testids';
import { clippedInPage, movingInPage } from './in-page';

const KNOWN = Object.values(APPLICATIONS).map((id) => [id, applicationName(id)] as const);

/** Application ids that stand on the screen without their product name in the same row, card line or block of code. */
export async function unnamedApplications(page: Page): Promise<readonly string[]> {
  return page.evaluate((known) => {
    const BESIDE = 'p, li, tr, dd, h3, summary, caption, figure, [role="tabpanel"], .log-line';
    const faults: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.toLowerCase() ?? '';
      const parent = texts.currentNode.parentElement;
      if (parent === null || parent.getClientRects().length === 0) continue;
      if (parent.closest('.visually-hidden') !== null) continue;
      const folded = parent.closest('details:not([open])');
      if (folded !== null && parent.closest('summary') === null) continue;
      for (const [id, name] of known) {
        const box = parent.closest<HTMLElement>(BESIDE) ?? parent;
        if (!text.includes(id)) continue;
        // In a card about one application its heading has the name.
        const heading = parent.closest('.card, section')?.querySelector('h2, h3');
        const beside = `${box.innerText} ${heading?.textContent ?? ''}`;
        const names = [name, name.replace('Online', 'Server')].flatMap((word) => [
          word,
          word.replace('Skype for Business', 'Skype Entreprise'),
          word.replace('Skype for Business', '商務用 Skype'),
        ]);
        if (!names.some((word) => beside.includes(word)))
          faults.push(`${id} in ${box.tagName.toLowerCase()} ${box.innerText.slice(0, 80)}`);
      }
    }
    return faults;
  }, KNOWN);
}

/** Texts that are cut off by their own box, and neighbouring controls that cover one another. */
export async function clippedTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(clippedInPage);
}

/** What moves on the screen, or would, were it let. */
export async function movingParts(page: Page): Promise<readonly string[]> {
  return page.evaluate(movingInPage);
}

/** The practice stripe with its word is there, or nothing of it is. */
export async function expectPractice(page: Page, is: boolean): Promise<void> {
  const stripe = page.getByTestId(TEST_IDS.practiceStripe);
  if (!is) {
    await expect(stripe).toHaveCount(0);
    return;
  }
  await expect(stripe).toBeInViewport();
  await expect(stripe.locator('strong')).not.toBeEmpty();
}
