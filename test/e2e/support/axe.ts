import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 AA, as far as a program can tell. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Pieces of a listing that axe looks at. A script has thousands of them, in six colours over and over, and looking at
 * every one takes ten seconds.
 */
const MOST_PIECES = 400;

/** Hides the rest of long listings, or shows it again. */
async function cutListings(page: Page, isCut: boolean): Promise<void> {
  await page.evaluate(
    ({ most, hidden }) => {
      const rest = document.querySelectorAll(`pre.script > span:nth-child(n + ${most + 1})`);
      for (const piece of rest) piece.toggleAttribute('hidden', hidden);
    },
    { most: MOST_PIECES, hidden: isCut },
  );
}

/** Checks the page with axe. Legacy mode: the other one opens a second page, which the app refuses. */
export async function expectAccessible(
  page: Page,
  where: string,
  { targets = false }: { readonly targets?: boolean } = {},
): Promise<void> {
  // A screen is loaded when it is shown first.
  await expect(page.locator('.screen-wait')).toHaveCount(0);
  await cutListings(page, true);
  const { violations } = await new AxeBuilder({ page })
    // The size of targets is off by default in axe.
    .options({ rules: { 'target-size': { enabled: targets } } })
    .setLegacyMode(true)
    .withTags(TAGS)
    .analyze();
  await cutListings(page, false);
  const found = violations.map(({ id, nodes }) => ({
    rule: id,
    at: nodes.map((node) => node.html.slice(0, 200)),
  }));
  expect(found, `axe on ${where}`).toEqual([]);
}
