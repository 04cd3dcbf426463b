/** What the practice customer is called. Its record keeps one name; people read it in their language. */
import type { Language } from '../languages';

const NAMES: Readonly<Record<Language, string>> = {
  en: 'Practice',
  fr: 'Exercice',
  'zh-TW': '練習',
};

/** The name in the practice customer's record, as long as nobody gave it another. */
export const PRACTICE_NAME = NAMES.en;

const MADE: ReadonlySet<string> = new Set(Object.values(NAMES));

/** A customer's name as it is shown: the practice customer's in this language, unless somebody chose another. */
export function shownName(
  { name, practice }: { readonly name: string; readonly practice: boolean },
  language: Language,
): string {
  return practice && MADE.has(name) ? NAMES[language] : name;
}
