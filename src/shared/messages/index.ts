/**
 * The message catalogue: flat ICU messages by area and language in `<area>.<language>.json`. The window loads one
 * language at a time with `loadMessages`; main, command line and tests use `messagesOf` of `./sync`.
 */
import type { Language } from '../languages';
import type { Messages } from './translate';

export type { MessageKey } from './keys';
export { createTranslator } from './translate';
export type { Messages, Translator } from './translate';

/** Loads what the window shows (areas ui, errors, core, lab, sign-in and doctor) in one language. */
export async function loadMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./window.en')).default;
    case 'zh-TW':
      return (await import('./window.zh-TW')).default;
    case 'fr':
      return (await import('./window.fr')).default;
  }
}
