import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action } from '../../../../src/core/model/action';
import { authServerResource } from '../../../../src/core/resources/auth-servers';
import { TENANT, items, planOf } from './support/observed';

const OTHER = '00000000-9999-4999-8999-999999999999';

function server(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Name: 'ACS',
    Type: 'MicrosoftACS',
    Realm: TENANT,
    Enabled: true,
    Guid: 'a0000000-0000-4000-8000-000000000001',
    ...change,
  };
}

function plan(type: 'MicrosoftACS' | 'AzureAD', ...list: Record<string, unknown>[]) {
  return planOf(authServerResource(type), { 'auth-servers': items(...list) });
}

function parameters(action: Action | undefined): Readonly<Record<string, unknown>> {
  return action?.operation.kind === 'cmdlet' ? action.operation.command.parameters : {};
}

describe('an auth server', () => {
  test.each(['ACS', 'WindowsAzureACS', `ACS - ${OTHER}`])('called %s is adopted', (Name) => {
    const { resource, actions, findings } = plan('MicrosoftACS', server({ Name }));
    expect(resource.state).toBe('present');
    expect([actions, findings]).toEqual([[], []]);
  });

  test('that is switched off is switched on by its GUID, and off again by undo', () => {
    const { actions } = plan('MicrosoftACS', server({ Enabled: false }));
    expect(parameters(actions[0])).toMatchObject({ Identity: server()['Guid'], Enabled: true });
    const undo = actions[0]?.undo;
    expect(undo?.kind === 'operation' && undo.operation).toMatchObject({
      command: { name: 'Set-AuthServer', parameters: { Enabled: false } },
    });
  });

  test('that is missing is made with the documents’ command for this cloud', () => {
    expect(parameters(plan('MicrosoftACS').actions[0])).toMatchObject({
      Name: 'WindowsAzureACS',
      AuthMetadataUrl:
        'https://accounts.accesscontrol.windows.net/contoso.mail.onmicrosoft.com/metadata/json/1',
      DomainName: ['contoso.com', 'contoso.mail.onmicrosoft.com'],
    });
    expect(parameters(plan('AzureAD').actions[0])).toMatchObject({
      Name: 'evoSTS',
      Type: 'AzureAD',
      AuthMetadataUrl:
        'https://login.windows.net/contoso.mail.onmicrosoft.com/federationmetadata/2007-06/federationmetadata.xml',
    });
  });

  test('of another tenant keeps its name: the new one gets the tenant’s id', () => {
    const { actions, findings } = plan(
      'MicrosoftACS',
      server({ Name: 'windowsazureacs', Realm: OTHER }),
    );
    expect(parameters(actions[0])['Name']).toBe(`ACS - ${TENANT}`);
    expect(findings.map((item) => item.code)).toEqual(['HX-REALM']);
  });

  test('that is there twice is for a person', () => {
    const { resource, actions, findings } = plan(
      'MicrosoftACS',
      server(),
      server({ Name: 'other', Enabled: false }),
    );
    expect(resource.state).toBe('by-hand');
    expect(actions).toEqual([]);
    expect(findings.map((item) => item.code)).toEqual(['HX-DUP']);
  });

  test('that was not read is unknown, and nothing is planned', () => {
    const { resource, actions } = planOf(authServerResource('AzureAD'), {});
    expect([resource.state, actions]).toEqual(['unknown', []]);
  });
});

test('whatever stands beside it, a foreign tenant’s auth server is never addressed', () => {
  const one = fc.record({
    Name: fc.string({ maxLength: 20 }),
    Type: fc.constantFrom('MicrosoftACS', 'AzureAD', 'ADFS'),
    Realm: fc.constantFrom(TENANT, TENANT.toUpperCase(), OTHER, ''),
    Enabled: fc.boolean(),
    Guid: fc.uuid(),
    DomainName: fc.constantFrom<unknown>([], ['contoso.com'], null),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 6 }), (list) => {
      const { actions, resource } = plan('AzureAD', ...list);
      const own = list.filter(
        (item) => item.Type === 'AzureAD' && item.Realm.toLowerCase() === TENANT,
      );
      const addressed = actions.map((action) => parameters(action)['Identity']);
      for (const identity of addressed)
        expect(identity === undefined || own.some((item) => item.Guid === identity)).toBe(true);
      // Made only where none is there; never a second one.
      const made = actions.filter((action) => action.kind === 'add').length;
      expect(made).toBe(own.length === 0 ? 1 : 0);
      const names = list.map((item) => item.Name.toLowerCase());
      for (const action of actions.filter((item) => item.kind === 'add'))
        expect(names).not.toContain(String(parameters(action)['Name']).toLowerCase());
      expect(resource.state === 'by-hand').toBe(own.length > 1);
    }),
  );
});
