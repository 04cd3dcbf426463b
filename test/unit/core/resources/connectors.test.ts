import { describe, expect, test } from 'vitest';
import type { Action } from '../../../../src/core/model/action';
import { connectorResource } from '../../../../src/core/resources/connectors';
import type { Answers } from './support/observed';
import { items, planOf } from './support/observed';

const DIRECTORIES: Answers = {
  'web-services-directories': items({
    Name: 'EWS (Default Web Site)',
    Server: 'EX01',
    Guid: 'b0000000-0000-4000-8000-000000000001',
    ExternalUrl: 'https://mail.contoso.com/EWS/Exchange.asmx',
    InternalAuthenticationMethods: ['OAuth'],
    ExternalAuthenticationMethods: ['OAuth'],
  }),
  'test-mailbox': items({
    PrimarySmtpAddress: 'ada@contoso.com',
    RecipientTypeDetails: 'UserMailbox',
  }),
  'online-test-mailbox': items({
    PrimarySmtpAddress: 'cleo@contoso.com',
    RecipientTypeDetails: 'UserMailbox',
  }),
};

function connector(domain: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Name: 'HybridIOC',
    TargetAddressDomains: [domain],
    DiscoveryEndpoint: 'https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc',
    Enabled: true,
    Guid: 'c0000000-0000-4000-8000-000000000001',
    ...change,
  };
}

function plan(side: 'on-premises' | 'online', ...list: Record<string, unknown>[]) {
  const read = side === 'online' ? 'online-connectors' : 'connectors';
  return planOf(connectorResource(side), { ...DIRECTORIES, [read]: items(...list) });
}

function sent(action: Action | undefined): unknown {
  return action?.operation.kind === 'cmdlet' ? action.operation.command : undefined;
}

describe('a connector', () => {
  test('to the tenant is made switched off and switched on behind the test of its direction', () => {
    const { actions } = plan('on-premises');
    expect(actions.map((action) => action.id)).toEqual([
      'connector.on-premises.create',
      'connector.on-premises.enable',
    ]);
    expect(sent(actions[0])).toMatchObject({
      name: 'New-IntraOrganizationConnector',
      parameters: { Enabled: false, TargetAddressDomains: ['contoso.mail.onmicrosoft.com'] },
    });
    expect(actions[0]?.gate).toBeUndefined();
    expect(actions[1]?.dependsOn).toContain('connector.on-premises.create');
    expect(actions[1]?.gate).toMatchObject({
      read: {
        read: 'oauth-test-to-cloud',
        arguments: {
          targetUri: 'https://outlook.office365.com/ews/exchange.asmx',
          mailbox: 'ada@contoso.com',
        },
      },
      expect: { passed: true },
    });
  });

  test('of Exchange Online is made in its own shell, with nothing pinned', () => {
    const { actions } = plan('online');
    expect(actions.map((action) => action.target)).toEqual(['online', 'online']);
    expect(sent(actions[0])).toMatchObject({
      parameters: {
        DiscoveryEndpoint: 'https://autodiscover.contoso.com/autodiscover/autodiscover.svc',
        TargetAddressDomains: ['contoso.com'],
      },
    });
    expect(JSON.stringify(actions.map(sent))).not.toContain('DomainController');
    expect(actions[1]?.gate?.read.read).toBe('oauth-test-to-servers');
  });

  test('that is there and switched off is only switched on, by its GUID', () => {
    const found = connector('Contoso.mail.onmicrosoft.com', { Enabled: false });
    const { actions } = plan('on-premises', found);
    expect(actions.map((action) => action.id)).toEqual(['connector.on-premises.enable']);
    expect(sent(actions[0])).toMatchObject({ parameters: { Identity: found['Guid'] } });
    expect(actions[0]?.gate).toBeDefined();
  });

  test('to another organisation is no connector to the tenant, and its name is left to it', () => {
    const { actions } = plan(
      'on-premises',
      connector('fabrikam.mail.onmicrosoft.com', { Name: 'ExchangeHybridOnPremisesToOnline' }),
    );
    expect(sent(actions[0])).toMatchObject({
      parameters: { Name: expect.stringMatching(/^ExchangeHybridOnPremisesToOnline - /) as string },
    });
  });

  test.each(['on-premises', 'online'] as const)(
    'that leads there twice is for a person (%s)',
    (side) => {
      const domain = side === 'online' ? 'contoso.com' : 'contoso.mail.onmicrosoft.com';
      const { resource, actions, findings } = plan(side, connector(domain), connector(domain));
      expect([resource.state, actions]).toEqual(['by-hand', []]);
      expect(findings.map((item) => item.code)).toEqual(['HX-DUP']);
    },
  );

  test('of Microsoft’s agent is never touched', () => {
    const agent = 'https://x.resource.mailboxMigration.his.msappproxy.net/autodiscover.svc';
    const { actions } = plan(
      'online',
      connector('contoso.com', { DiscoveryEndpoint: agent, Enabled: false }),
    );
    expect(actions).toEqual([]);
  });

  test('where Exchange Online is not reached, its exact command is told', () => {
    const { resource, actions } = planOf(connectorResource('online'), DIRECTORIES);
    expect([resource.state, actions]).toEqual(['by-hand', []]);
    expect(String(resource.byHand[0]?.args['command'])).toMatch(
      /^New-IntraOrganizationConnector -Name 'ExchangeHybridOnlineToOnPremises' .* -Enabled \$false$/,
    );
  });
});
