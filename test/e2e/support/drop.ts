/** Files that a person drops on the window. */
import type { Page } from '@playwright/test';

/** Drops a file on the middle of the window. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], file));
      document
        .querySelector('main')
        ?.dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        );
    },
    [name, text] as const,
  );
}
