/** The area `topology`, which the window loads only when a topology is planned. */
import type { Language } from '../languages';
import type { Messages } from './translate';

/** Loads the area in one language. */
export async function loadTopologyMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./topology.en.json')).default;
    case 'zh-TW':
      return (await import('./topology.zh-TW.json')).default;
    case 'fr':
      return (await import('./topology.fr.json')).default;
  }
}
