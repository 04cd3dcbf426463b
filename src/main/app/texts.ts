/** Texts that main itself shows: dialogs, menus, the crash page. Loaded when first needed. */
import type { Language } from '../../shared/languages';
import type { Translator } from '../../shared/messages';

const translators = new Map<Language, Translator>();

/** The translator of a language with the whole catalogue. */
export async function loadTexts(language: Language): Promise<Translator> {
  const known = translators.get(language);
  if (known !== undefined) return known;
  const [{ createTranslator }, { messagesOf }] = await Promise.all([
    import('../../shared/messages'),
    import('../../shared/messages/sync'),
  ]);
  const made = createTranslator(language, messagesOf(language));
  translators.set(language, made);
  return made;
}
