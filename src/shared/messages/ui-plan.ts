/** The area `ui-plan`, which the window loads with the screens of plan and run. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadPlanMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./ui-plan.en.json')).default;
    case 'zh-TW':
      return (await import('./ui-plan.zh-TW.json')).default;
    case 'fr':
      return (await import('./ui-plan.fr.json')).default;
  }
}
