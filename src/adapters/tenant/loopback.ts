import { request } from 'node:http';

/** Addresses of this computer that MSAL's listener may have. */
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const TIMEOUT_MS = 5_000;

/** True for a plain HTTP address on this computer, the only kind that a sign-in may return to. */
export function isLoopback(address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' && LOOPBACK_NAMES.has(url.hostname);
  } catch {
    return false;
  }
}

/**
 * Posts an authorization response to MSAL's listener, as a browser does with response_mode=form_post. The listener is
 * bound to 127.0.0.1 although its address says localhost.
 */
export function postToLoopback(
  redirectUri: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  if (!isLoopback(redirectUri)) return Promise.reject(new Error('not an address of this computer'));
  const url = new URL(redirectUri);
  const body = new URLSearchParams(fields).toString();
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: url.hostname === '[::1]' ? '::1' : '127.0.0.1',
      port: url.port === '' ? 80 : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      agent: false,
      timeout: TIMEOUT_MS,
      headers: {
        host: url.host,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
      },
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('the listener did not answer')));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      incoming.resume();
      incoming.on('end', () => resolve());
      incoming.on('close', () => resolve());
    });
    outgoing.end(body);
  });
}

/**
 * Ends a waiting sign-in. acquireTokenInteractive has neither a time-out nor a cancel (msal-node 7.2.1,
 * PublicClientApplication and LoopbackClient); an error response with the right state ends it.
 */
export async function endWaitingSignIn(authorizeUrl: string): Promise<void> {
  const query = new URL(authorizeUrl).searchParams;
  const redirectUri = query.get('redirect_uri') ?? '';
  await postToLoopback(redirectUri, { error: 'access_denied', state: query.get('state') ?? '' });
}
