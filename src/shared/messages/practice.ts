/** The area `practice`, which the window loads only where somebody practises. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads it in one language. */
export async function loadPracticeMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./practice.en.json')).default;
    case 'zh-TW':
      return (await import('./practice.zh-TW.json')).default;
    case 'fr':
      return (await import('./practice.fr.json')).default;
  }
}
