import type { BadgeView } from '../../../shared/ipc/views';

const COLOURS = 12;

/** The first characters of a word, never half of one. */
function firstOf(word: string, count: number): string {
  return Array.from(word).slice(0, count).join('');
}

/** Two letters and a colour that tell customers apart; the same name always gives the same badge. */
export function badgeOf(name: string): BadgeView {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first = '', second = ''] = words;
  const letters = firstOf(first, second === '' ? 2 : 1) + firstOf(second, 1);
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return { letters: letters === '' ? '?' : letters.toUpperCase(), colour: hash % COLOURS };
}
