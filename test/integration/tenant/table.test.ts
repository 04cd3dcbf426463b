import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRAPH_TABLE } from '../../../src/core/commands/graph-table';
import { keyFromCertificate } from '../../../src/lab/tenant/key-list';
import { certificateBase64 } from '../../unit/lab-tenant/certificates';
import { FakeWorld } from '../../unit/lab-tenant/fake-world';
import type { TestLab } from '../../unit/lab-tenant/start-lab';
import { startLab } from '../../unit/lab-tenant/start-lab';

let lab: TestLab;
/** Object id of an application in the lab. */
let application = '';
/** Collections that the lab does not have; what is below them cannot be asked. */
const missing: string[] = [];

beforeAll(async () => {
  lab = await startLab(new FakeWorld([keyFromCertificate(certificateBase64('5a'), 'id-1')!]));
  for (const path of ['/applications', '/policies/defaultAppManagementPolicy']) {
    if ((await lab.graphRequest('GET', `${path}?$select=id`)).status === 404) missing.push(path);
  }
  const principal = `/servicePrincipals/${lab.world.principal.id}/appRoleAssignments`;
  if ((await lab.graphRequest('GET', principal)).status === 404) missing.push(BELOW_PRINCIPAL);
  const made = await lab.graphRequest('POST', '/applications', { displayName: 'One' });
  application = String(made.body.id);
});
afterAll(async () => lab.close());

const BELOW_PRINCIPAL = '/servicePrincipals/{guid}/appRoleAssignments';
/** How Graph refuses a property that it does not know. */
const REFUSED = { status: 400, body: { error: { code: 'Request_BadRequest' } } };
const hasNot = (path: string): boolean => missing.some((name) => path.startsWith(name));
const address = (path: string): string =>
  path
    .replace("appId='{guid}'", `appId='${lab.world.principal.appId}'`)
    .replace('{guid}', path.startsWith('/applications') ? application : lab.world.principal.id);

describe('every read of the table', () => {
  it.each(GRAPH_TABLE.filter(({ method }) => method === 'GET'))(
    '$path is answered with the fields that are asked for, and no others are known',
    async ({ path, select }) => {
      if (hasNot(path)) return;
      const known: string[] = [];
      for (const field of select) {
        const { status } = await lab.graphRequest('GET', `${address(path)}?$select=${field}`);
        if (status === 200) known.push(field);
        else expect(status).toBe(400);
      }
      // The lab knows fewer properties than Graph, and must know those that the product reads.
      expect(known.length).toBeGreaterThan(0);
      const wrong = await lab.graphRequest('GET', `${address(path)}?$select=id,nosuchfield`);
      expect(wrong).toMatchObject(REFUSED);
    },
  );
});

describe('every list of the table', () => {
  it.each(GRAPH_TABLE.filter(({ filtered }) => filtered))(
    '$path refuses a filter on a property that is not there',
    async ({ path }) => {
      const query = `$filter=${encodeURIComponent("nosuchfield eq 'x'")}&$select=id`;
      expect((await lab.graphRequest('GET', `${address(path)}?${query}`)).status).toBe(400);
    },
  );
});

describe('every change of the table', () => {
  it.each(GRAPH_TABLE.filter(({ method }) => method === 'PATCH' || method === 'POST'))(
    '$method $path is known, and a field beside the table is refused',
    async ({ method, path }) => {
      if (hasNot(path)) return;
      const answer = await lab.graphRequest(method, address(path), { nosuchfield: 1 });
      expect(answer).toMatchObject(REFUSED);
    },
  );

  it('needs the permission that the table names', async () => {
    const { origin } = lab;
    const base = `/${lab.world.state.tenant.id}`;
    const client = { client_id: 'reader', scope: `${origin}/Application.Read.All openid` };
    const code = await lab.send('POST', `${base}/oauth2/v2.0/devicecode`, { fields: client });
    await lab.send('POST', `${base}/device`, { fields: { user_code: code.body.user_code } });
    const token = await lab.send('POST', `${base}/oauth2/v2.0/token`, {
      fields: {
        ...client,
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: code.body.device_code,
      },
    });
    const headers = { authorization: `Bearer ${token.body.access_token}` };
    const path = `/v1.0/servicePrincipals/${lab.world.principal.id}`;
    expect(await lab.send('GET', `${path}?$select=id`, { headers })).toMatchObject({ status: 200 });
    const json = { keyCredentials: [] };
    expect(await lab.send('PATCH', path, { headers, json })).toMatchObject({ status: 403 });
    const domains = await lab.send('GET', '/v1.0/domains?$select=id', { headers });
    expect(domains).toMatchObject({ status: 403 });
  });
});
