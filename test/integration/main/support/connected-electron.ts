/**
 * Stands in for Electron where a customer is connected whole: a key store, a clipboard, a browser and a network that
 * reach one practice lab and nothing else. `vi.mock('electron', () => import('./support/connected-electron'))`
 */
import { createNodeHttp, createPracticeBrowser } from '../../../../src/adapters/tenant';
import type { HttpRequest, HttpSend } from '../../../../src/adapters/tenant';
import type { LabReady } from '../../../../src/shared/lab';

/** What happened, and what is reached. */
export const stage = {
  copied: '',
  /** Bodies of the sign-in's answers: every token that was issued. */
  issued: [] as string[],
  /** What was sealed, as it was before. */
  sealed: [] as string[],
  send: undefined as HttpSend | undefined,
};

/** Has the lab's tenant reached, or nothing. */
export function reach(lab: LabReady | undefined): void {
  const hosts = lab === undefined ? [] : [new URL(lab.authority).host];
  stage.send = lab === undefined ? undefined : createNodeHttp({ hosts, ca: lab.ca });
  Object.assign(stage, { copied: '', issued: [], sealed: [] });
}

const browse = (request: HttpRequest): ReturnType<HttpSend> => {
  if (stage.send === undefined) throw new Error('nothing is reached');
  return stage.send(request);
};

async function fetchFromLab(url: string, init: RequestInit): Promise<Response> {
  const answer = await stage.send?.({
    url,
    method: (init.method ?? 'GET') as HttpRequest['method'],
    headers: init.headers as Record<string, string>,
    timeoutMs: 20_000,
    ...(typeof init.body === 'string' ? { body: init.body } : {}),
  });
  if (answer?.kind !== 'answer') throw new Error('net::ERR_NAME_NOT_RESOLVED');
  if (new URL(url).pathname.endsWith('/token')) stage.issued.push(answer.body);
  const { body, headers, status } = answer;
  return new Response(body, { status, headers: { ...headers } });
}

export const clipboard = {
  writeText: (text: string) => void (stage.copied = text),
  readText: () => stage.copied,
  clear: () => void (stage.copied = ''),
};
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: (text: string) => {
    stage.sealed.push(text);
    return Promise.resolve(flipped(Buffer.from(text, 'utf8')));
  },
  decryptStringAsync: (bytes: Buffer) =>
    Promise.resolve({ result: flipped(bytes).toString('utf8') }),
};
export const session = {
  fromPartition: () => ({
    fetch: fetchFromLab,
    setProxy: () => Promise.resolve(),
    resolveProxy: () => Promise.resolve('DIRECT'),
  }),
};
export const shell = {
  openExternal: createPracticeBrowser(browse),
  openPath: () => Promise.resolve(''),
  showItemInFolder: () => undefined,
};
export const powerSaveBlocker = { start: () => 1, stop: () => true };
export const utilityProcess = { fork: () => undefined };

function flipped(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0x5a));
}
