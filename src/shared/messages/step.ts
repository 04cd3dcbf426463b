/** The area `step`: texts of what the wizard asks beside its fields. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadStepMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./step.en.json')).default;
    case 'zh-TW':
      return (await import('./step.zh-TW.json')).default;
    case 'fr':
      return (await import('./step.fr.json')).default;
  }
}
