/**
 * Prints a report: a hidden window without scripts, preload or network shows the document from memory, and Chromium
 * makes the pages. The window has a session of its own, which reaches one address: the document's.
 */
import { BrowserWindow, session as sessions, type Session } from 'electron';
import type { PageHead } from '../../core/report/html';
import { guardNetwork } from '../security/network';
import { report } from './early-log';
import type { PrintPdf } from './report-file';

const ADDRESS = 'app://report/';
/** A page that is not printed by then never will be. */
const LIMIT_MS = 60_000;
const INCH = 25.4;
const MARGINS = { top: 20 / INCH, bottom: 18 / INCH, left: 16 / INCH, right: 16 / INCH };

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
};

/** Prints one document after the other. */
export const printPdf: PrintPdf = async (html, head) => {
  const session = sessions.fromPartition('report', { cache: false });
  guardNetwork(
    session,
    (url) => url === ADDRESS,
    (host) => report('network-refused', { host }),
  );
  session.protocol.handle('app', () => new Response(html, { headers: HEADERS }));
  const window = hiddenWindow(session);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('printing took too long')), LIMIT_MS);
  });
  try {
    return await Promise.race([pages(window, head), late]);
  } finally {
    clearTimeout(timer);
    window.destroy();
    session.protocol.unhandle('app');
  }
};

function hiddenWindow(session: Session): BrowserWindow {
  return new BrowserWindow({
    show: false,
    focusable: false,
    skipTaskbar: true,
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
}

async function pages(window: BrowserWindow, head: PageHead): Promise<Uint8Array> {
  await window.loadURL(ADDRESS);
  return window.webContents.printToPDF({
    pageSize: 'A4',
    margins: MARGINS,
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: line(head.left, head.practice),
    footerTemplate: NUMBERS,
  });
}

const FONT = 'font: 8px sans-serif; color: #616161; width: 100%; margin: 0 16mm;';
const NUMBERS = `<div style="${FONT} text-align: right"><span class="pageNumber"></span> / <span class="totalPages"></span></div>`;

function line(left: string, practice: string | null): string {
  const mark =
    practice === null ? '' : `<b style="color: #5c2e91; float: right">${escaped(practice)}</b>`;
  return `<div style="${FONT}">${mark}<span>${escaped(left)}</span></div>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);
}
