import type { BadgeView } from '../../../shared/ipc/views';

const COLOURS = 12;

/** Two letters and a colour that tell customers apart; the same name always gives the same badge. */
export function badgeOf(name: string): BadgeView {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first = '', second = ''] = words;
  const letters = [...first].slice(0, second === '' ? 2 : 1).join('') + [...second].slice(0, 1).join('');
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return { letters: letters === '' ? '?' : letters.toUpperCase(), colour: hash % COLOURS };
}
