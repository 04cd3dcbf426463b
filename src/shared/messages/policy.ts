/** The area `policy`: what an organisation can set, for the Settings screen; templates and guide are made from it too. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadPolicyMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./policy.en.json')).default;
    case 'zh-TW':
      return (await import('./policy.zh-TW.json')).default;
    case 'fr':
      return (await import('./policy.fr.json')).default;
  }
}
