/** The area `diagnosis`, which the window loads only when a text is diagnosed: it is larger than all the others. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadDiagnosisMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./diagnosis.en.json')).default;
    case 'zh-TW':
      return (await import('./diagnosis.zh-TW.json')).default;
    case 'fr':
      return (await import('./diagnosis.fr.json')).default;
  }
}
