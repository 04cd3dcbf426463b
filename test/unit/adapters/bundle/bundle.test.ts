import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  bundleContents,
  exportCustomer,
  importCustomer,
} from '../../../../src/adapters/bundle/customer-bundle';
import { seal, sealPacked, unseal } from '../../../../src/adapters/bundle/envelope';
import { partOf } from '../../../../src/adapters/bundle/parts';
import { customerStore } from '../../../../src/adapters/storage/customer-store';
import type { FileSystem } from '../../../../src/adapters/storage/file-system';
import { nodeFileSystem } from '../../../../src/adapters/storage/file-system';
import { forgetCustomer } from '../../../../src/adapters/storage/forget';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import { isPassphrase } from '../../../../src/shared/bundle';
import { plan, started, verification } from '../../main/support';

// Each passphrase costs half a second by design.
vi.setConfig({ testTimeout: 60_000 });

const FULL = process.env['CROSSPREM_FULL'] === '1';
const PASSPHRASE = 'correct horse battery';
const AT = '2026-02-01T00:00:00.000Z';
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-bundle-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const place = (name: string, fs: FileSystem = nodeFileSystem) => ({
  dataFolder: join(folder, name),
  fs,
});
const record: CustomerRecord = {
  format: 1,
  id: 'contoso',
  name: 'Contoso Ltd',
  tenantId: '58bc2149-fa91-45b3-8627-72ff89a219c5',
  tenantDomain: 'contoso.onmicrosoft.com',
  practice: false,
  recipe: 'both',
  inputs: { teamsRoleName: 'Scheduler' },
  exchangeServer: 'ex01.contoso.com',
  identity: {
    organisation: { name: 'Contoso', guid: '6d3bb5b4-5d6a-4c0c-9c3b-0d6c5a0f4b11' },
    recordedAt: AT,
  },
  tenantAccess: {
    remember: true,
    clientId: '7f3a91c2-0000-4000-8000-000000000001',
    appOnly: {
      clientId: '7f3a91c2-0000-4000-8000-000000000002',
      certificateFile: '/home/ada/check.pem',
      keyFile: '/home/ada/check.key',
    },
  },
  createdAt: '2026-01-01T00:00:00.000Z',
};

