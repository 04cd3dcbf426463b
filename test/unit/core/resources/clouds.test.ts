/** What step 1 plans in the clouds of Microsoft: published addresses, and nothing that would have to be guessed. */
import { describe, expect, test } from 'vitest';
import type { CloudChoice } from '../../../../src/shared/clouds';
import type { RawAnswer } from '../../../../src/core/reads/definition';
import { authServerResource } from '../../../../src/core/resources/auth-servers';
import { connectorResource } from '../../../../src/core/resources/connectors';
import { TENANT, items, planOf } from './support/observed';

/** A tenant with these domains, the first one initial. */
function tenant(...names: readonly string[]): RawAnswer {
  const verifiedDomains = names.map((name, index) => ({ name, isInitial: index === 0 }));
  return { kind: 'body', body: { value: [{ id: TENANT, verifiedDomains }] } };
}

const US = tenant('contoso.onmicrosoft.us', 'contoso.mail.onmicrosoft.us', 'contoso.com');
const CHINA = tenant(
  'contoso.partner.onmschina.cn',
  'contoso.mail.partner.onmschina.cn',
  'contoso.com',
);

function connector(organization: RawAnswer, cloud?: CloudChoice) {
  const answers = { connectors: items(), 'tenant-organization': organization };
  return planOf(connectorResource('on-premises'), answers, cloud);
}

function authServer(
  type: 'MicrosoftACS' | 'AzureAD',
  organization: RawAnswer,
  cloud?: CloudChoice,
) {
  const answers = { 'auth-servers': items(), 'tenant-organization': organization };
  return planOf(authServerResource(type), answers, cloud);
}

describe('the connector to the tenant', () => {
  test.each([
    ['gcc-high', US, 'autodiscover-s.office365.us', 'outlook.office365.us'],
    ['dod', US, 'autodiscover-s-dod.office365.us', 'outlook-dod.office365.us'],
    [undefined, CHINA, 'autodiscover-s.partner.outlook.cn', 'partner.outlook.cn'],
  ] as const)('of %s names its addresses', (cloud, organization, discovery, services) => {
    const { actions, resource } = connector(organization, cloud);
    expect(resource.state).toBe('absent');
    const [create, enable] = actions;
    expect(create?.operation).toMatchObject({
      command: {
        parameters: {
          DiscoveryEndpoint: `https://${discovery}/autodiscover/autodiscover.svc`,
          Enabled: false,
        },
      },
    });
    expect(enable?.gate?.read.arguments['targetUri']).toBe(`https://${services}/ews/exchange.asmx`);
  });

  test('of a .us tenant without a choice is for a person: two clouds share the domains', () => {
    expect(connector(US).resource.state).toBe('by-hand');
  });

  test.each(['bleu', 'delos', 'custom'] as const)('of %s is for a person', (cloud) => {
    const { actions, resource } = connector(tenant('contoso.example', 'contoso.com'), cloud);
    expect([resource.state, actions]).toEqual(['by-hand', []]);
  });
});

describe('an auth server', () => {
  test('of US Government has its published address', () => {
    expect(authServer('MicrosoftACS', US, 'dod').actions[0]?.operation).toMatchObject({
      command: {
        parameters: {
          AuthMetadataUrl:
            'https://login.microsoftonline.us/contoso.mail.onmicrosoft.us/metadata/json/1',
        },
      },
    });
  });

  test.each(['MicrosoftACS', 'AzureAD'] as const)(
    '%s of 21Vianet is for a person: no address is published',
    (type) => {
      const { actions, resource } = authServer(type, CHINA, '21vianet');
      expect([resource.state, actions]).toEqual(['by-hand', []]);
    },
  );
});
