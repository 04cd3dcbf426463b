export { LANGUAGE_NAMES } from '../../shared/languages';

/** Theme choices in the order they are offered. */
export { THEME_CHOICES as THEMES } from '../../shared/settings';
