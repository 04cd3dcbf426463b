import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLICATIONS } from '../../../src/shared/applications';
import { keyFromCertificate } from '../../../src/lab/tenant/key-list';
import { certificateBase64 } from './certificates';
import { FakeWorld, TENANT_ID } from './fake-world';
import type { TestLab } from './start-lab';
import { startLab } from './start-lab';

const SFB = APPLICATIONS.skypeForBusinessOnline;
const kept = certificateBase64('1a');
const added = certificateBase64('1b');
const verify = (key: string) => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key });
const byApplication = `/servicePrincipals(appId='${SFB}')`;

let lab: TestLab;

beforeEach(async () => {
  lab = await startLab(new FakeWorld([keyFromCertificate(kept, 'id-1')!]));
});
afterEach(async () => lab.close());

const readKeys = async (): Promise<(string | null)[]> => {
  const read = await lab.graphRequest('GET', `${byApplication}?$select=keyCredentials`);
  const keys: { key: string | null }[] = read.body.keyCredentials;
  return keys.map(({ key }) => key);
};
const write = (...keys: string[]) =>
  lab.graphRequest('PATCH', byApplication, { keyCredentials: keys.map(verify) });

describe('faults of the directory', () => {
  it('graph-401 refuses everything', async () => {
    lab.world.fault('graph-401');
    const answer = await lab.graphRequest('GET', '/organization');
    expect(answer).toMatchObject({
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken' } },
    });
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  });

  it('graph-403 refuses writes only', async () => {
    lab.world.fault('graph-403');
    expect(await write(kept, added)).toMatchObject({ status: 403 });
    expect(await readKeys()).toEqual([kept]);
  });

  it('graph-429 acts three times, graph-503 twice', async () => {
    lab.world.fault('graph-429');
    for (let time = 0; time < 3; time += 1) {
      const answer = await lab.graphRequest('GET', '/domains');
      expect(answer.status).toBe(429);
      expect(answer.headers['retry-after']).toBe('2');
    }
    expect(await lab.graphRequest('GET', '/domains')).toMatchObject({ status: 200 });
    lab.world.fault('graph-503');
    expect(await write(kept, added)).toMatchObject({ status: 503 });
    expect(await write(kept, added)).toMatchObject({ status: 503 });
    expect(await write(kept, added)).toMatchObject({ status: 204 });
  });

  it('graph-slow-visible shows the old list for 90 virtual seconds', async () => {
    lab.world.fault('graph-slow-visible');
    await write(kept, added);
    expect(await readKeys()).toEqual([kept]);
    lab.world.advance(60_000);
    await write(added);
    lab.world.fault('graph-slow-visible', false);
    lab.world.advance(60_000);
    expect(await readKeys()).toEqual([kept]);
    lab.world.advance(30_000);
    expect(await readKeys()).toEqual([added]);
    await write(kept);
    expect(await readKeys()).toEqual([kept]);
  });

  it('key-vanishes loses one kept key, once', async () => {
    lab.world.fault('key-vanishes');
    await write(kept, added);
    expect(await readKeys()).toEqual([added]);
    await write(kept, added);
    expect(await readKeys()).toEqual([kept, added]);
  });

  it('key-vanishes waits for a list with a kept key', async () => {
    lab.world.fault('key-vanishes');
    await write(added);
    expect(await readKeys()).toEqual([added]);
    expect(lab.world.has('key-vanishes')).toBe(true);
  });

  it('null-key withholds the bytes of one key', async () => {
    await write(kept, added);
    lab.world.fault('null-key');
    expect(await readKeys()).toEqual([null, added]);
  });

  it('principal-absent hides Skype for Business Online until it is made anew', async () => {
    lab.world.fault('principal-absent');
    expect(await lab.graphRequest('GET', byApplication)).toMatchObject({ status: 404 });
    const list = await lab.graphRequest('GET', `/servicePrincipals?$filter=appId eq '${SFB}'`);
    expect(list.body.value).toEqual([]);
    const created = await lab.graphRequest('POST', '/servicePrincipals', { appId: SFB });
    expect(created.status).toBe(201);
    expect(await readKeys()).toEqual([]);
    lab.world.fault('principal-absent', false);
    expect(await readKeys()).toEqual([]);
    expect(lab.world.state.tenant.servicePrincipals).toHaveLength(4);
  });
});

describe('tokens', () => {
  it.each([
    ['none', undefined],
    ['not a token', 'Bearer nonsense'],
    ['another scheme', 'Basic abc'],
  ])('refuses %s', async (_what, authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    expect(await lab.send('GET', '/v1.0/me', { headers })).toMatchObject({ status: 401 });
  });

  it('refuses a changed token, and one of another tenant', async () => {
    const token = String((await lab.tokens()).body.access_token);
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, oid: 'x' })).toString('base64url');
    const changed = { authorization: `Bearer ${header}.${forged}.${signature}` };
    expect(await lab.send('GET', '/v1.0/me', { headers: changed })).toMatchObject({ status: 401 });
    lab.world.fault('wrong-tenant');
    const stranger = String((await lab.tokens()).body.access_token);
    const headers = { authorization: `Bearer ${stranger}` };
    expect(await lab.send('GET', '/v1.0/me', { headers })).toMatchObject({ status: 401 });
  });

  it('refuses a token whose hour is over', async () => {
    const { access_token: token } = (await lab.tokens()).body;
    const real = Date.now;
    Date.now = () => real() + 3_601_000;
    try {
      const headers = { authorization: `Bearer ${token}` };
      expect(await lab.send('GET', '/v1.0/me', { headers })).toMatchObject({ status: 401 });
    } finally {
      Date.now = real;
    }
  });

  it('sign-in-refused refuses device codes and renewals', async () => {
    const { refresh_token: refresh } = (await lab.tokens()).body;
    lab.world.fault('sign-in-refused');
    const refused = await lab.tokens();
    expect(refused.body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' });
    expect(refused.body.error_description).toContain('AADSTS65001');
    const fields = { grant_type: 'refresh_token', client_id: 'any', refresh_token: refresh };
    const renewal = await lab.send('POST', `/${TENANT_ID}/oauth2/v2.0/token`, { fields });
    expect(renewal.body.suberror).toBe('consent_required');
  });
});
