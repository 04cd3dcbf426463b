/** The window's shortcuts: what exists, which keys it has, and which keys a person may give it instead. */

/** Groups of the shortcut sheet, in its order. */
export const SHORTCUT_GROUPS = ['everywhere', 'customer', 'view'] as const;
export type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

/** Every shortcut with its group and its usual keys; the second is for keyboards on which the first needs Shift. */
export const SHORTCUTS = {
  palette: { group: 'everywhere', keys: ['Ctrl+K'] },
  customers: { group: 'everywhere', keys: ['Ctrl+Shift+O'] },
  settings: { group: 'everywhere', keys: ['Ctrl+,'] },
  help: { group: 'everywhere', keys: ['F1'] },
  sheet: { group: 'everywhere', keys: ['Ctrl+/', 'Ctrl+F1'] },
  window: { group: 'everywhere', keys: ['Ctrl+Shift+N'] },
  lock: { group: 'everywhere', keys: ['Ctrl+Shift+L'] },
  back: { group: 'everywhere', keys: ['Alt+ArrowLeft'] },
  'next-region': { group: 'everywhere', keys: ['F6'] },
  'previous-region': { group: 'everywhere', keys: ['Shift+F6'] },
  read: { group: 'customer', keys: ['F5'] },
  primary: { group: 'customer', keys: ['Ctrl+Enter'] },
  pause: { group: 'customer', keys: ['Ctrl+.', 'Ctrl+Shift+P'] },
  log: { group: 'customer', keys: ['Ctrl+L'] },
  'next-difference': { group: 'customer', keys: ['F7'] },
  'previous-difference': { group: 'customer', keys: ['Shift+F7'] },
  copy: { group: 'customer', keys: ['Ctrl+Shift+C'] },
  'zoom-in': { group: 'view', keys: ['Ctrl+=', 'Ctrl++'] },
  'zoom-out': { group: 'view', keys: ['Ctrl+-'] },
  'zoom-reset': { group: 'view', keys: ['Ctrl+0'] },
} as const satisfies Readonly<
  Record<string, { readonly group: ShortcutGroup; readonly keys: readonly string[] }>
>;
/** One shortcut. */
export type ShortcutId = keyof typeof SHORTCUTS;
/** All of them, in the order of the sheet. */
export const SHORTCUT_IDS = Object.keys(SHORTCUTS).filter(isShortcutId);

/** Keys that a person gave instead of the usual ones. */
export type ShortcutChoices = Readonly<Partial<Record<ShortcutId, string>>>;

/** True for the id of a shortcut. */
function isShortcutId(id: string): id is ShortcutId {
  return Object.hasOwn(SHORTCUTS, id);
}

/** The keys that a shortcut has now. */
export function keysOf(id: ShortcutId, choices: ShortcutChoices): readonly string[] {
  const chosen = choices[id];
  return chosen === undefined ? SHORTCUTS[id].keys : [chosen];
}

/** Which shortcut these keys have now. */
export function shortcutFor(keys: string, choices: ShortcutChoices): ShortcutId | undefined {
  return SHORTCUT_IDS.find((id) => keysOf(id, choices).includes(keys));
}

const MODIFIERS = /^(?:(Ctrl)\+)?(?:(Alt)\+)?(?:(Shift)\+)?(.+)$/;
const FUNCTION_KEY = /^F(?:[1-9]|1[0-2])$/;
const PLAIN_KEY = /^(?:[A-Z0-9]|[,./;'[\]\\=+-]|Enter|Arrow(?:Left|Right|Up|Down))$/;

/** Keys of the system, of every text field, and of the window itself. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['A', 'C', 'M', 'Q', 'R', 'V', 'W', 'X', 'Y', 'Z'].map((key) => `Ctrl+${key}`),
  'Ctrl+Shift+Z',
  'Ctrl+Shift+V',
  'Ctrl+Shift+I',
  'Ctrl+Shift+R',
  ...['Left', 'Right', 'Up', 'Down'].flatMap((arrow) => [
    `Ctrl+Arrow${arrow}`,
    `Ctrl+Shift+Arrow${arrow}`,
  ]),
  'Alt+F4',
  'F10',
  'Shift+F10',
  'F11',
  'F12',
]);

/** Why keys cannot be given to a shortcut. */
export type ShortcutRefusal =
  | { readonly kind: 'single' }
  | { readonly kind: 'reserved' }
  | { readonly kind: 'taken'; readonly by: ShortcutId };

/** Why `keys` cannot be given to `id`; null where they can. */
export function refusalOf(
  id: ShortcutId,
  keys: string,
  choices: ShortcutChoices,
): ShortcutRefusal | null {
  const [, control, alt, , key = ''] = MODIFIERS.exec(keys) ?? [];
  const isFunctionKey = FUNCTION_KEY.test(key);
  // A key alone types a character, and some people only have few keys to press at once by accident.
  if (!isFunctionKey && control === undefined && alt === undefined) return { kind: 'single' };
  // Ctrl+Alt is AltGr, which types characters on many keyboards.
  const isAltGraph = control !== undefined && alt !== undefined;
  if (RESERVED.has(keys) || isAltGraph || !(isFunctionKey || PLAIN_KEY.test(key)))
    return { kind: 'reserved' };
  const owner = SHORTCUT_IDS.find((other) => other !== id && keysOf(other, choices).includes(keys));
  return owner === undefined ? null : { kind: 'taken', by: owner };
}

/** True where every choice may be made beside the others. */
export function areChoicesUsable(choices: ShortcutChoices): boolean {
  return SHORTCUT_IDS.every((id) => {
    const keys = choices[id];
    return keys === undefined || refusalOf(id, keys, choices) === null;
  });
}
