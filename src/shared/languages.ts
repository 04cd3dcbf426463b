/** Languages of the interface, command line and reports. */
export const LANGUAGES = ['en', 'zh-TW', 'fr'] as const;
/** One of the languages, as a BCP 47 tag. */
export type Language = (typeof LANGUAGES)[number];

/** Names of the languages, each in its own language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-TW': '繁體中文',
  fr: 'Français',
};

/** Picks the language nearest to a system locale such as `fr_CA.UTF-8`, `zh-Hant-HK`; English where none fits. */
export function nearestLanguage(locale: string | undefined): Language {
  const tag = (locale ?? '').toLowerCase();
  if (tag.startsWith('fr')) return 'fr';
  if (tag.startsWith('zh')) return 'zh-TW';
  return 'en';
}
