/**
 * When the window's page ends or hangs. Main owns the truth, so a reload loses nothing; a second end within a minute
 * means that reloading does not help, and a page that shares no code with the app says so.
 */
import type { BrowserWindow } from 'electron';
import type { Translator } from '../../shared/messages';
import { APP_URL, CRASH_URL } from '../security/origin';
import { NONCE_PLACEHOLDER } from '../security/csp';

const AGAIN_WITHIN_MS = 60_000;

/** Decides what to do about the page's end. */
export class CrashCounter {
  private last = -Infinity;

  constructor(private readonly now: () => number) {}

  /** True: reload; false: it ended again too soon. */
  mayReload(): boolean {
    const again = this.now() - this.last < AGAIN_WITHIN_MS;
    this.last = this.now();
    return !again;
  }
}

/** What watching needs from outside. */
export interface CrashOptions {
  readonly report: (event: string, reason: string) => void;
  /** Asks whether to wait for a page that does not answer; true: reload it. */
  readonly askToReload: () => Promise<boolean>;
}

/** Watches the window's page. */
export function watchPage(window: BrowserWindow, options: CrashOptions): void {
  const counter = new CrashCounter(() => performance.now());
  const { webContents } = window;
  const load = (url: string): void => {
    if (!window.isDestroyed()) void window.loadURL(url).catch(() => undefined);
  };
  webContents.on('render-process-gone', (_event, details) => {
    options.report('page-ended', details.reason);
    if (details.reason !== 'clean-exit') load(counter.mayReload() ? APP_URL : CRASH_URL);
  });
  webContents.on('did-fail-load', (_event, _code, reason, url, isMainFrame) => {
    options.report('page-not-loaded', reason);
    if (isMainFrame && url !== CRASH_URL) load(CRASH_URL);
  });
  let asking = false;
  window.on('unresponsive', () => {
    if (asking) return;
    asking = true;
    options.report('page-hangs', '');
    void options.askToReload().then((reload) => {
      asking = false;
      // A page that hangs cannot be asked to go; its process is ended, which reloads it.
      if (reload && !window.isDestroyed()) webContents.forcefullyCrashRenderer();
    });
  });
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** The crash page: no script; its one link is the way back. */
export function crashPage(t: Translator, dataFolder: string): string {
  const text = (key: 'title' | 'why' | 'untouched' | 'again'): string =>
    escapeHtml(t.t(`main.crash.${key}`, { folder: dataFolder }));
  return `<!doctype html>
<html lang="${t.language}">
<meta charset="utf-8">
<title>Crossprem</title>
<style nonce="${NONCE_PLACEHOLDER}">
  :root { color-scheme: light dark; font: 14px/1.6 "Segoe UI", system-ui, sans-serif; }
  body { max-width: 40rem; margin: 20vh auto; padding: 0 2rem; }
  h1 { font-size: 24px; line-height: 32px; }
  a { display: inline-block; padding: 8px 20px; border-radius: 4px; background: #0f6cbd; color: #fff; }
</style>
<main>
<h1>${text('title')}</h1>
<p>${text('why')}</p>
<p>${text('untouched')}</p>
<p><a href="${APP_URL}">${text('again')}</a></p>
</main>
</html>
`;
}
