/** Keys that are held, not pressed. */
const HELD: ReadonlySet<string> = new Set([
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
]);
/** What a key press is made of, as the page and React have it. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>;

/** True while an input method makes characters of the keys. `Process` is its own first key, before it composes. */
export function isComposing(press: Pick<KeyPress, 'isComposing' | 'key'>): boolean {
  return press.isComposing || press.key === 'Process';
}

/** Name of a key press with its modifiers, e.g. `Ctrl+Shift+P`; null for a modifier alone. */
export function nameOf(press: KeyPress): string | null {
  if (HELD.has(press.key)) return null;
  const control = press.ctrlKey || press.metaKey ? 'Ctrl+' : '';
  const alt = press.altKey ? 'Alt+' : '';
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  // On many layouts `/` and `.` need Shift; the character is what counts.
  const shift = press.shiftKey && (/^[A-Z]$/.test(key) || key.length > 1) ? 'Shift+' : '';
  return `${control}${alt}${shift}${key}`;
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−',
  Escape: 'Esc',
};

/** Keys as people read them. */
export function keysText(keys: string): string {
  const [last = '', ...held] = keys.endsWith('++')
    ? ['+', ...keys.slice(0, -2).split('+').reverse()]
    : keys.split('+').reverse();
  return [...held.reverse(), SIGNS[last] ?? last].join('+');
}
