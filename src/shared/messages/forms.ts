/** The area `forms`, which the window loads only with forms and what goes on in runs. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadFormsMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./forms.en.json')).default;
    case 'zh-TW':
      return (await import('./forms.zh-TW.json')).default;
    case 'fr':
      return (await import('./forms.fr.json')).default;
  }
}
