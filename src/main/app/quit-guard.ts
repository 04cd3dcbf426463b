/** Closing while a run is under way: asks, then lets the current command finish. */
import type { App, BrowserWindow } from 'electron';

/** What the guard asks. */
export interface QuitGuardOptions {
  /** True while a run changes things. */
  readonly isRunning: () => boolean;
  /** True when the person wants to close after the current command. */
  readonly ask: () => Promise<boolean>;
  /** Resolves when the current command has ended and the journal says so. */
  readonly finishCommand: () => Promise<void>;
  /** Ends what main started: shells, the practice lab. */
  readonly dispose: () => Promise<void>;
}

/** Longest wait for shells and lab to end; then the app goes anyway. */
const DISPOSE_WITHIN_MS = 5_000;

/** Guards the window's close button, the system's quit, and the end of the app. */
export function guardQuit(app: App, window: BrowserWindow, options: QuitGuardOptions): void {
  let agreed = false;
  let asking = false;
  window.on('close', (event) => {
    if (agreed || !options.isRunning()) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void askAndClose().finally(() => (asking = false));
  });
  const askAndClose = async (): Promise<void> => {
    if (!(await options.ask())) return;
    await options.finishCommand();
    agreed = true;
    // The window may have gone while the command finished.
    if (!window.isDestroyed()) window.close();
  };
  app.on('window-all-closed', () => app.quit());
  let disposed = false;
  app.on('will-quit', (event) => {
    if (disposed) return;
    event.preventDefault();
    disposed = true;
    // Electron 25 does not end by a second `quit` after one that was held up.
    const patience = new Promise((resolve) => setTimeout(resolve, DISPOSE_WITHIN_MS));
    void Promise.race([options.dispose().catch(() => undefined), patience]).then(() => app.exit(0));
  });
}
