import { describe, expect, it } from 'vitest';
import { cloudEndpoints, cloudOfDomain, CLOUDS } from '../../../../src/adapters/tenant';
import { authorityAliases, cloudName } from '../../../../src/adapters/tenant/clouds';
import { graphScopes } from '../../../../src/adapters/tenant/scopes';

describe('clouds', () => {
  it('are six, each with its own Graph host', () => {
    expect(CLOUDS.map(({ id }) => id)).toEqual([
      'global',
      'gcc-high',
      'dod',
      '21vianet',
      'bleu',
      'delos',
    ]);
    expect(new Set(CLOUDS.map(({ graph }) => graph)).size).toBe(6);
  });

  it('give the endpoints and the hosts that may be reached', () => {
    expect(cloudEndpoints('dod', 'tenant-id')).toEqual({
      authority: 'https://login.microsoftonline.us/tenant-id',
      graph: 'https://dod-graph.microsoft.us/v1.0',
      hosts: ['login.microsoftonline.us', 'dod-graph.microsoft.us'],
    });
  });

  it('are told by initial domains where those are documented', () => {
    expect(cloudOfDomain('Contoso.onmicrosoft.com')).toBe('global');
    expect(cloudOfDomain('contoso.onmicrosoft.us')).toBe('gcc-high');
    expect(cloudOfDomain('contoso.partner.onmschina.cn')).toBe('21vianet');
    expect(cloudOfDomain('contoso.com')).toBeUndefined();
  });

  it('name their authority’s other hosts, and scopes by their own Graph', () => {
    expect(authorityAliases('login.windows.net')).toContain('login.microsoftonline.com');
    expect(authorityAliases('localhost:1')).toEqual(['localhost:1']);
    expect(cloudName('graph.svc.sovcloud.fr')).toBe('Bleu');
    expect(graphScopes('https://graph.microsoft.us/v1.0', ['User.Read'])).toEqual([
      'https://graph.microsoft.us/User.Read',
    ]);
  });
});
