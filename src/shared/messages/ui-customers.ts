/** The area `ui-customers`, which the window loads with the list of customers and what belongs to a profile. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadCustomersMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./ui-customers.en.json')).default;
    case 'zh-TW':
      return (await import('./ui-customers.zh-TW.json')).default;
    case 'fr':
      return (await import('./ui-customers.fr.json')).default;
  }
}
