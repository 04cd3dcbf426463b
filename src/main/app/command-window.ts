/**
 * Shows a document of main's own: a window without scripts, preload or network, in a session that reaches this
 * document and nothing else. The page of the product can neither draw it nor see it.
 */
import { BrowserWindow, session as sessions } from 'electron';
import { guardNetwork } from '../security/network';
import type { CommandList } from './command-list';
import { report } from './early-log';

const ADDRESS = 'app://commands/';
const SIZE = { width: 900, height: 700 };

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
};

let shown = 0;

/** Shows it until the person closes the window, or `signal` does. */
export async function showCommandList(
  parent: BrowserWindow,
  { title, html }: CommandList,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  shown += 1;
  const session = sessions.fromPartition(`commands-${String(shown)}`, { cache: false });
  guardNetwork(
    session,
    (url) => url === ADDRESS,
    (host) => report('network-refused', { host }),
  );
  session.protocol.handle('app', () => new Response(html, { headers: HEADERS }));
  const window = new BrowserWindow({
    ...SIZE,
    parent,
    title,
    autoHideMenuBar: true,
    fullscreenable: false,
    minimizable: false,
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      javascript: false,
      webSecurity: true,
      webviewTag: false,
      plugins: false,
      images: false,
      navigateOnDragDrop: false,
      devTools: false,
      spellcheck: false,
    },
  });
  const close = (): void => window.destroy();
  signal.addEventListener('abort', close);
  window.webContents.on('before-input-event', (_event, { key }) => {
    if (key === 'Escape') close();
  });
  const closed = new Promise<void>((resolve) => window.once('closed', () => resolve()));
  await window.loadURL(ADDRESS).catch(() => undefined);
  await closed;
  signal.removeEventListener('abort', close);
  session.protocol.unhandle('app');
}
