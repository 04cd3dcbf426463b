/** A window of the product. Main makes it; a page cannot. */
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron';
import { APP_URL } from '../security/origin';
import { isPracticePackage } from './electron-compat';
import type { AppPaths } from './paths';
import {
  arrangementOf,
  beside,
  MINIMUM_SIZE,
  placeWindow,
  readWindowState,
  rememberWindow,
  type WindowState,
} from './window-state';

/** Colours of an empty window, equal to the canvas of the style sheets, so that nothing flashes. */
const CANVAS = { light: '#fafafa', dark: '#1f1f1f' } as const;

/** Every preference that security or start-up time rests on, defaults stated too. */
export function webPreferences(preload: string, isPackaged: boolean): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // A middle click would ask for a second window.
    disableBlinkFeatures: 'Auxclick',
    // Compiled code is cached from the first start on.
    v8CacheOptions: 'bypassHeatCheck',
    spellcheck: false,
    devTools: !isPackaged,
  };
}

/** The page ends its title with the product's name; a package made for tests shows its own there. */
function nameAfterPackage(window: BrowserWindow): void {
  window.on('page-title-updated', (event, title) => {
    event.preventDefault();
    window.setTitle(title.replace(/Crossprem$/, app.name));
  });
}

/** A window that another is placed beside. */
export type OtherWindow = Pick<BrowserWindow, 'getNormalBounds'>;

/** Opens a window, beside another where there is one; it is shown when its first frame is there. */
export function openWindow(
  paths: AppPaths,
  isPackaged: boolean,
  other: OtherWindow | null,
): BrowserWindow {
  const file = join(paths.windowFolder, 'window.json');
  const displays = (): string => arrangementOf(screen.getAllDisplays());
  const state: WindowState | undefined =
    other === null
      ? readWindowState(file, displays())
      : { ...beside(other.getNormalBounds()), maximized: false };
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(state, areas),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Crossprem',
    backgroundColor: CANVAS[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    autoHideMenuBar: true,
    ...(process.platform === 'linux' ? { icon: paths.iconFile } : {}),
    webPreferences: webPreferences(paths.preloadFile, isPackaged),
  });
  if (isPracticePackage()) nameAfterPackage(window);
  rememberWindow(window, file, displays);
  window.once('ready-to-show', () => {
    if (state?.maximized === true) window.maximize();
    window.show();
  });
  // A refused load ends on an empty window; crash.ts shows its page then.
  void window.loadURL(APP_URL).catch(() => undefined);
  return window;
}
