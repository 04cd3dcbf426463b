/** Names of the languages, each in its own language. */
export const LANGUAGE_NAMES = { en: 'English', 'zh-TW': '繁體中文', fr: 'Français' } as const;

/** Theme choices in the order they are offered. */
export { THEME_CHOICES as THEMES } from '../../shared/settings';
