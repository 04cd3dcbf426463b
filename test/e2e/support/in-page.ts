/**
 * What is looked at inside the page, in the running app and in the gallery. Each function is handed to the page as its
 * text, so that it uses nothing from outside itself.
 */

/** Texts that are cut off by their own box, and neighbouring controls that cover one another. */
export function clippedInPage(): string[] {
  const faults: string[] = [];
  const hides = (value: string): boolean => value === 'hidden' || value === 'clip';
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (element.closest('.visually-hidden, svg, details:not([open]) > :not(summary)') !== null)
      continue;
    if (element.getClientRects().length === 0 || element.innerText.trim() === '') continue;
    // What only assistive technology reads is one pixel small.
    if (element.closest('.nav-label') !== null && element.clientWidth <= 1) continue;
    // Rows of one height, of which the chosen one stands whole beside them.
    if (element.matches('.shake-line')) continue;
    const style = getComputedStyle(element);
    const wide = element.scrollWidth > element.clientWidth + 1;
    const high = element.scrollHeight > element.clientHeight + 1;
    const isCut =
      style.display !== 'inline' &&
      ((wide && hides(style.overflowX)) || (high && hides(style.overflowY)));
    if (isCut) faults.push(`cut: ${element.className} ${element.innerText.slice(0, 60)}`);
  }
  const controls = [
    ...document.querySelectorAll<HTMLElement>('button, input, select, textarea, summary, a[href]'),
  ].filter((control) => control.closest('main, header, nav') !== null);
  const shown = controls.filter((control) => {
    const { width, height } = control.getBoundingClientRect();
    const isPainted = control.checkVisibility() && getComputedStyle(control).opacity !== '0';
    return width > 1 && height > 1 && isPainted;
  });
  /** The box that cuts off what reaches beyond it, such as one that scrolls by itself. */
  const frameOf = (element: Element): Element | null => {
    const box = element.parentElement;
    if (box === null) return null;
    const { overflowX, overflowY } = getComputedStyle(box);
    return overflowX === 'visible' && overflowY === 'visible' ? frameOf(box) : box;
  };
  const frames = new Map(shown.map((control) => [control, frameOf(control)]));
  const LAYERS = ['dialog', '.page-foot', 'main, header, nav'];
  const inSameLayer = (one: HTMLElement, other: HTMLElement): boolean =>
    frames.get(one) === frames.get(other) &&
    LAYERS.every((layer) => one.closest(layer) === other.closest(layer));
  for (const [index, one] of shown.entries())
    for (const other of shown.slice(index + 1)) {
      if (one.contains(other) || other.contains(one) || !inSameLayer(one, other)) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1)
        faults.push(`overlap: ${one.outerHTML.slice(0, 80)} and ${other.outerHTML.slice(0, 80)}`);
    }
  return faults;
}

/** What moves on the screen, or would, were it let. */
export function movingInPage(): string[] {
  return document
    .getAnimations()
    .filter((each) => Number(each.effect?.getComputedTiming().duration ?? 0) > 0)
    .map((each) => {
      const target = (each.effect as KeyframeEffect | null)?.target;
      return `${target?.tagName ?? ''} ${target?.getAttribute('class') ?? ''}`;
    });
}

/** What has to be scrolled sideways, and controls that the footer covers while they have the focus. */
export function reflowInPage(main: string): string[] {
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
}

/** What Tab met on one way around. */
export interface TabWalk {
  readonly visited: number;
  /** Controls that Tab should reach and did not. */
  readonly missed: readonly string[];
  /** Controls reached before one that stands earlier in the page. */
  readonly backward: readonly string[];
  /** Controls reached after one that stands below them in the same column. */
  readonly upward: readonly string[];
  /** Controls whose focus shows by nothing of two pixels that stands out from what is behind it. */
  readonly ringless: readonly string[];
  /** Controls smaller than 24 by 24 pixels. */
  readonly small: readonly string[];
}

/** What the page keeps of a walk. */
export interface WalkInPage {
  /** Whether Tab came back to where it was. */
  readonly isRound: () => boolean;
  readonly result: () => TabWalk;
  /** Focuses every control and says which ones show nothing of it. Begins after a press of Tab only. */
  readonly ringless: () => string[];
}

/**
 * Puts the focus before the first control and watches where it goes; what it meets is kept in the page under `tabWalk`.
 */
