import type { Language } from '../../shared/languages';

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
  Delete: 'Del',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  ' ': 'Space',
};

/** What keyboards of a language have written on them; Chinese ones have the English names. */
const KEY_NAMES: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {
  fr: {
    Shift: 'Maj',
    Enter: 'Entrée',
    Escape: 'Échap',
    Delete: 'Suppr',
    Insert: 'Inser',
    Backspace: 'Retour arrière',
    Home: 'Origine',
    End: 'Fin',
    PageUp: 'Pg préc',
    PageDown: 'Pg suiv',
    Space: 'Espace',
    ' ': 'Espace',
  },
  'zh-TW': { Space: '空白鍵', ' ': '空白鍵' },
};

/** Keys as people of a language read them. */
export function keysText(keys: string, language: Language): string {
  const [last = '', ...held] = keys.endsWith('++')
    ? ['+', ...keys.slice(0, -2).split('+').reverse()]
    : keys.split('+').reverse();
  const names = { ...SIGNS, ...KEY_NAMES[language] };
  return [...held.reverse(), last].map((key) => names[key] ?? key).join('+');
}
