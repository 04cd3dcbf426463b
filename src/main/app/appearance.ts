/** What of the settings main itself applies to windows: zoom, and the colours of what Chromium draws. */
import { BrowserWindow, nativeTheme, type App, type WebContents } from 'electron';
import { nextTextSize, type TextSize, type ThemeChoice } from '../../shared/settings';
import type { Preferences } from './preferences';

/** Our own high contrast is light on black. */
function sourceOf(theme: ThemeChoice): 'system' | 'light' | 'dark' {
  return theme === 'contrast' ? 'dark' : theme;
}

function zoom(webContents: WebContents, textSize: TextSize): void {
  webContents.setZoomFactor(textSize / 100);
}

/** Applies to everything that is open. */
export function showAppearance({ values }: Preferences): void {
  nativeTheme.themeSource = sourceOf(values.theme);
  for (const window of BrowserWindow.getAllWindows()) zoom(window.webContents, values.textSize);
}

/**
 * Gives every window its zoom when its page is there, and follows Ctrl with the mouse wheel. Chromium keeps zoom by
 * address, so that a page that was loaded anew would have it, and a second data folder would not.
 */
export function followAppearance(
  app: App,
  preferences: Preferences,
  onZoom: (size: TextSize) => void,
): void {
  app.on('browser-window-created', (_event, window) => {
    const { webContents } = window;
    webContents.on('dom-ready', () => zoom(webContents, preferences.values.textSize));
    webContents.on('zoom-changed', (_zoomed, direction) => {
      onZoom(nextTextSize(preferences.values.textSize, direction === 'in' ? 1 : -1));
    });
  });
}
