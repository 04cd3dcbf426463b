import { useEffect, useState } from 'react';
import { createTranslator, type Translator } from '../../../shared/messages';
import { loadDiagnosisMessages } from '../../../shared/messages/diagnosis';
import { useTranslator } from '../../i18n/translator';

/** The texts of answers in the window's language; null until they are loaded. The last ones stay while others load. */
export function useDiagnosisTexts(): Translator | null {
  const { language } = useTranslator();
  const [texts, setTexts] = useState<Translator | null>(null);
  useEffect(() => {
    let wanted = true;
    void loadDiagnosisMessages(language).then((messages) => {
      if (wanted) setTexts(createTranslator(language, messages));
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  return texts;
}
