import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLICATIONS } from '../../../src/shared/applications';
import { keyFromCertificate } from '../../../src/lab/tenant/key-list';
import type { KeyCredentialState } from '../../../src/lab/tenant/state';
import { certificateBase64 } from './certificates';
import { ADMIN, FakeWorld, TENANT_DOMAIN, TENANT_ID } from './fake-world';
import type { TestLab } from './start-lab';
import { startLab } from './start-lab';

const SFB = APPLICATIONS.skypeForBusinessOnline;
const first = certificateBase64('0a');
const second = certificateBase64('0b');
const expired = certificateBase64('0c', '2020-01-01T00:00:00Z', '2026-11-21T08:59:59Z');
const verify = (key: string) => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key });

let lab: TestLab;
let path: string;

beforeEach(async () => {
  const key = keyFromCertificate(first, '99999999-0000-4000-8000-000000000001', 'from before')!;
  lab = await startLab(new FakeWorld([key]));
  path = `/servicePrincipals/${lab.world.principal.id}`;
});
afterEach(async () => lab.close());

const readKeys = async (): Promise<KeyCredentialState[]> => {
  const address = `/servicePrincipals(appId='${SFB}')?$select=id,keyCredentials`;
  const keys: KeyCredentialState[] = (await lab.graphRequest('GET', address)).body.keyCredentials;
  return keys;
};
const writeKeys = (keyCredentials: unknown) => lab.graphRequest('PATCH', path, { keyCredentials });

