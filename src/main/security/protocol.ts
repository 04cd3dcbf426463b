/** `app://crossprem/`: the only origin the window knows. Serves the bundled files and nothing else. */
import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import type { BundledFiles } from './bundled-files';
import { APP_ORIGIN, APP_SCHEME } from './origin';
import { NONCE_PLACEHOLDER, makeNonce, securityHeaders } from './csp';

/** Must run before `ready`. No `bypassCSP`, no CORS, no service workers. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** What the handler answers. */
export interface AppAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | string;
}

/** What the handler serves besides the bundled files. */
export interface AppContent {
  readonly files: BundledFiles;
  /** HTML of the crash page, made when it is asked for. `id`: of what happened, or empty. */
  readonly crashPage: (id: string) => string;
  readonly read?: (path: string) => Promise<Uint8Array<ArrayBuffer>>;
}

/** The path that a URL asks for, decoded; undefined for anything that is not plainly one of our own addresses. */
export function requestedPath(url: string): string | undefined {
  try {
    const { protocol: scheme, host, username, password, search, pathname } = new URL(url);
    const ours = scheme === `${APP_SCHEME}:` && host === new URL(APP_ORIGIN).host;
    if (!ours || username !== '' || password !== '' || search !== '') return undefined;
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

const CRASH = /^\/crash(?:\/([0-9a-f-]{36}))?$/;

/** The id in the crash page's address; empty where it has none, undefined for every other address. */
function crashId(path: string | undefined): string | undefined {
  const found = CRASH.exec(path ?? '');
  return found === null ? undefined : (found[1] ?? '');
}

/** Answers one request of the app scheme. */
export async function answerAppRequest(
  request: { readonly method: string; readonly url: string },
  content: AppContent,
): Promise<AppAnswer> {
  const nonce = makeNonce();
  const respond = (
    status: number,
    body: Uint8Array<ArrayBuffer> | string,
    type: string,
  ): AppAnswer => ({
    status,
    headers: { ...securityHeaders(nonce), 'Content-Type': type },
    body,
  });
  if (request.method !== 'GET') return respond(405, '', 'text/plain');
  const path = requestedPath(request.url);
  const crash = crashId(path);
  if (crash !== undefined) {
    const html = content.crashPage(crash).replaceAll(NONCE_PLACEHOLDER, nonce);
    return respond(200, html, 'text/html; charset=utf-8');
  }
  const file = path === undefined ? undefined : content.files.get(path);
  if (file === undefined) return respond(404, '', 'text/plain');
  const bytes = await (content.read ?? readFile)(file.path);
  if (!file.type.startsWith('text/html')) return respond(200, bytes, file.type);
  const html = Buffer.from(bytes).toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce);
  return respond(200, html, file.type);
}

/** Serves the app scheme in the window's session. */
export function serveApp(session: Session, content: AppContent): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const { status, headers, body } = await answerAppRequest(request, content);
    return new Response(body, { status, headers });
  });
}
