/** F6 order is the order of these elements in the document. */
const REGIONS = '[data-region]';
/** Where focus lands in a region: its heading, its current item, or its first control. */
const STARTS = [
  'h1',
  'h2[tabindex]',
  '[aria-current="page"]',
  'button:not(:disabled), a[href], input, select',
];

function focusIn(region: Element): void {
  for (const start of STARTS) {
    const target = region.querySelector<HTMLElement>(start);
    if (target !== null) {
      target.focus();
      return;
    }
  }
}

/** Moves focus to the next or previous region, around the end. */
export function cycleRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll(REGIONS)];
  if (regions.length === 0) return;
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  const next = current === -1 ? 0 : (current + step + regions.length) % regions.length;
  const region = regions[next];
  if (region !== undefined) focusIn(region);
}
