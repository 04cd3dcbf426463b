import { useEffect, useState } from 'react';
import type { Language } from '../../shared/languages';
import { createTranslator, type Messages, type Translator } from '../../shared/messages';
import { useTranslator } from './translator';

/**
 * The texts of an area that is loaded only when it is shown; null until they are there. The last ones stay while
 * another language loads. `load` must be the same function at each call.
 */
export function useArea(load: (language: Language) => Promise<Messages>): Translator | null {
  const { language } = useTranslator();
  const [texts, setTexts] = useState<Translator | null>(null);
  useEffect(() => {
    let wanted = true;
    void load(language).then((messages) => {
      if (wanted) setTexts(createTranslator(language, messages));
    });
    return () => {
      wanted = false;
    };
  }, [language, load]);
  return texts;
}
