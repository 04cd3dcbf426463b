/** After `ready`: the app's own scheme, the handlers, the window; and while the page loads, the rest. */
import { app, dialog, ipcMain, Menu, session, type BrowserWindow } from 'electron';
import { nextTextSize, USUAL_SETTINGS, type TextSize } from '../../shared/settings';
import type { Composition } from '../composition';
import { makeHandlers } from '../ipc/handlers';
import { registerRouter } from '../ipc/router';
import { listBundledFiles } from '../security/bundled-files';
import { serveApp } from '../security/protocol';
import { followAppearance, showAppearance } from './appearance';
import { crashPage, watchPage } from './crash';
import { Dialogs } from './dialogs';
import { report } from './early-log';
import { menuTemplate } from './menu';
import type { AppPaths } from './paths';
import { Preferences } from './preferences';
import { guardQuit } from './quit-guard';
import { loadTexts } from './texts';
import { openWindow } from './window';

/** Opens the window and everything behind it. */
export function startWindow(paths: AppPaths): void {
  const preferences = new Preferences(paths.dataFolder, app.getLocale());
  showAppearance(preferences);
  const texts = () => loadTexts(preferences.values.language);
  let crashHtml = '';
  serveApp(session.defaultSession, {
    files: listBundledFiles(paths.rendererFolder),
    crashPage: () => crashHtml,
  });
  const ourWindows = new Set<number>();
  let built: Composition | undefined;
  let building: Promise<Composition> | undefined;
  const composed = () => (building ??= build());
  registerRouter(
    ipcMain,
    makeHandlers(
      async () => (await composed()).desk,
      async () => (await composed()).topology,
      async () => (await composed()).inspect,
      async () => (await composed()).practice,
    ),
    {
      isOurWindow: (id) => ourWindows.has(id),
      report: reportCall,
      settled: () => built?.publisher.flush(),
    },
  );
  const setZoom = (textSize: TextSize): void =>
    void composed().then(({ desk }) => desk.settings.change({ textSize }));
  followAppearance(app, preferences, setZoom);
  const window = openWindow(paths, app.isPackaged);
  ourWindows.add(window.webContents.id);
  const dialogs = new Dialogs(() => window, texts);
  const build = async (): Promise<Composition> => {
    const { compose } = await import('../composition');
    built = compose({
      paths,
      preferences,
      productVersion: app.getVersion(),
      isPackaged: app.isPackaged,
      person: dialogs,
      send: (event, payload) => {
        if (!window.isDestroyed()) window.webContents.send(event, payload);
      },
      onPreferences: () => void showPreferences(),
    });
    return built;
  };
  const zoomTo = (step: 1 | -1 | 0): void =>
    setZoom(step === 0 ? USUAL_SETTINGS.textSize : nextTextSize(preferences.values.textSize, step));
  const showPreferences = async (): Promise<void> => {
    showAppearance(preferences);
    const t = await texts();
    crashHtml = crashPage(t, paths.dataFolder);
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate(t, process.platform, app.isPackaged, zoomTo)),
    );
  };
  watchPage(window, {
    report: (event, reason) => report(event, { reason }),
    askToReload: () => dialogs.confirmReload(),
  });
  app.on('second-instance', () => bringToFront(window));
  guardQuit(app, window, {
    isRunning: () => built?.desk.isRunning === true,
    ask: () => dialogs.confirmClose(),
    finishCommand: async () => built?.desk.finishCommand(),
    dispose: async () => built?.desk.dispose(),
  });
  // The page loads in a process of its own meanwhile; its first call waits for this.
  composed().catch((fault: unknown) => dialog.showErrorBox('Crossprem', String(fault)));
  // Not needed for the first frame.
  window.once('ready-to-show', () => void showPreferences());
}

function reportCall(event: string, correlationId: string, channel: string, fault?: unknown): void {
  const stack = fault instanceof Error ? { stack: fault.stack ?? fault.message } : {};
  report(event, { correlationId, channel, ...stack });
}

function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}
