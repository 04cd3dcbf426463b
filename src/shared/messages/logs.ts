/** The area `logs`, which the window loads only when the log is shown. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadLogMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./logs.en.json')).default;
    case 'zh-TW':
      return (await import('./logs.zh-TW.json')).default;
    case 'fr':
      return (await import('./logs.fr.json')).default;
  }
}