describe('reading', () => {
  it('answers organization, domains, me and roles', async () => {
    const organization = await lab.graphRequest('GET', '/organization?$select=id,verifiedDomains');
    expect(organization.body.value[0].id).toBe(TENANT_ID);
    expect(organization.body.value[0].verifiedDomains).toHaveLength(2);
    expect(organization.body.value[0]).not.toHaveProperty('displayName');
    const domains = await lab.graphRequest('GET', '/domains');
    expect(domains.body.value[0]).toMatchObject({ id: TENANT_DOMAIN, isInitial: true });
    const me = await lab.graphRequest('GET', '/me?$select=userPrincipalName');
    expect(me.body.userPrincipalName).toBe(ADMIN);
    const roles = await lab.graphRequest(
      'GET',
      '/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId',
    );
    expect(roles.body.value[0].displayName).toBe('Global Administrator');
  });

  it('shows key bytes only for a single object with $select', async () => {
    const [key] = await readKeys();
    expect(key).toMatchObject({ key: first, type: 'AsymmetricX509Cert', usage: 'Verify' });
    const der = Buffer.from(first, 'base64');
    const thumbprint = createHash('sha1').update(der).digest('hex').toUpperCase();
    expect(key!.customKeyIdentifier).toBe(thumbprint);
    expect(key!.startDateTime).toBe('2026-01-01T00:00:00Z');
    const whole = await lab.graphRequest('GET', path);
    expect(whole.body.keyCredentials[0].key).toBeNull();
    const list = await lab.graphRequest(
      'GET',
      `/servicePrincipals?$filter=appId eq '${SFB}'&$select=id,keyCredentials`,
    );
    expect(list.body.value).toHaveLength(1);
    expect(list.body.value[0].keyCredentials[0].key).toBeNull();
  });

  it('finds the owner of a name, and refuses what it does not know', async () => {
    const owner = `servicePrincipalNames/any(n:n eq '${SFB}')`;
    const found = await lab.graphRequest(
      'GET',
      `/servicePrincipals?$filter=${owner}&$select=appId`,
    );
    expect(found.body.value).toEqual([{ appId: SFB }]);
    const filter = await lab.graphRequest(
      'GET',
      "/servicePrincipals?$filter=startswith(appId,'0')",
    );
    expect(filter.body.error.code).toBe('Request_UnsupportedQuery');
    expect((await lab.graphRequest('GET', `${path}?$select=nonsense`)).status).toBe(400);
    expect((await lab.graphRequest('GET', '/organization?$select=nonsense')).status).toBe(400);
    expect((await lab.graphRequest('GET', '/domains?$orderby=id')).status).toBe(400);
    expect((await lab.graphRequest('GET', '/domains?$top=0')).status).toBe(400);
    expect((await lab.graphRequest('GET', '/users')).body.error.code).toBe(
      'Request_ResourceNotFound',
    );
    const absent = await lab.graphRequest('GET', `/servicePrincipals(appId='${TENANT_ID}')`);
    expect(absent.status).toBe(404);
  });

  it('pages', async () => {
    const page = await lab.graphRequest('GET', '/servicePrincipals?$top=3&$select=appId');
    expect(page.body.value).toHaveLength(3);
    const next = new URL(String(page.body['@odata.nextLink']));
    const rest = await lab.graphRequest('GET', next.pathname.replace('/v1.0', '') + next.search);
    expect(rest.body.value).toHaveLength(1);
    expect(rest.body).not.toHaveProperty('@odata.nextLink');
  });

  it('echoes ids and shapes errors as live bodies have them', async () => {
    const { access_token: token } = (await lab.tokens()).body;
    const headers = { authorization: `Bearer ${token}`, 'client-request-id': 'journal-7' };
    const absent = await lab.send('GET', '/v1.0/servicePrincipals/x', { headers });
    expect(absent.headers['client-request-id']).toBe('journal-7');
    const { innerError } = absent.body.error;
    expect(innerError['client-request-id']).toBe('journal-7');
    expect(innerError['request-id']).toBe(absent.headers['request-id']);
    expect(innerError.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expect(lab.world.calls.at(-1)).toMatchObject({
      call: 'GET /servicePrincipals/x',
      requestId: 'journal-7',
      outcome: 'failed',
    });
  });
});

describe('writing a key list', () => {
  it('replaces the array, answers 204 and gives every key a new id', async () => {
    const answer = await writeKeys([verify(first), verify(second)]);
    expect(answer.status).toBe(204);
    expect(answer.text).toBe('');
    const keys = await readKeys();
    expect(keys.map(({ key }) => key)).toEqual([first, second]);
    expect(keys[0]!.keyId).not.toBe('99999999-0000-4000-8000-000000000001');
    expect(keys[0]!.displayName).toBeNull();
    expect(await writeKeys([])).toMatchObject({ status: 204 });
    expect(await readKeys()).toEqual([]);
  });

  it('keeps a certificate twice when it is sent twice', async () => {
    await writeKeys([verify(first), verify(first)]);
    expect(await readKeys()).toHaveLength(2);
  });

  it('takes dates and names that lie inside the certificate', async () => {
    const named = {
      ...verify(second),
      displayName: 'EX01',
      startDateTime: '2026-02-01T00:00:00Z',
      endDateTime: '2030-01-01T00:00:00Z',
      customKeyIdentifier: 'own',
    };
    expect(await writeKeys([named])).toMatchObject({ status: 204 });
    const { key: _key, ...rest } = named;
    expect((await readKeys())[0]).toMatchObject(rest);
  });

  it.each([
    ['an expired certificate', verify(expired), 'KeyCredentialsInvalidEndDate'],
    [
      'an end after the certificate',
      { ...verify(second), endDateTime: '2040-01-01T00:00:00Z' },
      'KeyCredentialsInvalidEndDate',
    ],
    [
      'a start before the certificate',
      { ...verify(second), startDateTime: '2020-01-01T00:00:00Z' },
      'KeyCredentialsInvalidStartDate',
    ],
    [
      'a start that is no date',
      { ...verify(second), startDateTime: 'today' },
      'KeyCredentialsInvalidStartDate',
    ],
    [
      'an end that is no date',
      { ...verify(second), endDateTime: 'never' },
      'KeyCredentialsInvalidEndDate',
    ],
    ['no bytes', { ...verify(second), key: null }, 'Request_BadRequest'],
    ['bytes that are no base64', verify(`${second.slice(0, -4)}****`), 'Request_BadRequest'],
    ['base64 of base64', verify(Buffer.from(second).toString('base64')), 'Request_BadRequest'],
    [
      'bytes after the certificate',
      verify(Buffer.concat([Buffer.from(second, 'base64'), Buffer.from('x')]).toString('base64')),
      'Request_BadRequest',
    ],
    ['a wrong usage', { ...verify(second), usage: 'Encrypt' }, 'Request_BadRequest'],
    ['an unknown field', { ...verify(second), hasExtendedValue: null }, 'Request_BadRequest'],
    ['no object', 'key', 'Request_BadRequest'],
  ])('refuses %s and leaves the list as it was', async (_what, entry, code) => {
    const answer = await writeKeys([verify(first), entry]);
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe(code);
    expect((await readKeys())[0]!.keyId).toBe('99999999-0000-4000-8000-000000000001');
  });

  it('refuses a list that is none, and a keyId', async () => {
    expect(await writeKeys('all')).toMatchObject({ status: 400 });
    const [read] = await readKeys();
    const answer = await writeKeys([read]);
    expect(answer.body.error.message).toBe(
      `Update to existing credential with KeyId '${read!.keyId}' is not allowed.`,
    );
  });

  it('expires by virtual time', async () => {
    lab.world.advance(5 * 365 * 86_400_000);
    expect((await writeKeys([verify(first)])).body.error.code).toBe('KeyCredentialsInvalidEndDate');
  });

  it('logs the change before and without bytes in clear', async () => {
    await writeKeys([verify(second)]);
    const call = lab.world.calls.at(-1)!;
    expect(call).toMatchObject({
      side: 'tenant',
      call: `PATCH ${path}`,
      change: true,
      outcome: 'done',
    });
    expect(call.arguments).toMatchObject({
      body: { keyCredentials: [{ key: { $bytes: second } }] },
    });
  });
});

describe('other writes', () => {
  it('replaces names, enables, and finds a taken name', async () => {
    const names = [SFB, 'https://mail.contoso.com/'];
    expect(
      await lab.graphRequest('PATCH', path, {
        servicePrincipalNames: names,
        accountEnabled: false,
      }),
    ).toMatchObject({ status: 204 });
    const read = await lab.graphRequest(
      'GET',
      `${path}?$select=servicePrincipalNames,accountEnabled`,
    );
    expect(read.body).toMatchObject({ servicePrincipalNames: names, accountEnabled: false });
    const other = `/servicePrincipals(appId='${APPLICATIONS.exchangeOnline}')`;
    const taken = await lab.graphRequest('PATCH', other, { servicePrincipalNames: [names[1]] });
    expect(taken.body.error.message).toContain('already exists');
  });

  it('refuses unknown properties and bodies that are no JSON', async () => {
    expect(await lab.graphRequest('PATCH', path, { homepage: '' })).toMatchObject({ status: 400 });
    expect(await lab.graphRequest('POST', '/servicePrincipals', { name: 1 })).toMatchObject({
      status: 400,
    });
    const { access_token: token } = (await lab.tokens()).body;
    const headers = { authorization: `Bearer ${token}` };
    expect(await lab.send('PATCH', `/v1.0${path}`, { headers, raw: '{' })).toMatchObject({
      status: 400,
    });
    expect(await lab.graphRequest('POST', path, {})).toMatchObject({ status: 404 });
  });

  it('deletes and creates principals', async () => {
    expect(await lab.graphRequest('POST', '/servicePrincipals', { appId: SFB })).toMatchObject({
      status: 409,
    });
    const unknown = await lab.graphRequest('POST', '/servicePrincipals', { appId: TENANT_ID });
    expect(unknown.body.error.code).toBe('NoBackingApplicationObject');
    expect(await lab.graphRequest('DELETE', path)).toMatchObject({ status: 204 });
    expect(await lab.graphRequest('GET', path)).toMatchObject({ status: 404 });
    const created = await lab.graphRequest('POST', '/servicePrincipals', { appId: SFB });
    expect(created).toMatchObject({ status: 201, body: { appId: SFB, keyCredentials: [] } });
  });

  it('asks for Global Administrator', async () => {
    lab.world.state.tenant.users[0]!.roleTemplateIds = ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3'];
    const answer = await writeKeys([verify(second)]);
    expect(answer.body.error.code).toBe('Authorization_RequestDenied');
    expect(await lab.graphRequest('GET', path)).toMatchObject({ status: 200 });
  });
});
