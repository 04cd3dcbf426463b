/**
 * How far a data folder with many customers is, while no other window is there yet: a page from memory without script,
 * in a session that reaches nothing else, in a window that cannot be closed.
 */
import { BrowserWindow, session as sessions, type App } from 'electron';
import type { UpgradeProgress } from '../../adapters/storage/data-folder-upgrade';
import { systemClock } from '../../adapters/system/crypto';
import { nearestLanguage } from '../../shared/languages';
import type { Translator } from '../../shared/messages';
import { guardNetwork } from '../security/network';
import { report } from './early-log';
import { loadTexts } from './texts';

/** Fewer customers are done before anybody could read it. */
const FEW = 10;
/** Milliseconds between two changes of the page. */
const PACE_MS = 250;
const SIZE = { width: 460, height: 170 };
const ADDRESS = 'app://upgrade/';
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
};

/** What of a window is used. */
interface SmallWindow {
  show(html: string): void;
  setProgressBar(done: number): void;
  destroy(): void;
}

/** The page. */
function upgradePage({ t, language }: Translator, progress: UpgradeProgress): string {
  const { customer: done, customers: total, phase } = progress;
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Crossprem</title>
<style>:root{color-scheme:light dark;font:14px/1.6 "Segoe UI",system-ui,sans-serif}body{margin:24px}
h1{font-size:16px;margin:0 0 8px}progress{width:100%}p{margin:8px 0 0}</style>
<h1>${t('main.upgrade.title')}</h1>
<progress id="p" value="${String(done)}" max="${String(total)}" aria-labelledby="w"></progress>
<p id="w">${t(`main.upgrade.${phase}`, { done, total })}</p>
`;
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
    this.window?.show(upgradePage(this.texts, progress));
  }
}

function openSmall(): SmallWindow {
  const session = sessions.fromPartition('upgrade', { cache: false });
  guardNetwork(
    session,
    (url) => url === ADDRESS,
    (host) => report('network-refused', { host }),
  );
  let page = '';
  session.protocol.handle('app', () => new Response(page, { headers: HEADERS }));
  const window = new BrowserWindow({
    ...SIZE,
    title: 'Crossprem',
    resizable: false,
    closable: false,
    minimizable: false,
    fullscreenable: false,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      devTools: false,
      spellcheck: false,
    },
  });
  return {
    show: (html) => {
      page = html;
      // A page that the next one overtakes ends in a refusal; what cannot be shown does not stop the work.
      void window.loadURL(ADDRESS).catch(() => undefined);
    },
    setProgressBar: (done) => window.setProgressBar(done),
    destroy: () => {
      window.destroy();
      session.protocol.unhandle('app');
    },
  };
}
