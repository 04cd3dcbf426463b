/** The window shows one document. Everything that would lead elsewhere is refused. */
import type { App, WebContents } from 'electron';
import { closeWebRtc } from './exits';
import { APP_URL } from './origin';

/** An event of a navigation. Without an address it is refused. */
interface NavigationEvent {
  readonly preventDefault: () => void;
  readonly url?: string;
  readonly isMainFrame?: boolean;
}

/** Only the window's own document, in the main frame, may be navigated to (a reload, or the way out of the crash page). */
export function mayNavigate(url: string | undefined, isMainFrame: boolean): boolean {
  return isMainFrame && url === APP_URL;
}

function refuseUnlessOurs(event: NavigationEvent): void {
  if (!mayNavigate(event.url, event.isMainFrame !== false)) event.preventDefault();
}

/** Guards one page. */
export function guardNavigation(contents: WebContents): void {
  contents.on('will-navigate', refuseUnlessOurs);
  contents.on('will-frame-navigate', refuseUnlessOurs);
  contents.on('will-redirect', refuseUnlessOurs);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  closeWebRtc(contents);
}

/** Guards every page that will ever be made. */
export function guardAllContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents));
}
