/** The area `settings`: the Settings screen, the palette and the shortcut sheet, loaded at the first of them. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadSettingsMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./settings.en.json')).default;
    case 'zh-TW':
      return (await import('./settings.zh-TW.json')).default;
    case 'fr':
      return (await import('./settings.fr.json')).default;
  }
}
