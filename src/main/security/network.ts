/** Which addresses Chromium's sessions may reach, and what is refused when a server asks for more. */
import type { App, Session } from 'electron';
import { APP_ORIGIN } from './origin';

/** Decides over one URL. */
export type UrlPolicy = (url: string) => boolean;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for an address on this machine. */
export function isLoopback(url: string): boolean {
  return LOOPBACK.has(hostOf(url));
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return '';
  }
}

/** The window reaches its own files; in a checkout, the developer tools' too. */
export function windowPolicy(developerTools: boolean): UrlPolicy {
  return (url) =>
    url.startsWith(`${APP_ORIGIN}/`) || (developerTools && url.startsWith('devtools://'));
}

/** Sessions that main itself fetches through: HTTPS, and only this machine where the runtime is out of support. */
export function fetchPolicy(practiceOnly: boolean): UrlPolicy {
  return (url) => url.startsWith('https://') && (!practiceOnly || isLoopback(url));
}

/** Cancels every request that the policy refuses. Each refused host is reported once. */
export function guardNetwork(
  session: Session,
  allowed: UrlPolicy,
  onRefused: (host: string) => void,
): void {
  const reported = new Set<string>();
  session.webRequest.onBeforeRequest((details, decide) => {
    const cancel = !allowed(details.url);
    const host = hostOf(details.url);
    if (cancel && !reported.has(host)) {
      reported.add(host);
      onRefused(host);
    }
    decide({ cancel });
  });
}

/**
 * Refuses what a server or proxy may ask of the app: a client certificate (Electron would pick the first that
 * matches), a password, and trust in a certificate that Chromium refuses.
 */
export function refuseCredentialRequests(app: App): void {
  app.on('select-client-certificate', (event, _contents, _url, _list, choose) => {
    event.preventDefault();
    choose();
  });
  app.on('login', (event, _contents, _details, _auth, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault();
    decide(false);
  });
}
