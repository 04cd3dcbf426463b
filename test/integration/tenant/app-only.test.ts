import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { APPLICATION_READ_ROLES } from '../../../src/core/commands/graph-table';
import type { HttpRequest } from '../../../src/adapters/tenant';
import { loadAppCertificate } from '../../../src/adapters/tenant';
import { appOnlyDirectory } from '../../../src/adapters/tenant/app-only';
import { TestClock, TestLog } from '../../unit/adapters/tenant/fakes';
import { TENANT_ID } from '../../unit/lab-tenant/fake-world';
import type { TestLab } from '../../unit/lab-tenant/start-lab';
import { startLab } from '../../unit/lab-tenant/start-lab';
import { makeCertificate } from '../../unit/support/certificates';

const APP = '0000aaaa-0000-4000-8000-000000000001';
const [from, to] = ['2025-01-01T00:00:00Z', '2050-01-01T00:00:00Z'];
const own = makeCertificate('Crossprem checks', from, to, 2048);
const other = makeCertificate('other', from, to, 2048);
const short = makeCertificate('short', from, to, 1024);
const options = { deadlineMs: 30_000, requestId: 'request-1' };
const read = { method: 'GET', url: '/organization?$select=id' } as const;
const principals = { method: 'GET', url: '/servicePrincipals?$select=id,appId' } as const;
const write = { method: 'POST', url: '/servicePrincipals', body: { appId: APP } } as const;

let lab: TestLab;
let folder: string;
let sent: HttpRequest[];
let log: TestLog;
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-app-'));
  const pem = `-----BEGIN CERTIFICATE-----\n${own.raw}\n-----END CERTIFICATE-----\n`;
  await writeFile(file('own.pem'), pem);
  await writeFile(file('own.cer'), Buffer.from(own.raw, 'base64'));
  await writeFile(file('own.key'), own.privateKey);
  await writeFile(file('other.cer'), Buffer.from(other.raw, 'base64'));
  await writeFile(file('other.key'), other.privateKey);
  await writeFile(file('short.cer'), Buffer.from(short.raw, 'base64'));
  await writeFile(file('short.key'), short.privateKey);
  await writeFile(file('nonsense'), 'nonsense');
});
afterAll(async () => rm(folder, { recursive: true }));
beforeEach(async () => {
  lab = await startLab();
  sent = [];
  log = new TestLog();
  register([own.raw]);
});
afterEach(async () => {
  vi.useRealTimers();
  await lab.close();
});

function register(certificates: readonly string[]): void {
  lab.world.state.tenant.registrations = [
    { appId: APP, certificates, roles: APPLICATION_READ_ROLES },
  ];
}
const directory = (more = {}) =>
  appOnlyDirectory({
    authority: lab.authority,
    graph: lab.graph,
    clientId: APP,
    tenantId: TENANT_ID,
    certificateFile: file('own.cer'),
    keyFile: file('own.key'),
    http: (request) => {
      sent.push(request);
      return lab.http(request);
    },
    clock: new TestClock(true),
    log,
    ...more,
  });

