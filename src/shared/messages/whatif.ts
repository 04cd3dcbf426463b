/** The area `whatif`, which the window loads with a plan's trials. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadWhatIfMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./whatif.en.json')).default;
    case 'zh-TW':
      return (await import('./whatif.zh-TW.json')).default;
    case 'fr':
      return (await import('./whatif.fr.json')).default;
  }
}
