/** How far a data folder with many customers is, while no other window is there yet. A page without script that cannot be closed. */
import { BrowserWindow, type App } from 'electron';
import type { UpgradeProgress } from '../../adapters/storage/data-folder-upgrade';
import { systemClock } from '../../adapters/system/crypto';
import { nearestLanguage } from '../../shared/languages';
import type { Translator } from '../../shared/messages';
import { loadTexts } from './texts';

/** Fewer customers are done before anybody could read it. */
const FEW = 10;
/** Milliseconds between two changes of the page. */
const PACE_MS = 250;
const SIZE = { width: 460, height: 170 };

/** What of a window is used. */
interface SmallWindow {
  loadURL(url: string): Promise<void>;
  setProgressBar(done: number): void;
  destroy(): void;
}

/** The page as an address of its own. */
export function upgradePage({ t, language }: Translator, progress: UpgradeProgress): string {
  const { customer: done, customers: total, phase } = progress;
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Crossprem</title>
<style>:root{color-scheme:light dark;font:14px/1.6 "Segoe UI",system-ui,sans-serif}body{margin:24px}
h1{font-size:16px;margin:0 0 8px}progress{width:100%}p{margin:8px 0 0}</style>
<h1>${t('main.upgrade.title')}</h1>
<progress id="p" value="${String(done)}" max="${String(total)}" aria-labelledby="w"></progress>
<p id="w">${t(`main.upgrade.${phase}`, { done, total })}</p>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
}

/** The window, once there is something to wait for. */
export class UpgradeWindow {
  private window: SmallWindow | undefined;
  private texts: Translator | undefined;
  private last = 0;
  private isClosed = false;

  constructor(
    private readonly app: Pick<App, 'getLocale' | 'on'>,
    private readonly now: () => number = () => systemClock.now().getTime(),
    private readonly open: () => SmallWindow = openSmall,
  ) {}

  /** Shows where the work is; never waits. */
  tell(progress: UpgradeProgress): void {
    if (progress.customers <= FEW) return;
    if (this.window === undefined) void this.begin(progress);
    else this.show(progress);
  }

  /** The work ended. */
  close(): void {
    this.isClosed = true;
    this.window?.destroy();
  }

  private async begin(progress: UpgradeProgress): Promise<void> {
    this.texts ??= await loadTexts(nearestLanguage(this.app.getLocale()));
    if (this.isClosed || this.window !== undefined) return;
    // Without a listener its end would be the program's.
    this.app.on('window-all-closed', () => undefined);
    this.window = this.open();
    this.show(progress);
  }

  private show(progress: UpgradeProgress): void {
    const isLast = progress.customer === progress.customers;
    if (this.texts === undefined || (!isLast && this.now() - this.last < PACE_MS)) return;
    this.last = this.now();
    this.window?.setProgressBar(progress.customer / progress.customers);
    // What cannot be shown does not stop the work.
    void this.window?.loadURL(upgradePage(this.texts, progress)).catch(() => undefined);
  }
}

function openSmall(): SmallWindow {
  return new BrowserWindow({
    ...SIZE,
    title: 'Crossprem',
    resizable: false,
    closable: false,
    minimizable: false,
    fullscreenable: false,
    autoHideMenuBar: true,
    webPreferences: {
      partition: 'upgrade',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
    },
  });
}
