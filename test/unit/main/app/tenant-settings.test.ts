import { describe, expect, it } from 'vitest';
import { endpointsOf } from '../../../../src/adapters/tenant';
import { tenantAccessFrom, tenantSettingsView } from '../../../../src/main/app/tenant-settings';
import type { ChannelInput } from '../../../../src/shared/ipc/contract';
import { record } from '../support';

type Input = ChannelInput<'customer.tenant'>;
const GUID = '0000aaaa-0000-4000-8000-000000000001';
const files = { certificateFile: 'C:\\keys\\c.cer', keyFile: '/home/ada/c.key' };
const checks = { clientId: GUID, ...files };
const kept = { clientId: '', certificateFile: 'kept', keyFile: 'kept' } as const;
const usual: Input = { ...tenantSettingsView(record()), appOnly: kept };
const from = (input: Input, stored = {}, chosen = {}) => tenantAccessFrom(input, stored, chosen);

describe('settings of a tenant’s sign-in', () => {
  it('are nothing where all is as usual', () => {
    expect(from(usual)).toBeUndefined();
    expect(from({ ...usual, clientId: '  ' })).toBeUndefined();
    // Addresses count for own addresses only.
    expect(from({ ...usual, login: 'https://x.example' })).toBeUndefined();
  });

  it('go to the file and back', () => {
    const input: Input = {
      cloud: 'custom',
      login: ' https://login.contoso.example/ ',
      graph: 'https://graph.contoso.example:8443',
      clientId: GUID,
      remember: true,
      appOnly: { clientId: GUID, certificateFile: 'chosen', keyFile: 'kept' },
    };
    const { certificateFile, keyFile } = files;
    const access = from(input, { certificateFile: 'before.cer', keyFile }, { certificateFile });
    expect(access).toEqual({
      cloud: 'custom',
      login: 'https://login.contoso.example',
      graph: 'https://graph.contoso.example:8443',
      clientId: GUID,
      remember: true,
      appOnly: checks,
    });
    const stored = { ...record(), ...(access === undefined ? {} : { tenantAccess: access }) };
    expect(tenantSettingsView(stored)).toEqual({
      ...input,
      login: 'https://login.contoso.example',
      // Names only: no path ever reaches the window.
      appOnly: { clientId: GUID, certificateFile: 'c.cer', keyFile: 'c.key' },
    });
    expect(endpointsOf(stored)).toEqual({
      authority: `https://login.contoso.example/${stored.tenantId}`,
      graph: 'https://graph.contoso.example:8443/v1.0',
      hosts: ['login.contoso.example', 'graph.contoso.example:8443'],
    });
  });

  it.each<[string, Partial<Input>, string]>([
    ['no GUID', { clientId: 'x' }, 'clientId'],
    ['http', { cloud: 'custom', login: 'http://a.example', graph: 'https://b.example' }, 'login'],
    [
      'a path',
      { cloud: 'custom', login: 'https://a.example', graph: 'https://b.example/v1.0' },
      'graph',
    ],
    [
      'a user',
      { cloud: 'custom', login: 'https://u:p@a.example', graph: 'https://b.example' },
      'login',
    ],
    ['no address', { cloud: 'custom', login: 'https://a.example', graph: '' }, 'graph'],
    [
      'half a check',
      { appOnly: { clientId: GUID, certificateFile: 'kept', keyFile: 'none' } },
      'appOnly.keyFile',
    ],
    [
      'a file that was never chosen',
      { appOnly: { clientId: GUID, certificateFile: 'kept', keyFile: 'chosen' } },
      'appOnly.keyFile',
    ],
  ])('are refused with %s', (_name, change, field) => {
    expect(() => from({ ...usual, ...change }, files)).toThrow(
      expect.objectContaining({ error: { code: 'HX-TENANTSET', args: { field } } }),
    );
  });

  it('forget the files for checks, and only those', () => {
    const none: Input['appOnly'] = { clientId: '', certificateFile: 'none', keyFile: 'none' };
    expect(from({ ...usual, appOnly: none }, files)).toBeUndefined();
    const clientId = ` ${GUID} `;
    expect(from({ ...usual, appOnly: { ...kept, clientId } }, files)).toEqual({ appOnly: checks });
  });

  it('choose the cloud by hand, by the domain, or the global one', () => {
    const graphOf = (change: object) => new URL(endpointsOf({ ...record(), ...change }).graph).host;
    expect(graphOf({ tenantAccess: { cloud: 'dod' } })).toBe('dod-graph.microsoft.us');
    expect(graphOf({ tenantDomain: 'contoso.partner.onmschina.cn' })).toBe(
      'microsoftgraph.chinacloudapi.cn',
    );
    expect(graphOf({ tenantDomain: 'contoso.com' })).toBe('graph.microsoft.com');
  });
});
