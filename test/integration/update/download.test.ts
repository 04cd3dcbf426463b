/** Fetching a package over real HTTPS on this computer: from servers that are honest, that break off, and that lie. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeFileSystem, type FileSystem } from '../../../src/adapters/storage/file-system';
import { downloadUpdate, type DownloadInput } from '../../../src/adapters/update/download';
import { createNodeStream } from '../../../src/adapters/update/node-stream';
import type { OpenStream } from '../../../src/adapters/update/stream';
import { createSessionStream } from '../../../src/main/app/session-stream';
import { UpdateDesk } from '../../../src/main/app/update-desk';
import { CodedError } from '../../../src/shared/errors';
import type { DownloadView } from '../../../src/shared/update';
import { testAuthority } from '../network/support/authority';

const authority = testAuthority();
// More than one piece that is written at once.
const BYTES = Buffer.alloc(9 * 1024 * 1024, 'Crossprem ');
const NAME = 'Crossprem-0.2.0-x64.exe';
const FILE = {
  name: NAME,
  size: BYTES.length,
  sha256: createHash('sha256').update(BYTES).digest('hex'),
};

const servers: Server[] = [];
let folder = '';
let asked: (string | undefined)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-download-'));
  asked = [];
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  }
});

/** Starts a server; the ranges that it is asked for are noted. */
async function feedOf(listener: RequestListener): Promise<string> {
  const server = createServer(authority.issue({}), (request, response) => {
    asked.push(request.headers.range);
    expect(request.url).toBe(`/feed/${NAME}`);
    expect(request.headers.cookie).toBeUndefined();
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `https://localhost:${String((server.address() as AddressInfo).port)}/feed`;
}

/** Sends all, or from where it is asked on. */
const honest: RequestListener = (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? '0');
  const end = `${String(BYTES.length - 1)}/${String(BYTES.length)}`;
  if (from > 0) response.writeHead(206, { 'content-range': `bytes ${String(from)}-${end}` });
  response.end(BYTES.subarray(from));
};

/** Promises all, sends some, and hangs up. */
const cutAfter =
  (length: number): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-length': BYTES.length });
    response.write(BYTES.subarray(0, length), () => response.socket?.end());
  };

function fetchFrom(feed: string, changes: Partial<DownloadInput> = {}): Promise<string> {
  return downloadUpdate({
    feed,
    file: FILE,
    folder,
    fs: nodeFileSystem,
    open: (hosts) => createNodeStream({ hosts, ca: authority.ca }),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...changes,
  });
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (thrown: unknown) => (thrown instanceof CodedError ? thrown.error.code : String(thrown)),
  );

describe('a package', () => {
  test('is fetched whole, checked, and only then has its name', async () => {
    const seen: number[] = [];
    const names: string[][] = [];
    const fs: FileSystem = {
      ...nodeFileSystem,
      rename: async (from, to) => {
        names.push(await readdir(folder));
        await nodeFileSystem.rename(from, to);
      },
    };
    const onProgress = (got: number): void => void seen.push(got);
    const path = await fetchFrom(await feedOf(honest), { fs, onProgress });
    expect(path).toBe(join(folder, NAME));
    expect((await readFile(path)).equals(BYTES)).toBe(true);
    expect(names).toEqual([[`${NAME}.part`]]);
    expect(await readdir(folder)).toEqual([NAME]);
    expect(seen).toEqual([...seen].sort((left, right) => left - right));
    expect(seen.at(-1)).toBe(BYTES.length);
    // It is not fetched twice.
    await fetchFrom('https://localhost:1/feed');
  });

  test('that was cut goes on where it ended', async () => {
    expect(await codeOf(fetchFrom(await feedOf(cutAfter(5_000_000))))).toBe('HX-UPDCUT');
    expect(await readdir(folder)).toEqual([`${NAME}.part`]);
    expect((await readFile(join(folder, `${NAME}.part`))).length).toBe(5_000_000);
    await fetchFrom(await feedOf(honest));
    expect(asked).toEqual([undefined, 'bytes=5000000-']);
    expect((await readFile(join(folder, NAME))).equals(BYTES)).toBe(true);
  });

  test('begins anew where the server knows no ranges, and where more is there than was signed', async () => {
    const part = join(folder, `${NAME}.part`);
    await writeFile(part, BYTES.subarray(0, 1_000));
    await fetchFrom(await feedOf((_, response) => response.end(BYTES)));
    expect((await readFile(join(folder, NAME))).equals(BYTES)).toBe(true);
    await rm(join(folder, NAME));
    await writeFile(part, Buffer.alloc(BYTES.length + 1));
    await fetchFrom(await feedOf(honest));
    expect(asked).toEqual(['bytes=1000-', undefined]);
  });

  // threat T10
  test('whose first part somebody exchanged is refused, and removed', async () => {
    await writeFile(join(folder, `${NAME}.part`), 'x'.repeat(1_000));
    expect(await codeOf(fetchFrom(await feedOf(honest)))).toBe('HX-UPDHASH');
    expect(await readdir(folder)).toEqual([]);
  });

  // threat T10
  test('never replaces a file that is there', async () => {
    await writeFile(join(folder, NAME), 'mine');
    expect(await codeOf(fetchFrom(await feedOf(honest)))).toBe('HX-UPDTHERE');
    expect(asked).toEqual([]);
    expect(await readFile(join(folder, NAME), 'utf8')).toBe('mine');
  });

  test('can be stopped; what came is kept', async () => {
    const abort = new AbortController();
    const feed = await feedOf((_, response) => {
      response.writeHead(200, { 'content-length': BYTES.length });
      response.write(BYTES.subarray(0, 100_000));
    });
    const work = fetchFrom(feed, { signal: abort.signal, onProgress: () => abort.abort() });
    expect(await codeOf(work)).toBe('HX-UPDCUT');
    expect(await readdir(folder)).toEqual([`${NAME}.part`]);
  });

  test('for which there is no room is told as such', async () => {
    const full: FileSystem = {
      ...nodeFileSystem,
      appendFlushed: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    };
    expect(await codeOf(fetchFrom(await feedOf(honest), { fs: full }))).toBe('HX-FULL');
  });
});