async function put(name: string, path: string, content: string): Promise<void> {
  const file = join(folder, name, 'customers', 'contoso', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

async function stored(name = 'here'): Promise<void> {
  const store = customerStore(join(folder, name), nodeFileSystem);
  await store.save(record);
  await store.saveVerification('contoso', verification());
  const journal = await store.createRun('contoso', 'r1', plan([]));
  await journal.append(started);
  await journal.append({ type: 'run-ended', at: AT, result: 'done' });
}

const exported = (): Promise<Uint8Array> =>
  exportCustomer(place('here'), record, PASSPHRASE, { at: AT, productVersion: '0.1.0' });
const refusal = (code: string) => ({ error: { code } });

describe('an exported customer', () => {
  test('comes back whole, without what belongs to this computer, and read-only', async () => {
    await stored();
    await put('here', 'topology.json', '{}');
    const bytes = await exported();
    const taken = await importCustomer(place('there'), { name: 'c', bytes }, PASSPHRASE, AT);
    expect(taken).toMatchObject({ id: 'contoso', staged: { at: AT }, identity: record.identity });
    expect(taken.tenantAccess).toEqual({ clientId: record.tenantAccess?.clientId });
    const store = customerStore(join(folder, 'there'), nodeFileSystem);
    expect(await store.load('contoso')).toEqual(taken);
    expect(await store.runs('contoso')).toMatchObject([{ id: 'r1', result: 'done' }]);
    expect(await store.loadVerification('contoso')).toEqual(verification());
    expect(await readdir(join(folder, 'there', 'customers'))).toEqual(['contoso']);
  });

  test('says before what it will hold', async () => {
    await stored();
    const { parts, leftOut } = await bundleContents(place('here'), record);
    expect(parts.map(({ part, files }) => [part, files])).toEqual([
      ['profile', 1],
      ['runs', 2],
      ['verification', 1],
    ]);
    expect(leftOut).toEqual([]);
  });

  // threat T4
  test('never holds a planted secret', async () => {
    await stored();
    const jwt = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEiLCJwbGFudGVkIjoxfQ.${'s'.repeat(43)}`;
    await put('here', 'sign-in.bin', 'planted-token-cache');
    await put('here', 'lock', 'planted-lock');
    await put('here', 'customer.json.bak', 'planted-copy');
    await put('here', 'exports/ExchangeAuth-AB.cer', 'public part');
    await put('here', 'exports/ExchangeAuth-AB.pfx', 'planted-pfx');
    await put('here', 'exports/key.cer', '-----BEGIN PRIVATE KEY-----\nplanted-key\n');
    await put('here', 'carried/exchange.json', `{"note":"${jwt}"}`);
    await put('here', 'reports/r.json', '{"client_secret": "planted-secret"}');
    await put('here', 'runs/r1/notes.txt', 'planted-note');
    const content = (await unseal(await exported(), PASSPHRASE, 'c')).toString('utf8');
    const files = JSON.parse(content) as { files: { path: string; content: string }[] };
    const texts = files.files.map((item) => Buffer.from(item.content, 'base64').toString('utf8'));
    for (const text of [content, ...texts]) {
      expect(text).not.toContain('planted');
      expect(text).not.toContain(jwt);
      expect(text).not.toContain('/home/ada');
    }
    expect(files.files.map(({ path }) => path)).toContain('exports/ExchangeAuth-AB.cer');
    expect((await bundleContents(place('here'), record)).leftOut).toEqual([
      'carried/exchange.json',
      'exports/key.cer',
      'reports/r.json',
    ]);
  });

  test('shows nothing of its content without the passphrase, and differs each time', async () => {
    await stored();
    const [one, other] = [Buffer.from(await exported()), Buffer.from(await exported())];
    expect(one.includes('contoso')).toBe(false);
    expect(one.subarray(12, 56).equals(other.subarray(12, 56))).toBe(false);
    expect(isPassphrase('short')).toBe(false);
    expect(isPassphrase('aaaaaaaaaaaaaa')).toBe(false);
    expect(isPassphrase(PASSPHRASE)).toBe(true);
  });

  test('is the same passphrase however its accents are written', async () => {
    const sealed = await seal(Buffer.from('x'), 'déjà vu, déjà lu', 'c');
    const opened = await unseal(sealed, 'déjà vu, déjà lu'.normalize('NFD'), 'c');
    expect(opened.toString('utf8')).toBe('x');
  });
});

describe('a file that is taken in', () => {
  const take = (bytes: Uint8Array, passphrase = PASSPHRASE) =>
    importCustomer(place('there'), { name: 'c.crossprem', bytes }, passphrase, AT);
  const nothing = async () =>
    expect(await readdir(join(folder, 'there', 'customers')).catch(() => [])).toEqual([]);

  // threat T6
  test('with a wrong passphrase, changed, cut, foreign or newer is each told for what it is', async () => {
    await stored();
    const good = Buffer.from(await exported());
    await expect(take(good, 'another passphrase')).rejects.toMatchObject(refusal('HX-BUNDLEPASS'));
    for (const at of [good.length - 1, good.length - 20, 66]) {
      const edited = Buffer.from(good);
      edited[at] = (edited[at] ?? 0) ^ 1;
      await expect(take(edited)).rejects.toMatchObject(refusal('HX-BUNDLEEDIT'));
    }
    const nonce = Buffer.from(good);
    nonce[45] = (nonce[45] ?? 0) ^ 1;
    await expect(take(nonce)).rejects.toMatchObject(refusal('HX-BUNDLEEDIT'));
    for (const length of [good.length - 1, 70, 30, 11, 4])
      await expect(take(good.subarray(0, length))).rejects.toMatchObject(refusal('HX-BUNDLECUT'));
    await expect(take(Buffer.concat([good, Buffer.from('x')]))).rejects.toMatchObject(
      refusal('HX-BUNDLECUT'),
    );
    for (const foreign of ['', 'PK\u0003\u0004 an archive', '-----BEGIN CERTIFICATE-----'])
      await expect(take(Buffer.from(foreign))).rejects.toMatchObject(refusal('HX-BUNDLEFILE'));
    const newer = Buffer.from(good);
    newer.writeUInt16BE(2, 10);
    await expect(take(newer)).rejects.toMatchObject({
      error: { code: 'HX-BUNDLENEW', args: { version: 2 } },
    });
    await nothing();
  });

  // threat T6
  test('larger than any customer is not opened, and one that unpacks to more is stopped', async () => {
    const header = Buffer.from(await seal(Buffer.from('x'), PASSPHRASE, 'c')).subarray(0, 64);
    const large = Buffer.concat([header, Buffer.alloc(65 * 1024 * 1024)]);
    await expect(take(large)).rejects.toMatchObject(refusal('HX-BUNDLESIZE'));
    // 260 MB of nothing pack into 260 KB: only the limit while unpacking can stop them.
    const bomb = await sealPacked(gzipSync(Buffer.alloc(260 * 1024 * 1024)), PASSPHRASE);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(take(bomb)).rejects.toMatchObject(refusal('HX-BUNDLESIZE'));
    await nothing();
  });

  // threat T6
  test('with paths that lead elsewhere, or content of another kind, leaves nothing behind', async () => {
    const content = (files: readonly { path: string; content: string }[], more: object = {}) =>
      seal(
        Buffer.from(
          JSON.stringify({
            kind: 'crossprem-customer-bundle',
            format: 1,
            exportedAt: AT,
            productVersion: '0.1.0',
            customer: record,
            files,
            ...more,
          }),
        ),
        PASSPHRASE,
        'c',
      );
    const paths = [
      '../../escape.json',
      'runs/../../x/plan.json',
      '/etc/passwd',
      'runs\\r1\\plan.json',
      'sign-in.bin',
      'customer.json',
    ];
    expect(paths.map((path) => partOf(path))).toEqual(paths.map(() => undefined));
    // A file takes a second to seal and open, by design: the full suite takes each path in.
    for (const path of FULL ? paths : paths.slice(1, 2))
      await expect(take(await content([{ path, content: '' }]))).rejects.toMatchObject(
        refusal('HX-BUNDLEFILE'),
      );
    const broken = [{ path: 'verification.json', content: Buffer.from('{').toString('base64') }];
    await expect(take(await content(broken))).rejects.toMatchObject(refusal('HX-BUNDLEFILE'));
    await expect(
      take(await content([], { customer: { ...record, practice: true } })),
    ).rejects.toMatchObject(refusal('HX-BUNDLEFILE'));
    await expect(take(await content([], { more: 1 }))).rejects.toMatchObject(
      refusal('HX-BUNDLEFILE'),
    );
    await nothing();
  });

  test('that is here already is refused; another tenant of the same id gets an id of its own', async () => {
    await stored();
    await stored('there');
    const bytes = await exported();
    await expect(take(bytes)).rejects.toMatchObject(refusal('HX-BUNDLEHAVE'));
    const store = customerStore(join(folder, 'there'), nodeFileSystem);
    await store.save({ ...record, tenantId: '11111111-2222-4333-8444-555555555555' });
    expect(await take(bytes)).toMatchObject({ id: 'contoso-ltd' });
  });

  test('on a full disk leaves nothing behind', async () => {
    await stored();
    const bytes = await exported();
    const full: FileSystem = {
      ...nodeFileSystem,
      writeFlushed: () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })),
    };
    await expect(
      importCustomer(place('there', full), { name: 'c', bytes }, PASSPHRASE, AT),
    ).rejects.toMatchObject(refusal('HX-FULL'));
    await nothing();
  });
});

describe('a forgotten customer', () => {
  test('is named in no file any more; lines about others stay', async () => {
    await stored();
    const dataFolder = join(folder, 'here');
    const store = customerStore(dataFolder, nodeFileSystem);
    await mkdir(join(dataFolder, 'logs'), { recursive: true });
    const other = '{"event":"shell","server":"ex01.fabrikam.com"}';
    await writeFile(
      join(dataFolder, 'logs', 'crossprem.log'),
      `{"event":"shell","server":"ex01.contoso.com"}\n${other}\n{"event":"x","customer":"Contoso Ltd"}\n`,
    );
    await writeFile(
      join(dataFolder, 'logs', 'crossprem.log.1'),
      '{"event":"graph","tenant":"58BC2149-fa91-45b3-8627-72ff89a219c5"}\n',
    );
    await forgetCustomer({ dataFolder, fs: nodeFileSystem, store }, 'contoso');
    expect(await readFile(join(dataFolder, 'logs', 'crossprem.log'), 'utf8')).toBe(`${other}\n`);
    expect(await readFile(join(dataFolder, 'logs', 'crossprem.log.1'), 'utf8')).toBe('');
    expect(await readdir(join(dataFolder, 'customers'))).toEqual([]);
  });
});
