/** The area `history`, which the window loads only with the screens History and Report. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads it in one language. */
export async function loadHistoryMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./history.en.json')).default;
    case 'zh-TW':
      return (await import('./history.zh-TW.json')).default;
    case 'fr':
      return (await import('./history.fr.json')).default;
  }
}
