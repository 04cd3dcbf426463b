/** Closing while a run is under way: asks, then lets the current command finish. */
import type { App, BrowserWindow } from 'electron';

/** What the guard of one window asks. */
export interface CloseGuardOptions {
  /** True while a run changes things. */
  readonly isRunning: () => boolean;
  /** True when the person wants to close after the current command. */
  readonly ask: () => Promise<boolean>;
  /** Resolves when the current command has ended and the journal says so. */
  readonly finishCommand: () => Promise<void>;
  /** The whole app is on its way out, and this window held it up: it goes on now. */
  readonly goOn: () => void;
}

/** Longest wait for shells and lab to end; then the app goes anyway. */
const DISPOSE_WITHIN_MS = 5_000;

/** Guards one window's close button, and the system's quit on its way through the windows. */
export function guardClose(window: BrowserWindow, options: CloseGuardOptions): void {
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
    options.goOn();
  };
}

/** The app ends with its last window. `dispose` ends what main started: shells, the practice lab. */
export function guardEnd(app: App, dispose: () => Promise<void>): void {
  app.on('window-all-closed', () => app.quit());
  let disposed = false;
  app.on('will-quit', (event) => {
    if (disposed) return;
    event.preventDefault();
    disposed = true;
    // Electron 25 does not end by a second `quit` after one that was held up.
    const patience = new Promise((resolve) => setTimeout(resolve, DISPOSE_WITHIN_MS));
    void Promise.race([dispose().catch(() => undefined), patience]).then(() => app.exit(0));
  });
}