describe('a sign-in without a person', () => {
  it.each(['own.cer', 'own.pem'])('reads with a certificate (%s), once for all', async (name) => {
    const tenant = directory({ certificateFile: file(name) });
    const outcomes = await Promise.all([
      tenant.send(read, options),
      tenant.send(principals, options),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(await tenant.send(read, options)).toMatchObject({ kind: 'done' });
    expect(sent.filter(({ url }) => url.includes('/token'))).toHaveLength(1);
  });

  it('never changes anything, whatever it is permitted', async () => {
    const tenant = directory();
    expect(await tenant.send(write, options)).toMatchObject({
      kind: 'failed',
      error: { code: 'HX-APPONLY', correlationId: 'request-1' },
    });
    expect(await tenant.prepare?.([write])).toMatchObject({ error: { code: 'HX-APPONLY' } });
    expect(sent).toEqual([]);
  });

  it('renews near the end of its token, and after a refusal', async () => {
    const tenant = directory();
    await tenant.send(read, options);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 57 * 60_000 });
    expect(await tenant.send(read, options)).toMatchObject({ kind: 'done' });
    lab.world.fault('graph-401');
    expect(await tenant.send(read, options)).toMatchObject({
      error: { code: 'HX-SIGNIN', args: { reason: 'lapsed' } },
    });
    expect(sent.filter(({ url }) => url.includes('/token'))).toHaveLength(3);
  });

  it.each<[string, () => void, string]>([
    ['certificate', () => register([other.raw]), 'AADSTS700027'],
    ['unknown-application', () => (lab.world.state.tenant.registrations = []), 'AADSTS700016'],
    ['clock', () => lab.world.fault('clock-ahead'), 'AADSTS700024'],
  ])('says what is wrong: %s', async (reason, breakIt, words) => {
    breakIt();
    const outcome = await directory().send(read, options);
    expect(outcome).toMatchObject({ error: { code: 'HX-SIGNIN', args: { reason } } });
    expect(JSON.stringify(outcome)).toContain(words);
  });

  it('takes no token of another tenant', async () => {
    const tenantId = '99999999-2222-4333-8444-555555555555';
    expect(await directory({ tenantId }).send(read, options)).toMatchObject({
      error: { code: 'HX-TEN', args: { expectedId: tenantId } },
    });
    expect(sent.every(({ url }) => !url.includes('/v1.0/'))).toBe(true);
  });

  it('shows its key and its tokens nowhere', async () => {
    const seen: string[] = [];
    const tenant = directory({
      http: async (request: HttpRequest) => {
        const body = new URLSearchParams(request.body ?? '');
        seen.push(body.get('client_assertion') ?? '', request.headers['authorization'] ?? '');
        if (request.url.includes('/v1.0/')) {
          const message = `no ${seen.join(' ')} ${own.privateKey}`;
          const text = JSON.stringify({ error: { code: 'x', message } });
          return { kind: 'answer', status: 400, headers: {}, body: text };
        }
        return lab.http(request);
      },
    });
    const outcome = await tenant.send(read, options);
    const everything = JSON.stringify([outcome, log.lines]);
    const secrets = seen.filter((text) => text !== '').map((text) => text.replace('Bearer ', ''));
    expect(secrets.length).toBeGreaterThanOrEqual(2);
    for (const secret of secrets) expect(everything).not.toContain(secret);
    for (const line of own.privateKey.split('\n').filter((text) => /^[\w+/=]{60,}$/.test(text)))
      expect(everything).not.toContain(line);
  });
});

describe('its files', () => {
  it.each([
    ['missing', 'own.key', 'ENOENT'],
    ['nonsense', 'own.key', 'nonsense'],
    ['own.cer', 'missing', 'ENOENT'],
    ['own.cer', 'nonsense', 'nonsense'],
    ['own.cer', 'other.key', 'is not the key of'],
    ['short.cer', 'short.key', 'shorter than 2048 bits'],
  ])('cannot be %s with %s', async (certificate, key, words) => {
    const found = await loadAppCertificate({
      certificateFile: file(certificate),
      keyFile: file(key),
    });
    expect(found).toMatchObject({
      ok: false,
      error: { code: 'HX-SIGNIN', args: { reason: 'certificate-file' } },
    });
    expect(JSON.stringify(found)).toContain(words);
  });

  it('give thumbprint, end and key', async () => {
    const files = { certificateFile: file('own.cer'), keyFile: file('own.key') };
    expect(await loadAppCertificate(files)).toMatchObject({
      ok: true,
      value: {
        thumbprintSha256: expect.stringMatching(/^[0-9A-F]{64}$/),
        notAfter: '2050-01-01T00:00:00.000Z',
      },
    });
  });
});