describe('a server that does not send what was signed', () => {
  test.each<[string, string, RequestListener]>([
    [
      'other bytes',
      'HX-UPDHASH',
      (_, response) => response.end(Buffer.alloc(BYTES.length, 'Crossprex ')),
    ],
    ['one byte more', 'HX-UPDHASH', (_, response) => response.end(Buffer.concat([BYTES, BYTES]))],
    [
      'another place',
      'HX-UPDREACH',
      (_, response) => response.writeHead(302, { location: `/feed/${NAME}` }).end(),
    ],
    ['a failure', 'HX-UPDREACH', (_, response) => response.writeHead(503).end('sorry')],
    ['nothing', 'HX-UPDREACH', (request) => request.socket.destroy()],
    [
      'a part that nobody asked for',
      'HX-UPDREACH',
      (_, response) => response.writeHead(206, { 'content-range': 'bytes 5-9/10' }).end('12345'),
    ],
  ])('but %s: %s, and nothing is left', async (_what, code, listener) => {
    expect(await codeOf(fetchFrom(await feedOf(listener)))).toBe(code);
    expect(asked).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('but falls silent is given up', async () => {
    const feed = await feedOf((_, response) => {
      response.writeHead(200, { 'content-length': BYTES.length });
      response.write('Crossprem ');
    });
    expect(await codeOf(fetchFrom(feed, { idleMs: 50 }))).toBe('HX-UPDCUT');
  });

  // threat T10
  test('and whose certificate is nobody’s is not asked', async () => {
    const open = (hosts: readonly string[]): OpenStream => createNodeStream({ hosts });
    expect(await codeOf(fetchFrom(await feedOf(honest), { open }))).toBe('HX-UPDREACH');
    expect(asked).toEqual([]);
  });
});

describe('the window’s own way', () => {
  const through =
    (fetch: (url: string, options?: RequestInit) => Promise<Response>) =>
    (hosts: readonly string[]): OpenStream =>
      createSessionStream({ fetch }, hosts);

  test('follows nothing, sends no cookies, and reads to the end', async () => {
    const options: RequestInit[] = [];
    const open = through((_, given) => {
      options.push(given ?? {});
      return Promise.resolve(new Response(BYTES));
    });
    await fetchFrom('https://updates.example/feed', { open });
    expect(options[0]).toMatchObject({ credentials: 'omit', redirect: 'error' });
    expect((await readFile(join(folder, NAME))).equals(BYTES)).toBe(true);
  });

  test('tells a refusal of the proxy in its words', async () => {
    const open = through(() => Promise.reject(new Error('net::ERR_TUNNEL_CONNECTION_FAILED')));
    await expect(fetchFrom('https://updates.example/feed', { open })).rejects.toMatchObject({
      error: { code: 'HX-UPDREACH', detail: expect.stringContaining('ERR_TUNNEL') as unknown },
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('reaches no other host', async () => {
    const open = (): OpenStream => through(() => Promise.resolve(new Response('')))([]);
    expect(await codeOf(fetchFrom('https://updates.example/feed', { open }))).toBe('HX-UPDREACH');
  });
});

describe('the desk', () => {
  const KEYS = generateKeyPairSync('ed25519');
  const KEY = KEYS.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const manifest = JSON.stringify({
    format: 1,
    product: 'crossprem',
    version: '0.2.0',
    expires: '2027-01-01T00:00:00.000Z',
    files: [{ ...FILE, platform: 'linux', arch: 'x64' }],
  });

  /** A desk whose feed is `feed`, and whose person chooses `chosen`. */
  function deskOn(feed: string, chosen: { folder: string | undefined }) {
    const values = { updates: 'ask', updateFeed: feed };
    const views: (DownloadView | null)[] = [];
    const shown: string[] = [];
    const signature = sign(null, Buffer.from(manifest), KEYS.privateKey).toString('base64');
    const desk: UpdateDesk = new UpdateDesk({
      preferences: { values } as ConstructorParameters<typeof UpdateDesk>[0]['preferences'],
      publicKey: KEY.toString('base64'),
      running: '0.1.0',
      platform: 'linux',
      arch: 'x64',
      now: () => new Date('2026-11-22T12:00:00.000Z'),
      http: () => (request) =>
        Promise.resolve({
          kind: 'answer',
          status: 200,
          headers: {},
          body: request.url.endsWith('.sig') ? signature : manifest,
        }),
      stream: (hosts) => createNodeStream({ hosts, ca: authority.ca }),
      fs: nodeFileSystem,
      person: { chooseUpdateFolder: () => Promise.resolve(chosen.folder) },
      showFile: (path) => void shown.push(path),
      open: () => Promise.resolve(),
      onChange: () => void views.push(desk.view),
    });
    const ended = (): Promise<void> =>
      vi.waitFor(() => expect(views.at(-1)?.kind).not.toBe('running'), {
        interval: 5,
        timeout: 20_000,
      });
    return { desk, values, views, shown, ended };
  }

  test('fetches nothing before a look and without a folder, and then into the one that was chosen', async () => {
    const chosen: { folder: string | undefined } = { folder: undefined };
    const { desk, views, shown, ended } = deskOn(await feedOf(honest), chosen);
    expect(await codeOf(desk.download())).toBe('HX-IPC');
    expect(() => desk.showFile()).toThrow(CodedError);
    await desk.check();
    await desk.download();
    expect([asked, desk.view]).toEqual([[], null]);
    chosen.folder = folder;
    await desk.download();
    // A second one beside it is none.
    await desk.download();
    await ended();
    expect(asked).toHaveLength(1);
    expect(views[0]).toEqual({ kind: 'running', name: NAME, got: 0, size: BYTES.length });
    expect(views.length).toBeLessThan(105);
    expect(desk.view).toEqual({ kind: 'done', name: NAME });
    desk.showFile();
    expect(shown).toEqual([join(folder, NAME)]);
  });

  test('tells why nothing came, and forgets what another feed said', async () => {
    const { desk, values, ended } = deskOn(await feedOf(cutAfter(1_000)), { folder });
    await desk.check();
    await desk.download();
    await ended();
    expect(desk.view).toMatchObject({ kind: 'failed', error: { code: 'HX-UPDCUT' } });
    values.updateFeed = 'https://elsewhere.example/';
    expect(await codeOf(desk.download())).toBe('HX-IPC');
    values.updates = 'off';
    expect(await codeOf(desk.download())).toBe('HX-UPDOFF');
    expect(asked).toHaveLength(1);
  });

  test('stops when it is told to, and says nothing of it', async () => {
    const feed = await feedOf((_, response) => {
      response.writeHead(200, { 'content-length': BYTES.length });
      response.write(BYTES.subarray(0, 1_000_000));
    });
    const { desk, views } = deskOn(feed, { folder });
    await desk.check();
    await desk.download();
    await vi.waitFor(() => expect(views.length).toBeGreaterThan(1), {
      interval: 5,
      timeout: 20_000,
    });
    desk.cancel();
    await vi.waitFor(() => expect(desk.view).toBeNull(), { interval: 5, timeout: 20_000 });
    expect(await readdir(folder)).toEqual([`${NAME}.part`]);
  });
});
