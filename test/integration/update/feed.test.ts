/** A look for updates over real HTTPS on this computer, against feeds that are honest and feeds that are not. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { signedUpdate } from '../../../scripts/sign-update.mjs';
import { createNodeHttp } from '../../../src/adapters/tenant';
import { addressIn, askFeed, MANIFEST_NAME } from '../../../src/adapters/update/feed';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { createNodeStream } from '../../../src/adapters/update/node-stream';
import { UpdateDesk } from '../../../src/main/app/update-desk';
import { CodedError } from '../../../src/shared/errors';
import { compareVersions, isVersion } from '../../../src/shared/update';
import { testAuthority } from '../network/support/authority';

const authority = testAuthority();
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const KEY = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
const NOW = new Date('2026-11-22T12:00:00.000Z');
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    }),
  );
});

const FILE = {
  name: 'Crossprem-0.2.0-x64.exe',
  platform: 'win32',
  arch: 'x64',
  size: 5,
  sha256: 'a'.repeat(64),
};
const MANIFEST = {
  format: 1,
  product: 'crossprem',
  version: '0.2.0',
  expires: '2027-01-01T00:00:00.000Z',
  files: [FILE],
};

const textOf = (changes: object): string => JSON.stringify({ ...MANIFEST, ...changes });
const signatureOf = (text: string): string =>
  sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64');

/** Starts a feed; every request is noted. */
async function start(listener: RequestListener) {
  const asked: string[] = [];
  const server = createServer(authority.issue({}), (request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { feed: `https://localhost:${String(port)}/feed`, asked };
}

const says = (text: string, signature = signatureOf(text)): RequestListener => {
  return (request, response) => response.end(request.url?.endsWith('.sig') ? signature : text);
};

function look(feed: string, changes: Partial<Parameters<typeof askFeed>[0]> = {}) {
  return askFeed({
    feed,
    publicKey: KEY,
    running: '0.1.0',
    platform: 'win32',
    arch: 'x64',
    now: NOW,
    http: (hosts) => createNodeHttp({ hosts, ca: authority.ca }),
    ...changes,
  });
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    (answer) => JSON.stringify(answer),
    (thrown: unknown) => (thrown instanceof CodedError ? thrown.error.code : String(thrown)),
  );

describe('an honest feed', () => {
  test('tells the new version and its file for this system, in two requests', async () => {
    const { feed, asked } = await start(says(textOf({})));
    const { name, sha256, size } = FILE;
    expect(await look(feed)).toEqual({
      kind: 'newer',
      version: '0.2.0',
      file: { name, sha256, size },
    });
    expect(asked).toEqual([`/feed/${MANIFEST_NAME}`, `/feed/${MANIFEST_NAME}.sig`]);
    expect(await look(feed, { platform: 'linux' })).toMatchObject({ kind: 'newer', file: null });
  });

  test('says that this is the newest, and offers no pre-release to a finished version', async () => {
    const { feed } = await start(says(textOf({})));
    expect(await look(feed, { running: '0.2.0' })).toEqual({ kind: 'current', version: '0.2.0' });
    const early = await start(says(textOf({ version: '0.3.0-beta.1' })));
    expect(await look(early.feed)).toEqual({ kind: 'current', version: '0.1.0' });
    expect(await look(early.feed, { running: '0.2.0-beta.9' })).toMatchObject({ kind: 'newer' });
  });
});

describe('a hostile feed', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const forged = sign(null, Buffer.from(textOf({})), other).toString('base64');

  // threat T12
  test.each<[string, string, RequestListener]>([
    ['another signature', 'HX-UPDSIGN', says(textOf({}), forged)],
    ['no signature', 'HX-UPDSIGN', says(textOf({}), '')],
    [
      'a signature of another text',
      'HX-UPDSIGN',
      says(textOf({}), signatureOf(textOf({ format: 2 }))),
    ],
    ['one changed byte', 'HX-UPDSIGN', says(`${textOf({})} `, signatureOf(textOf({})))],
    ['garbage that is not signed', 'HX-UPDSIGN', says('\u0000\u0001{')],
    ['an older version', 'HX-UPDOLD', says(textOf({ version: '0.0.9' }))],
    ['a pre-release of this version', 'HX-UPDOLD', says(textOf({ version: '0.1.0-rc.1' }))],
    ['an answer of long ago', 'HX-UPDPAST', says(textOf({ expires: '2026-11-22T12:00:00.000Z' }))],
    ['another product', 'HX-UPDFILE', says(textOf({ product: 'crossprem-lab' }))],
    ['a later form', 'HX-UPDFILE', says(textOf({ format: 2 }))],
    [
      'a file elsewhere',
      'HX-UPDFILE',
      says(textOf({ files: [{ ...FILE, name: '../../evil.exe' }] })),
    ],
    ['a version that is none', 'HX-UPDFILE', says(textOf({ version: '9' }))],
    ['a package of a terabyte', 'HX-UPDFILE', says(textOf({ files: [{ ...FILE, size: 1e12 }] }))],
    ['signed garbage', 'HX-UPDFILE', says('{')],
    ['too much', 'HX-UPDREACH', says(' '.repeat(70_000))],
    ['a failure', 'HX-UPDREACH', (_, response) => response.writeHead(500).end()],
    [
      'another place',
      'HX-UPDREACH',
      (_, response) => response.writeHead(302, { location: 'https://evil.example/' }).end(),
    ],
    ['half an answer', 'HX-UPDREACH', (request) => request.socket.destroy()],
  ])('that sends %s is refused: %s', async (_what, code, listener) => {
    const { feed } = await start(
      code === 'HX-UPDSIGN' && _what.startsWith('garbage')
        ? says('\u0000\u0001{', forged)
        : listener,
    );
    expect(await codeOf(look(feed))).toBe(code);
  });

  // threat T12
  test('that never answers is given up', async () => {
    const slow = () =>
      Promise.resolve({ kind: 'no-answer', reason: 'timeout', sent: true, detail: '' } as const);
    const asked: number[] = [];
    const http = () => (request: { readonly timeoutMs: number }) => {
      asked.push(request.timeoutMs);
      return slow();
    };
    expect(await codeOf(look('https://localhost/feed', { http }))).toBe('HX-UPDREACH');
    expect(asked).toEqual([20_000]);
  });

  // threat T12
  test('whose certificate is nobody’s is not asked', async () => {
    const { feed, asked } = await start(says(textOf({})));
    const http = (hosts: readonly string[]) => createNodeHttp({ hosts });
    expect(await codeOf(look(feed, { http }))).toBe('HX-UPDREACH');
    expect(asked).toEqual([]);
  });
});

describe('nothing is asked', () => {
  test('without an address or without a key', async () => {
    expect(await codeOf(look(''))).toBe('HX-UPDOFF');
    const { feed, asked } = await start(says(textOf({})));
    expect(await codeOf(look(feed, { publicKey: '' }))).toBe('HX-UPDKEY');
    expect(asked).toEqual([]);
  });

  // threat T12
  test('while it is off; and only what a look found can be opened', async () => {
    const { feed, asked } = await start(says(textOf({})));
    const opened: string[] = [];
    const values = { updates: 'off', updateFeed: feed };
    const desk = new UpdateDesk({
      preferences: { values } as ConstructorParameters<typeof UpdateDesk>[0]['preferences'],
      publicKey: KEY,
      running: '0.1.0',
      platform: 'win32',
      arch: 'x64',
      now: () => NOW,
      http: (hosts) => createNodeHttp({ hosts, ca: authority.ca }),
      open: (address) => {
        opened.push(address);
        return Promise.resolve();
      },
      stream: (hosts) => createNodeStream({ hosts, ca: authority.ca }),
      fs: nodeFileSystem,
      person: { chooseUpdateFolder: () => Promise.resolve(undefined) },
      showFile: () => undefined,
      onChange: () => undefined,
    });
    expect(await codeOf(desk.check())).toBe('HX-UPDOFF');
    expect(asked).toEqual([]);
    values.updates = 'ask';
    expect(await codeOf(desk.openFile())).toBe('HX-IPC');
    await desk.check();
    values.updates = 'off';
    expect(await codeOf(desk.openFile())).toBe('HX-UPDOFF');
    expect(await codeOf(desk.download())).toBe('HX-UPDOFF');
    values.updates = 'ask';
    await desk.openFile();
    expect(opened).toEqual([addressIn(feed, FILE.name)]);
  });
});

describe('the script that signs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-release-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('makes what a look accepts', async () => {
    writeFileSync(join(folder, FILE.name), 'bytes');
    writeFileSync(join(folder, 'notes.txt'), 'no package');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const made = signedUpdate({ folder, version: '0.2.0', days: 30, privateKey: pem, now: NOW });
    expect(made.publicKey).toBe(KEY);
    const { feed } = await start(says(made.text, made.signature));
    expect(await look(feed)).toMatchObject({
      version: '0.2.0',
      file: { name: FILE.name, size: 5 },
    });
    const late = new Date(NOW.getTime() + 31 * 86_400_000);
    expect(await codeOf(look(feed, { now: late }))).toBe('HX-UPDPAST');
  });
});

describe('versions', () => {
  test('are compared as numbers, and pre-releases come before what they lead to', () => {
    const order = [
      '0.1.0-alpha',
      '0.1.0-alpha.1',
      '0.1.0-beta.2',
      '0.1.0-beta.11',
      '0.1.0',
      '0.9.0',
      '0.10.0',
    ];
    for (const [index, version] of order.entries())
      for (const [other, against] of order.entries())
        expect(Math.sign(compareVersions(version, against))).toBe(Math.sign(index - other));
    expect(['1.2', 'v1.2.3', '1.2.3-', '01', '1.2.3+build'].filter(isVersion)).toEqual([]);
  });
});
