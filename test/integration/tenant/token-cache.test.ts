import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sealer } from '../../../src/adapters/tenant';
import { createTokenCache } from '../../../src/adapters/tenant';
import type { Files } from '../../../src/core/ports';
import { ADMIN, TENANT_ID } from '../../unit/lab-tenant/fake-world';
import type { TestLab } from '../../unit/lab-tenant/start-lab';
import { startLab } from '../../unit/lab-tenant/start-lab';
import { TestLog } from '../../unit/adapters/tenant/fakes';
import { openTenant } from './support/tenants';

const never = (): Promise<void> => new Promise(() => undefined);
const read = { method: 'GET', url: '/organization?$select=id' } as const;
const options = { deadlineMs: 10_000, requestId: 'request-1' };

/** Files in memory. */
function memoryFiles() {
  const stored = new Map<string, Uint8Array>();
  const files: Files = {
    read: (path) => Promise.resolve(stored.get(path)),
    write: (path, content) => Promise.resolve(void stored.set(path, content)),
    remove: (path) => Promise.resolve(void stored.delete(path)),
    list: () => Promise.resolve([]),
  };
  return { files, stored };
}

/** Seals by turning each byte round, with a key of its own. */
const sealerOf = (key: number): Sealer => ({
  seal: (text) => Promise.resolve(Buffer.from(text, 'utf8').map((byte) => byte ^ key)),
  unseal: (bytes) => Promise.resolve(Buffer.from(bytes.map((byte) => byte ^ key)).toString('utf8')),
});

let lab: TestLab;
let log: TestLog;
beforeEach(async () => {
  lab = await startLab();
  log = new TestLog();
});
afterEach(async () => lab.close());

const kept = (files: Files, sealer: Sealer = sealerOf(0x5a), more = {}) =>
  openTenant(lab, {
    openBrowser: never,
    cachePlugin: createTokenCache({
      files,
      sealer,
      tenantId: TENANT_ID,
      clientId: lab.clientId,
      log,
      ...more,
    }),
  });

/** Signs in with a browser that works. */
async function signInOnce(files: Files): Promise<void> {
  const cachePlugin = createTokenCache({
    files,
    sealer: sealerOf(0x5a),
    tenantId: TENANT_ID,
    clientId: lab.clientId,
    log,
  });
  const { signIn } = openTenant(lab, { cachePlugin });
  expect(await signIn.withBrowser()).toMatchObject({ state: 'signed-in' });
  await signIn.close();
  expect(signIn.state).toEqual({ state: 'signed-out' });
}

describe('a sign-in that is kept', () => {
  // threat T4
  it('is one sealed file, and is taken up at the next start', async () => {
    const { files, stored } = memoryFiles();
    await signInOnce(files);
    expect([...stored.keys()]).toEqual(['sign-in.bin']);
    const text = Buffer.from(stored.get('sign-in.bin')!).toString('latin1');
    expect(text).not.toMatch(/eyJ|RefreshToken|ada@/);
    const later = kept(files);
    expect(await later.signIn.restore()).toMatchObject({ state: 'signed-in', account: ADMIN });
    expect(await later.directory.send(read, options)).toMatchObject({ kind: 'done' });
  });

  it('goes at sign-out', async () => {
    const { files, stored } = memoryFiles();
    await signInOnce(files);
    const later = kept(files);
    await later.signIn.restore();
    await later.signIn.signOut();
    expect(stored.size).toBe(0);
  });

  it.each<[string, Parameters<typeof kept>[1], object]>([
    ['another key', sealerOf(0x33), {}],
    ['another tenant', undefined, { tenantId: '99999999-2222-4333-8444-555555555555' }],
    ['another application', undefined, { clientId: 'other' }],
    [
      'a key store that refuses',
      {
        seal: () => Promise.reject(new Error('locked')),
        unseal: () => Promise.reject(new Error('locked')),
      },
      {},
    ],
  ])('opens nothing for %s, and is removed', async (_name, sealer, more) => {
    const { files, stored } = memoryFiles();
    await signInOnce(files);
    const later = kept(files, sealer, more);
    expect(await later.signIn.restore()).toEqual({ state: 'signed-out' });
    expect(stored.size).toBe(0);
  });

  // threat T4
  it('lives on in memory where it cannot be sealed or written', async () => {
    const { files, stored } = memoryFiles();
    const sealer: Sealer = {
      ...sealerOf(1),
      seal: () => Promise.reject(new Error('no key store')),
    };
    const cachePlugin = createTokenCache({
      files,
      sealer,
      tenantId: TENANT_ID,
      clientId: lab.clientId,
      log,
    });
    const { signIn, directory } = openTenant(lab, { cachePlugin });
    expect(await signIn.withBrowser()).toMatchObject({ state: 'signed-in' });
    expect(await directory.send(read, options)).toMatchObject({ kind: 'done' });
    expect(stored.size).toBe(0);
    expect(log.lines.map(({ event }) => event)).toContain('sign-in.not-kept');
    expect(JSON.stringify(log.lines)).not.toContain('eyJ');
  });
});
