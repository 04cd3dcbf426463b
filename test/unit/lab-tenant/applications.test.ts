/** Applications, application roles and policies of the lab's Graph, as the dedicated hybrid application needs them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLICATIONS } from '../../../src/shared/applications';
import { certificateBase64 } from './certificates';
import { TENANT_ID } from './fake-world';
import type { LabAnswer, TestLab } from './start-lab';
import { startLab } from './start-lab';

const NAME = 'ExchangeServerApp-11111111-0000-4000-8000-000000000000';
const ROLE = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40';
const first = certificateBase64('0a');
const second = certificateBase64('0b');

let lab: TestLab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.close());

const get = (path: string): Promise<LabAnswer> => lab.graphRequest('GET', path);
const post = (path: string, body: unknown): Promise<LabAnswer> =>
  lab.graphRequest('POST', path, body);
const patch = (path: string, body: unknown): Promise<LabAnswer> =>
  lab.graphRequest('PATCH', path, body);
const code = (answer: LabAnswer): unknown[] => [answer.status, answer.body?.error?.code];

const make = async (): Promise<{ id: string; appId: string }> => {
  const made = await post('/applications', { displayName: NAME, signInAudience: 'AzureADMyOrg' });
  return { id: String(made.body.id), appId: String(made.body.appId) };
};
const exchange = async (): Promise<{ id: string; appRoles: unknown }> => {
  const address = `/servicePrincipals(appId='${APPLICATIONS.exchangeOnline}')?$select=id,appRoles`;
  const { body } = await get(address);
  return { id: String(body.id), appRoles: body.appRoles };
};

describe('the dedicated application, from nothing', () => {
  it('is registered, found by its name, given a principal, a role and a key', async () => {
    const { id, appId } = await make();
    const filter = `/applications?$filter=displayName eq '${NAME}'&$select=id,appId,displayName,requiredResourceAccess`;
    expect((await get(filter)).body.value).toEqual([
      { id, appId, displayName: NAME, requiredResourceAccess: [] },
    ]);
    const access = [
      {
        resourceAppId: APPLICATIONS.exchangeOnline,
        resourceAccess: [{ id: ROLE, type: 'Role' }],
      },
    ];
    expect((await patch(`/applications/${id}`, { requiredResourceAccess: access })).status).toBe(
      204,
    );
    const made = await post('/servicePrincipals', { appId });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      appId,
      displayName: NAME,
      appOwnerOrganizationId: TENANT_ID,
    });
    const principal = `/servicePrincipals/${made.body.id}`;
    const tags = ['WindowsAzureActiveDirectoryIntegratedApp', 'HideApp'];
    expect((await patch(principal, { tags })).status).toBe(204);
    expect((await get(`${principal}?$select=tags`)).body.tags).toEqual(tags);
    const resource = await exchange();
    expect(resource.appRoles).toMatchObject([{ id: ROLE, value: 'full_access_as_app' }]);
    const consent = { principalId: made.body.id, resourceId: resource.id, appRoleId: ROLE };
    expect((await post(`${principal}/appRoleAssignments`, consent)).status).toBe(201);
    expect((await get(`${principal}/appRoleAssignments`)).body.value).toMatchObject([
      { ...consent, principalDisplayName: NAME, principalType: 'ServicePrincipal' },
    ]);
    const key = { type: 'AsymmetricX509Cert', usage: 'Verify', key: first };
    await patch(`/applications/${id}`, { keyCredentials: [key] });
    const read = await get(`/applications/${id}?$select=requiredResourceAccess,keyCredentials`);
    expect(read.body).toMatchObject({ requiredResourceAccess: access, keyCredentials: [key] });
  });

  it('has the caller as owner; another can be added once', async () => {
    const { id } = await make();
    expect((await get(`/applications/${id}/owners`)).body.value).toHaveLength(1);
    const other = lab.world.state.tenant.users[1]!.id;
    const reference = { '@odata.id': `${lab.graph}/directoryObjects/${other}` };
    expect((await post(`/applications/${id}/owners/$ref`, reference)).status).toBe(204);
    expect(code(await post(`/applications/${id}/owners/$ref`, reference))).toEqual([
      400,
      'Request_BadRequest',
    ]);
    expect((await get(`/applications/${id}/owners`)).body.value).toHaveLength(2);
  });

  it('goes with its principal and its consent', async () => {
    const { id, appId } = await make();
    const principal = (await post('/servicePrincipals', { appId })).body.id;
    const resourceId = (await exchange()).id;
    await post(`/servicePrincipals/${principal}/appRoleAssignments`, {
      principalId: principal,
      resourceId,
      appRoleId: ROLE,
    });
    expect((await lab.graphRequest('DELETE', `/applications/${id}`)).status).toBe(204);
    expect((await get(`/applications/${id}`)).status).toBe(404);
    expect((await get(`/servicePrincipals/${principal}`)).status).toBe(404);
    expect(lab.world.state.tenant.appRoleAssignments).toEqual([]);
  });
});

describe('keys of an application', () => {
  it('objects that were read go back without their bytes, and a new one beside them', async () => {
    const { id } = await make();
    await patch(`/applications/${id}`, {
      keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: first }],
    });
    const [read] = (
      await get(`/applications?$filter=displayName eq '${NAME}'&$select=keyCredentials`)
    ).body.value[0].keyCredentials;
    expect(read.key).toBeNull();
    const keyId = '99999999-0000-4000-8000-000000000009';
    const added = {
      displayName: 'next',
      keyId,
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
      key: second,
    };
    expect((await patch(`/applications/${id}`, { keyCredentials: [read, added] })).status).toBe(
      204,
    );
    const keys = (await get(`/applications/${id}?$select=keyCredentials`)).body.keyCredentials;
    expect(keys).toMatchObject([
      { keyId: read.keyId, key: first },
      { keyId, key: second, displayName: 'next' },
    ]);
  });

  it('what is no key is refused', async () => {
    const { id } = await make();
    for (const entry of ['text', { type: 'AsymmetricX509Cert', usage: 'Verify', key: 'AAAA' }, 7])
      expect((await patch(`/applications/${id}`, { keyCredentials: [entry] })).status).toBe(400);
  });

  it('the policy of key life refuses keys of more than a year, and says so beforehand', async () => {
    const { id } = await make();
    expect((await get('/policies/defaultAppManagementPolicy')).body.isEnabled).toBe(false);
    lab.world.fault('key-lifetime-policy');
    const policy = (await get('/policies/defaultAppManagementPolicy')).body;
    expect(policy.applicationRestrictions.keyCredentials).toMatchObject([
      { restrictionType: 'asymmetricKeyLifetime', maxLifetime: 'P365D', state: 'enabled' },
    ]);
    const long = certificateBase64('0d', '2026-01-01T00:00:00Z', '2031-01-01T00:00:00Z');
    const keyCredentials = [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: long }];
    const expected = [400, 'CredentialInvalidLifetimeAsPerAppPolicy'];
    expect(code(await patch(`/applications/${id}`, { keyCredentials }))).toEqual(expected);
    const principal = `/servicePrincipals/${lab.world.principal.id}`;
    expect(code(await patch(principal, { keyCredentials }))).toEqual(expected);
  });

  it('locked keys of a service principal cannot be written', async () => {
    lab.world.fault('principal-locked');
    const principal = `/servicePrincipals/${lab.world.principal.id}`;
    expect(code(await patch(principal, { keyCredentials: [] }))).toEqual([
      400,
      'CannotUpdateLockedServicePrincipalProperty',
    ]);
    expect((await patch(principal, { accountEnabled: true })).status).toBe(204);
  });
});

describe('refusals', () => {
  it('an application that is not there', async () => {
    const nobody = '/applications/00000000-0000-4000-8000-0000000000ff';
    expect(code(await get(nobody))).toEqual([404, 'Request_ResourceNotFound']);
    expect(code(await patch(nobody, {}))).toEqual([404, 'Request_ResourceNotFound']);
    expect((await get("/applications(appId='00000000-0000-4000-8000-0000000000ff')")).status).toBe(
      404,
    );
  });

  it('a property, a filter or a body the lab does not know', async () => {
    const { id } = await make();
    expect((await get(`/applications/${id}?$select=nothing`)).status).toBe(400);
    expect((await get("/applications?$filter=startswith(displayName,'E')")).status).toBe(400);
    expect((await patch(`/applications/${id}`, { web: {} })).status).toBe(400);
    expect((await post('/applications', {})).status).toBe(400);
  });

  it('a role that is there already, or that nobody has', async () => {
    const { appId } = await make();
    const principalId = (await post('/servicePrincipals', { appId })).body.id;
    const path = `/servicePrincipals/${principalId}/appRoleAssignments`;
    const consent = { principalId, resourceId: (await exchange()).id, appRoleId: ROLE };
    const { id } = (await post(path, consent)).body;
    const again = await post(path, consent);
    expect(again.status).toBe(400);
    expect(again.body.error.message).toContain(
      'Permission being assigned already exists on the object',
    );
    const other = { ...consent, appRoleId: '00000000-0000-4000-8000-0000000000ff' };
    expect((await post(path, other)).status).toBe(400);
    expect((await lab.graphRequest('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await lab.graphRequest('DELETE', `${path}/${id}`)).status).toBe(404);
  });

  it('a second principal of one application, and one of an application that is not there', async () => {
    const { appId } = await make();
    await post('/servicePrincipals', { appId });
    expect((await post('/servicePrincipals', { appId })).status).toBe(409);
    const nobody = { appId: '00000000-0000-4000-8000-0000000000ff' };
    expect(code(await post('/servicePrincipals', nobody))).toEqual([
      400,
      'NoBackingApplicationObject',
    ]);
  });

  it('an account without the role', async () => {
    lab.world.fault('graph-403');
    expect(code(await post('/applications', { displayName: NAME }))).toEqual([
      403,
      'Authorization_RequestDenied',
    ]);
  });
});

it('what is new reaches the directory that answers after a while', async () => {
  lab.world.fault('graph-slow-visible');
  const { id, appId } = await make();
  expect((await get(`/applications/${id}`)).status).toBe(404);
  expect(code(await post('/servicePrincipals', { appId }))).toEqual([
    400,
    'NoBackingApplicationObject',
  ]);
  lab.world.advance(90_000);
  expect((await get(`/applications/${id}`)).status).toBe(200);
  const made = await post('/servicePrincipals', { appId });
  expect(made.status).toBe(201);
  expect((await get(`/servicePrincipals/${made.body.id}`)).status).toBe(404);
  lab.world.advance(90_000);
  expect((await get(`/servicePrincipals/${made.body.id}`)).status).toBe(200);
});
