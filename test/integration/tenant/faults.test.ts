import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../../src/core/ports';
import { createPracticeBrowser, createTenant } from '../../../src/adapters/tenant';
import { keyFromCertificate } from '../../../src/lab/tenant/key-list';
import { TestClock, TestLog } from '../../unit/adapters/tenant/fakes';
import { certificateBase64 } from '../../unit/lab-tenant/certificates';
import { FakeWorld, TENANT_DOMAIN, TENANT_ID } from '../../unit/lab-tenant/fake-world';
import type { TestLab } from '../../unit/lab-tenant/start-lab';
import { startLab } from '../../unit/lab-tenant/start-lab';

const key = certificateBase64('3a');
const options = { deadlineMs: 30_000, requestId: 'request-1' };
const read = { method: 'GET', url: '/organization?$select=id' } as const;

let lab: TestLab;
let directory: Directory;
let clock: TestClock;
let address: string;

beforeEach(async () => {
  lab = await startLab(new FakeWorld([keyFromCertificate(key, 'id-1')!]));
  address = `/servicePrincipals/${lab.world.principal.id}`;
  // Sign-in must not end at once, so the clock moves by itself only after it.
  clock = new TestClock();
  const tenant = createTenant({
    authority: lab.authority,
    graph: lab.graph,
    clientId: lab.clientId,
    tenantId: TENANT_ID,
    tenantDomain: TENANT_DOMAIN,
    http: lab.http,
    clock,
    log: new TestLog(),
    openBrowser: createPracticeBrowser(lab.http),
  });
  await tenant.signIn.withBrowser();
  await tenant.signIn.extend(['Application.ReadWrite.All']);
  clock.sleeps.length = 0;
  clock.sleep = (milliseconds) => {
    clock.sleeps.push(milliseconds);
    clock.advance(milliseconds);
    return Promise.resolve();
  };
  directory = tenant.directory;
});
afterEach(async () => lab.close());

const write = () =>
  directory.send(
    {
      method: 'PATCH',
      url: address,
      body: { keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key }] },
    },
    options,
  );

describe('the product over the lab’s faults', () => {
  it('waits out 429 as it is told, and 503 by itself', async () => {
    lab.world.fault('graph-429');
    expect(await read429()).toEqual(['done', [2_000, 2_000, 2_000]]);
    clock.sleeps.length = 0;
    lab.world.fault('graph-503');
    expect((await write()).kind).toBe('done');
    expect(clock.sleeps).toEqual([1_000, 2_000]);
  });

  const read429 = async () => [(await directory.send(read, options)).kind, clock.sleeps];

  // fault tenant-4xx
  it('names 403, 401 and the refusal of an expired key', async () => {
    lab.world.fault('graph-403');
    expect(await write()).toMatchObject({
      kind: 'failed',
      error: {
        code: 'HX-403',
        args: { code: 'Authorization_RequestDenied' },
        correlationId: 'request-1',
      },
    });
    lab.world.fault('graph-403', false);
    lab.world.advance(10 * 365 * 86_400_000);
    expect(await write()).toMatchObject({
      error: { code: 'HX-GRAPH', args: { status: 400, code: 'KeyCredentialsInvalidEndDate' } },
    });
  });

  it('hands on an absent principal as an answer', async () => {
    lab.world.fault('principal-absent');
    const url = "/servicePrincipals(appId='00000004-0000-0ff1-ce00-000000000000')?$select=id";
    expect(await directory.send({ method: 'GET', url }, options)).toMatchObject({
      kind: 'done',
      value: { status: 404 },
    });
  });

  it('follows the lab’s pages', async () => {
    const url = '/servicePrincipals?$top=1&$select=appId';
    const outcome = await directory.send({ method: 'GET', url }, options);
    expect(outcome).toMatchObject({ kind: 'done', value: { body: { value: { length: 4 } } } });
  });

  // fault network-cut
  it('does not know what became of a change whose answer is lost', async () => {
    lab.world.change = () => Promise.reject(new Error('the lab dies here'));
    const silent = console.error;
    console.error = () => undefined;
    try {
      expect(await write()).toMatchObject({ kind: 'unknown', error: { code: 'HX-LOST' } });
    } finally {
      console.error = silent;
    }
  });

  it('was not reached when the lab is gone', async () => {
    await lab.close();
    expect(await write()).toMatchObject({ kind: 'failed', error: { code: 'HX-REACH' } });
    expect(await directory.send(read, options)).toMatchObject({ error: { code: 'HX-REACH' } });
    lab = await startLab();
  });
});
