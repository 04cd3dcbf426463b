import type { KeyboardEvent } from 'react';

const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  ArrowRight: (at, last) => Math.min(at + 1, last),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};
const VERTICAL: readonly string[] = ['ArrowDown', 'ArrowUp', 'Home', 'End'];
const HORIZONTAL: readonly string[] = ['ArrowRight', 'ArrowLeft', 'Home', 'End'];

/** Arrows, Home and End move focus over the items; returns the item that got it. */
export function moveFocus(
  event: KeyboardEvent<HTMLElement>,
  items: string,
  direction: 'vertical' | 'horizontal' = 'vertical',
): HTMLElement | null {
  const keys = direction === 'vertical' ? VERTICAL : HORIZONTAL;
  const move = keys.includes(event.key) ? MOVES[event.key] : undefined;
  if (move === undefined || event.nativeEvent.isComposing || event.altKey || event.ctrlKey)
    return null;
  const found = [...event.currentTarget.querySelectorAll<HTMLElement>(items)];
  const at = found.findIndex((item) => item === document.activeElement);
  const target = at === -1 ? undefined : found[move(at, found.length - 1)];
  if (target === undefined) return null;
  event.preventDefault();
  target.focus();
  return target;
}
