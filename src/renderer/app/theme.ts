import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ThemeChoice } from '../../shared/ipc/views';
import type { Language } from '../../shared/languages';

const DARK = '(prefers-color-scheme: dark)';

function subscribeDark(listener: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Fluent's theme for a choice and language; the rest of the look is in styles/tokens.css. */
function themeOf(dark: boolean, language: Language): Theme {
  const chinese = language === 'zh-TW';
  return {
    ...(dark ? webDarkTheme : webLightTheme),
    fontFamilyBase: 'var(--font)',
    fontFamilyMonospace: 'var(--mono)',
    lineHeightBase200: chinese ? '18px' : '16px',
    lineHeightBase300: chinese ? '22px' : '20px',
  };
}

/** Follows the chosen theme, or the system's, and tells the style sheets. */
export function useTheme(choice: ThemeChoice, language: Language): Theme {
  const systemDark = useSyncExternalStore(subscribeDark, () => window.matchMedia(DARK).matches);
  const dark = choice === 'dark' || (choice === 'system' && systemDark);
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);
  return useMemo(() => themeOf(dark, language), [dark, language]);
}
