/**
 * When the window's page ends, hangs, fails or stays silent. Main owns the truth, so a reload loses nothing; a second
 * end within a minute means that reloading does not help, and a page that shares no code with the app says so.
 */
import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import { withinScope } from '../../adapters/logging/scope';
import type { Clock } from '../../core/ports';
import { APP_URL, CRASH_URL } from '../security/origin';

const AGAIN_WITHIN_MS = 60_000;
/** A page that was loaded and has asked for nothing by then has no working script. */
const SILENT_AFTER_MS = 20_000;

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
  readonly report: (
    event: 'page-ended' | 'page-not-loaded' | 'page-hangs' | 'page-silent',
    reason: string,
  ) => void;
  /** Asks whether to wait for a page that does not answer; true: reload it. */
  readonly askToReload: () => Promise<boolean>;
  readonly clock: Pick<Clock, 'monotonic' | 'sleep'>;
}

interface Watched {
  readonly answered: () => void;
  readonly failed: (id: string) => void;
}

const watched = new Map<number, Watched>();

/** The page with this id asked main for something: its script works. */
export function pageAnswered(contentsId: number): void {
  watched.get(contentsId)?.answered();
}

/** The page with this id has nothing to show any more; `id`: where the log says why. */
export function pageFailed(contentsId: number, id: string): void {
  watched.get(contentsId)?.failed(id);
}

/** Watches the window's page. */
export function watchPage(window: BrowserWindow, options: CrashOptions): void {
  const counter = new CrashCounter(() => options.clock.monotonic());
  const { webContents } = window;
  const { id: contentsId } = webContents;
  let silence = new AbortController();
  const load = (url: string): void => {
    silence.abort();
    if (!window.isDestroyed()) void window.loadURL(url).catch(() => undefined);
  };
  /** Every trouble has an id of its own: the log's lines carry it, and the page that tells of it shows it. */
  const trouble = (event: Parameters<CrashOptions['report']>[0], reason: string): string => {
    const id = randomUUID();
    withinScope({ correlation: id }, () => options.report(event, reason));
    return id;
  };
  const giveUp = (id: string): void => load(`${CRASH_URL}/${id}`);
  watched.set(contentsId, { answered: () => silence.abort(), failed: giveUp });
  window.on('closed', () => {
    silence.abort();
    watched.delete(contentsId);
  });
  webContents.on('render-process-gone', (_event, details) => {
    const id = trouble('page-ended', details.reason);
    if (details.reason === 'clean-exit') return;
    if (counter.mayReload()) load(APP_URL);
    else giveUp(id);
  });
  webContents.on('did-fail-load', (_event, _code, reason, url, isMainFrame) => {
    const id = trouble('page-not-loaded', reason);
    if (isMainFrame && !url.startsWith(CRASH_URL)) giveUp(id);
  });
  webContents.on('did-navigate', (_event, url, status) => {
    silence.abort();
    if (url !== APP_URL) return;
    // A file of the bundle that is not there is answered, with an empty page.
    if (status >= 400) giveUp(trouble('page-not-loaded', String(status)));
    else silence = new AbortController();
  });
  webContents.on('did-finish-load', () => {
    const { signal } = silence;
    if (signal.aborted || webContents.getURL() !== APP_URL) return;
    void options.clock.sleep(SILENT_AFTER_MS, signal).then(
      () => giveUp(trouble('page-silent', '')),
      () => undefined,
    );
  });
  let asking = false;
  window.on('unresponsive', () => {
    if (asking) return;
    asking = true;
    trouble('page-hangs', '');
    void options.askToReload().then((reload) => {
      asking = false;
      // A page that hangs cannot be asked to go; its process is ended, which reloads it.
      if (reload && !window.isDestroyed()) webContents.forcefullyCrashRenderer();
    });
  });
}
