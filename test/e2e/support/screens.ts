/** Walking through the screens as a person does, and taking their pictures. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { testId } from '../../../src/renderer/testids';
import { unnamedApplications } from './acceptance';
import { expectAccessible } from './axe';

const PICTURES = resolve(__dirname, '../../../test-output/screenshots');
/** The full suite takes pictures, and has axe look at every language. */
const FULL = process.env['CROSSPREM_FULL'] === '1';

/** How a control is used: by mouse, or by keyboard alone. */
export type Press = (target: Locator) => Promise<void>;

/** Presses with the mouse. */
export const byMouse: Press = async (target) => target.click();

/** Goes to a place of the navigation. */
export async function goTo(page: Page, press: Press, screen: string): Promise<void> {
  await press(page.getByTestId(testId.nav(screen)));
  await expect(page.getByTestId(testId.nav(screen))).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('main h1')).toHaveCount(1);
}

/** Checks the screens of one walk, and numbers their pictures where they are taken. */
export class Album {
  private count = 0;

  constructor(
    private readonly page: Page,
    private readonly folder: string,
    /** Whether axe looks at each screen; what it looks at is the same in every language, but for the language itself. */
    private readonly withAxe = true,
  ) {
    if (FULL) mkdirSync(join(PICTURES, folder), { recursive: true });
  }

  /** Checks the screen (with axe, too, where asked): no text that is not translated or cut off, no ids without a name. */
  async show(name: string): Promise<void> {
    this.count += 1;
    await expect(this.page.locator('main h1')).toBeVisible();
    // Parts that load late.
    await expect(this.page.locator('.spinner')).toHaveCount(0);
    const file = `${String(this.count).padStart(2, '0')}-${name}.png`;
    if (FULL) await this.page.screenshot({ path: join(PICTURES, this.folder, file) });
    if (FULL || this.withAxe) await expectAccessible(this.page, `${this.folder} ${name}`);
    expect(await this.untranslated(), `${this.folder} ${name}`).toEqual([]);
    expect(await unnamedApplications(this.page), `${this.folder} ${name}`).toEqual([]);
    const wide = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide, `sideways scroll on ${this.folder} ${name}`).toBeLessThanOrEqual(0);
  }

  /** Message keys shown instead of their text. */
  private async untranslated(): Promise<readonly string[]> {
    const text = await this.page.locator('body').innerText();
    return (
      text.match(
        /\b(ui(?:-[a-z]+)?|errors|core|keys|lab|main|sign-in|report|plan|doctor|diagnosis|notices|topology|inspection|history|practice|settings|palette)\.[a-z][\w-]*\.[\w.-]+/g,
      ) ?? []
    );
  }
}

/** Waits until nothing is under way for the open customer, and hands on its view. */
export async function idle(page: Page): Promise<Record<string, unknown>> {
  await expect
    .poll(async () => (await openCustomer(page))?.['busy'], { timeout: 90_000 })
    .toBeNull();
  const open = await openCustomer(page);
  if (open === null) throw new Error('no customer is open');
  return open;
}

/** The open customer as main shows it to the window. */
export async function openCustomer(page: Page): Promise<Record<string, unknown> | null> {
  return page.evaluate(async () => {
    const bridge = Reflect.get(window, 'crossprem') as {
      call: (
        channel: string,
        input: unknown,
      ) => Promise<{ value: { open: Record<string, unknown> | null } }>;
    };
    return (await bridge.call('app.snapshot', {})).value.open;
  });
}
