import { describe, expect, it } from 'vitest';
import type { GraphRequest } from '../../../../src/core/model/command';
import {
  GRAPH_PERMISSIONS,
  GRAPH_TABLE,
  READ_PERMISSIONS,
  covers,
  graphRule,
  neededPermissions,
} from '../../../../src/core/commands/graph-table';
import { servicePrincipal, tenantOrganization } from '../../../../src/core/reads/tenant';

const ID = '00000004-0000-0ff1-ce00-000000000000';

describe('the table of Graph requests', () => {
  it('has each request once, and every read names its fields', () => {
    const names = GRAPH_TABLE.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(GRAPH_TABLE.map(({ id }) => id)).size).toBe(names.length);
    for (const { method, select, body } of GRAPH_TABLE) {
      expect(select.length > 0).toBe(method === 'GET');
      if (method === 'GET' || method === 'DELETE') expect(body).toEqual([]);
    }
    const used = GRAPH_PERMISSIONS.filter((name) =>
      GRAPH_TABLE.some(({ permission }) => permission === name),
    );
    expect(used).toEqual(GRAPH_PERMISSIONS);
  });

  it('allows what the product reads and writes', () => {
    const reads = [tenantOrganization.query({}), servicePrincipal.query({ applicationId: ID })].map(
      (query) => (query.kind === 'graph' ? graphRule(query.request)?.id : undefined),
    );
    expect(reads).toEqual(['organization', 'principal-by-application']);
    const body = { keyCredentials: [] };
    const patch: GraphRequest = { method: 'PATCH', url: `/servicePrincipals(appId='${ID}')`, body };
    expect(graphRule(patch)?.permission).toBe('Application.ReadWrite.All');
  });

  it.each<GraphRequest>([
    { method: 'GET', url: '/organization' },
    { method: 'GET', url: '/organization?$select=' },
    { method: 'GET', url: '/organization?$select=id,secret' },
    { method: 'GET', url: '/organization?$select=id&$expand=x' },
    { method: 'GET', url: `/servicePrincipals/${ID}?$select=id&$filter=x` },
    { method: 'GET', url: '/users?$select=id' },
    { method: 'GET', url: '/servicePrincipals/not-a-guid?$select=id' },
    { method: 'GET', url: `/servicePrincipals(appId='${ID}' or 1 eq 1)?$select=id` },
    { method: 'DELETE', url: '/organization' },
    { method: 'PATCH', url: `/servicePrincipals/${ID}` },
    { method: 'PATCH', url: `/servicePrincipals/${ID}`, body: { passwordCredentials: [] } },
    { method: 'PATCH', url: `/servicePrincipals/${ID}`, body: ['keyCredentials'] },
    { method: 'PATCH', url: `/servicePrincipals/${ID}?$select=id`, body: { tags: [] } },
    { method: 'POST', url: `/servicePrincipals/${ID}/addPassword`, body: {} },
  ])('does not allow $method $url $body', (request) => {
    expect(graphRule(request)).toBeUndefined();
  });

  it('tells the permissions of requests, and which of them a token has', () => {
    const write: GraphRequest = { method: 'POST', url: '/servicePrincipals', body: { appId: ID } };
    const read: GraphRequest = { method: 'GET', url: '/organization?$select=id' };
    const other: GraphRequest = { method: 'GET', url: '/users' };
    expect(neededPermissions([write, read, write, other])).toEqual([
      'User.Read',
      'Application.ReadWrite.All',
    ]);
    const later: GraphRequest = {
      method: 'POST',
      url: '/servicePrincipals/{principal}/appRoleAssignments',
      body: { principalId: '{principal}', resourceId: ID, appRoleId: ID },
    };
    expect(graphRule(later)).toBeUndefined();
    expect(neededPermissions([later])).toEqual(['AppRoleAssignment.ReadWrite.All']);
    const whole: GraphRequest = {
      method: 'GET',
      url: `/servicePrincipals/${ID}/appRoleAssignments`,
    };
    expect(graphRule(whole)?.id).toBe('role-assignments');
    expect(covers(READ_PERMISSIONS, 'Application.ReadWrite.All')).toBe(false);
    expect(covers(['Application.ReadWrite.All'], 'Application.Read.All')).toBe(true);
    expect(covers(['Application.Read.All'], 'Domain.Read.All')).toBe(false);
  });
});
