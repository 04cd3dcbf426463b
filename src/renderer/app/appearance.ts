import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Language } from '../../shared/languages';
import type { ThemeChoice } from '../../shared/settings';
import { useView } from '../state/context';

/** The looks that the style sheets know. */
type Look = 'light' | 'dark' | 'contrast';

const DARK = '(prefers-color-scheme: dark)';
const STILL = '(prefers-reduced-motion: reduce)';

/** Whether the system asks for this; follows it. */
function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Black, white, and one colour for what is chosen or under the pointer; the same as styles/tokens.css. */
function contrastColour(token: string): string | null {
  if (/Shadow/.test(token)) return 'transparent';
  if (/Disabled/.test(token)) return /Foreground|Stroke/.test(token) ? '#3ff23f' : '#000000';
  if (/Foreground(OnBrand|Inverted)|ForegroundStaticInverted/.test(token)) return '#000000';
  if (/BrandBackground|NeutralStrokeAccessibleSelected|BrandStroke/.test(token)) return '#1aebff';
  if (/BrandForeground/.test(token)) return '#ffff00';
  if (/Background/.test(token)) return /Hover|Pressed/.test(token) ? '#333333' : '#000000';
  if (/Foreground|Stroke/.test(token)) return '#ffffff';
  return null;
}

function contrastTheme(): Theme {
  const changed = Object.keys(webDarkTheme)
    .filter((token) => /^color(Neutral|Brand|Compound|Subtle|Transparent|Stroke)/.test(token))
    .map((token) => [token, contrastColour(token)] as const)
    .filter(([, colour]) => colour !== null);
  return { ...webDarkTheme, ...Object.fromEntries(changed) };
}

const THEMES: Readonly<Record<Look, () => Theme>> = {
  light: () => webLightTheme,
  dark: () => webDarkTheme,
  contrast: contrastTheme,
};

/** Fluent's theme for a look and language; the rest of the look is in styles/tokens.css. */
function themeOf(look: Look, language: Language): Theme {
  const chinese = language === 'zh-TW';
  return {
    ...THEMES[look](),
    fontFamilyBase: 'var(--font)',
    fontFamilyMonospace: 'var(--mono)',
    lineHeightBase200: chinese ? '18px' : '16px',
    lineHeightBase300: chinese ? '22px' : '20px',
  };
}

function lookOf(choice: ThemeChoice, systemDark: boolean): Look {
  if (choice !== 'system') return choice;
  return systemDark ? 'dark' : 'light';
}

/** Follows what was chosen, or the system, and tells the style sheets. Text size is main's: it is the zoom. */
export function useAppearance(): Theme {
  const language = useView((view) => view.language);
  const choice = useView((view) => view.theme);
  const { motion, density, panelWidth } = useView((view) => view.settings);
  const look = lookOf(choice, useMedia(DARK));
  const systemStill = useMedia(STILL);
  const still = motion === 'reduced' || (motion === 'system' && systemStill);
  useEffect(() => {
    const { dataset, style } = document.documentElement;
    dataset['theme'] = look;
    dataset['motion'] = still ? 'reduced' : 'full';
    dataset['density'] = density;
    style.setProperty('--panel', `${panelWidth}px`);
  }, [look, still, density, panelWidth]);
  return useMemo(() => themeOf(look, language), [look, language]);
}