export function watchFocusInPage(): void {
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
  // Behind a modal dialog nothing is reached.
  const dialog = [...document.querySelectorAll<HTMLElement>('dialog:modal')].at(-1);
  const layer = dialog ?? document;
  const stops = (): HTMLElement[] =>
    [...layer.querySelectorAll<HTMLElement>('*')].filter(
      (element) => isStop(element) && isChosen(element),
    );

  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  /** Red, green, blue and opacity of any CSS colour, as the page paints it. */
  const paint = (colour: string): readonly number[] => {
    if (pen === null) return [0, 0, 0, 255];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const brightness = (rgb: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: readonly number[], other: readonly number[]): number => {
    const [low = 0, high = 0] = [brightness(one), brightness(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  /** A colour as it looks on this ground: under forced colours, newer Chromiums let a fifth of it shine through. */
  const over = (colour: readonly number[], ground: readonly number[]): readonly number[] => {
    const share = (colour[3] ?? 0) / 255;
    return ground.map((part, index) => (colour[index] ?? 0) * share + part * (1 - share));
  };
  /** The first colour behind that hides what lies under it. */
  const behind = (start: Element | null): readonly number[] => {
    for (let box = start; box !== null; box = box.parentElement) {
      const colour = paint(getComputedStyle(box).backgroundColor);
      if ((colour[3] ?? 0) > 250) return colour;
    }
    return [255, 255, 255, 255];
  };
  /** Whether boxes around it that hide what reaches beyond them leave less than two sides of a ring to be seen. */
  const isHidden = (element: Element, reach: number): boolean => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const sides = [left - reach, top - reach, -right - reach, -bottom - reach];
    const hidden = new Set<number>();
    for (let box = element.parentElement; box !== null; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const outer = box.getBoundingClientRect();
      const [x, y] = [outer.left + box.clientLeft, outer.top + box.clientTop];
      const edges = [x, y, -x - box.clientWidth, -y - box.clientHeight];
      for (const [side, edge] of edges.entries())
        if ((sides[side] ?? 0) < edge - 0.5) hidden.add(side);
    }
    return hidden.size > 2;
  };
  const hasRing = (element: Element): boolean => {
    const root = element.closest('.fui-Input, .choice, label');
    return [element, root ?? element].some((each) => {
      const style = getComputedStyle(each);
      const isThick = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
      const ring = paint(style.outlineColor);
      const offset = Number.parseFloat(style.outlineOffset);
      const isInside = offset <= -2;
      if (isHidden(each, Math.max(0, offset + 2))) return false;
      const ground = behind(isInside ? each : each.parentElement);
      return isThick && contrast(over(ring, ground), ground) >= 3;
    });
  };
  const isSmall = (element: Element): boolean => {
    const root = element.matches('input') ? (element.parentElement ?? element) : element;
    const { width, height } = root.getBoundingClientRect();
    const isInText = getComputedStyle(element).display === 'inline';
    return !isInText && (width < 24 || height < 24);
  };

  const met: HTMLElement[] = [];
  const ringless: string[] = [];
  let round = false;
  const meet = (): void => {
    const now = document.activeElement;
    if (!(now instanceof HTMLElement) || now === document.body) return;
    if (met.includes(now)) {
      round = true;
      return;
    }
    if (round) return;
    met.push(now);
    if (!hasRing(now)) ringless.push(name(now));
  };
  const isAfter = (one: Element, other: Element): boolean =>
    (other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const frameOf = (element: Element): Element | null => {
    const box = element.parentElement;
    if (box === null) return null;
    const { overflowX, overflowY } = getComputedStyle(box);
    return overflowX === 'visible' && overflowY === 'visible' ? frameOf(box) : box;
  };
  /** Eyes go down a column; beside it, the next one may begin further up. */
  const isAbove = (one: Element, other: Element): boolean => {
    const isMoved = one.closest('main') === null || frameOf(one) !== frameOf(other);
    if (isMoved || one.closest('.page-foot') !== null) return false;
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    return a.bottom <= b.top && a.left < b.right && a.right > b.left;
  };
  const after = (rule: (one: Element, other: Element) => boolean): string[] =>
    met
      .filter((stop, index) => {
        const last = met[index - 1];
        return last !== undefined && rule(stop, last);
      })
      .map(name);

  const start = dialog ?? document.querySelector('header');
  const borrows = start?.hasAttribute('tabindex') === false;
  if (borrows) start.setAttribute('tabindex', '-1');
  start?.focus();
  const giveBack = (): void => {
    if (borrows) start.removeAttribute('tabindex');
  };
  const earlier = Reflect.get(window, 'tabWalk') as { stop: () => void } | undefined;
  earlier?.stop();
  const watched = new AbortController();
  document.addEventListener('focusin', meet, { signal: watched.signal });
  Reflect.set(window, 'tabWalk', {
    stop: () => watched.abort(),
    isRound: () => round,
    result: () => {
      giveBack();
      const wanted = stops();
      return {
        visited: met.length,
        missed: wanted.filter((stop) => !met.includes(stop)).map(name),
        backward: after((stop, last) => !isAfter(stop, last)),
        upward: after(isAbove),
        ringless,
        small: wanted.filter(isSmall).map(name),
      };
    },
    ringless: () => {
      const found = stops().flatMap((stop) => {
        stop.focus();
        return document.activeElement !== stop || hasRing(stop) ? [] : [name(stop)];
      });
      giveBack();
      return found;
    },
  });
}
