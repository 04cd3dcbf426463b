import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useState,
  type ReactNode,
} from 'react';
import type { Language } from '../../shared/languages';
import { createTranslator, loadMessages, type Translator } from '../../shared/messages';

const TranslatorContext = createContext<Translator | null>(null);

/** Loads the texts of a language; each language is loaded once. */
export async function loadTranslator(language: Language): Promise<Translator> {
  return createTranslator(language, await loadMessages(language));
}

/**
 * Hands the translator to everything below and follows the language. While the next language loads, the last one
 * stays, so that nothing is drawn anew and no entered value is lost.
 */
export function TranslatorProvider(props: {
  first: Translator;
  language: Language;
  children: ReactNode;
}) {
  const { first, language, children } = props;
  const [translator, setTranslator] = useState(first);
  useEffect(() => {
    if (translator.language === language) return undefined;
    let wanted = true;
    void loadTranslator(language).then((loaded) => {
      if (wanted) setTranslator(loaded);
    });
    return () => {
      wanted = false;
    };
  }, [language, translator]);
  // Before the texts are painted, so that a screen reader never reads one language as another.
  useLayoutEffect(() => {
    document.documentElement.lang = translator.language;
  }, [translator]);
  return <TranslatorContext value={translator}>{children}</TranslatorContext>;
}

/** Texts, dates and numbers in the window's language. */
export function useTranslator(): Translator {
  const translator = useContext(TranslatorContext);
  if (translator === null) throw new Error('TranslatorProvider is missing');
  return translator;
}
