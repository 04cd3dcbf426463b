/** Reads of what Exchange and Exchange Online trust each other with. On premises all on the pinned domain controller. */
import * as v from 'valibot';
import type { Facts } from '../model/facts';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psBoolean, psList, psText, required } from './definition';

const authServer = v.object({
  Name: psText,
  Type: psText,
  Realm: psText,
  IssuerIdentifier: psText,
  AuthMetadataUrl: psText,
  ApplicationIdentifier: psText,
  DomainName: psList,
  Enabled: psBoolean,
  Guid: psText,
});
export type AuthServer = v.InferOutput<typeof authServer>;

/** Where the facts of an auth server stand: its type and realm, never its name or address. */
export function authServerFact(type: string, realm: string, property: string): string {
  return `${type} ${realm.toLowerCase()}/${property}`;
}

/** Get-AuthServer. Three generations of names and three spellings of the address are legal for one tenant. */
export const authServers: ReadDefinition<AuthServer[]> = {
  id: 'auth-servers',
  target: 'exchange',
  title: () => message('core.read.auth-servers'),
  query: (args) =>
    cmdlet('Get-AuthServer', { DomainController: required(args, 'domainController') }),
  parse: (answer) => parseItems(authServer, answer),
  facts: (value) => {
    const facts: Record<string, Facts[string]> = {};
    for (const item of value) {
      const at = (property: string): string => authServerFact(item.Type, item.Realm, property);
      facts[at('count')] = countOf(facts[at('count')]) + 1;
      facts[at('Guid')] = item.Guid;
      facts[at('Enabled')] = item.Enabled;
      facts[at('ApplicationIdentifier')] = item.ApplicationIdentifier.toLowerCase();
      facts[at('DomainName')] = sortedNames(item.DomainName);
    }
    return facts;
  },
};

function countOf(value: Facts[string] | undefined): number {
  return typeof value === 'number' ? value : 0;
}

/** Domain names as they are compared: in small letters, sorted. */
export function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))].sort();
}

const connector = v.object({
  Name: psText,
  TargetAddressDomains: psList,
  DiscoveryEndpoint: psText,
  Enabled: psBoolean,
  Guid: psText,
});
export type Connector = v.InferOutput<typeof connector>;

/** Where the facts of a connector stand: the domain that it leads to. */
export function connectorFact(domain: string, property: string): string {
  return `${domain.toLowerCase()}/${property}`;
}

function connectorFacts(value: readonly Connector[]): Facts {
  const facts: Record<string, Facts[string]> = {};
  for (const item of value) {
    for (const domain of item.TargetAddressDomains) {
      const at = (property: string): string => connectorFact(domain, property);
      facts[at('count')] = countOf(facts[at('count')]) + 1;
      facts[at('Guid')] = item.Guid;
      facts[at('Enabled')] = item.Enabled;
    }
  }
  return facts;
}

/** Get-IntraOrganizationConnector, on premises. */
export const connectors: ReadDefinition<Connector[]> = {
  id: 'connectors',
  target: 'exchange',
  title: () => message('core.read.connectors'),
  query: (args) =>
    cmdlet('Get-IntraOrganizationConnector', {
      DomainController: required(args, 'domainController'),
    }),
  parse: (answer) => parseItems(connector, answer),
  facts: connectorFacts,
};

/** Get-IntraOrganizationConnector, in Exchange Online. */
export const onlineConnectors: ReadDefinition<Connector[]> = {
  id: 'online-connectors',
  target: 'online',
  title: () => message('core.read.online-connectors'),
  query: () => cmdlet('Get-IntraOrganizationConnector'),
  parse: (answer) => parseItems(connector, answer),
  facts: connectorFacts,
};

const addressSpace = v.object({ ForestName: psText, AccessMethod: psText, Guid: psText });
export type AvailabilityAddressSpace = v.InferOutput<typeof addressSpace>;

/** Get-AvailabilityAddressSpace. The Hybrid Configuration Wizard makes such objects too. */
export const availabilityAddressSpaces: ReadDefinition<AvailabilityAddressSpace[]> = {
  id: 'availability-address-spaces',
  target: 'exchange',
  title: () => message('core.read.availability-address-spaces'),
  query: (args) =>
    cmdlet('Get-AvailabilityAddressSpace', {
      DomainController: required(args, 'domainController'),
    }),
  parse: (answer) => parseItems(addressSpace, answer),
  facts: (value) =>
    Object.fromEntries(
      value.flatMap((item): [string, string | boolean][] => [
        [`${item.ForestName.toLowerCase()}/found`, true],
        [`${item.ForestName.toLowerCase()}/Guid`, item.Guid],
      ]),
    ),
};

const mailbox = v.object({ PrimarySmtpAddress: psText, RecipientTypeDetails: psText });

/** How many mailboxes are looked at to find one for a test. */
const MAILBOXES = '100';

function testMailboxOf(domain: string, found: readonly v.InferOutput<typeof mailbox>[]): string {
  const addresses = found
    .filter((item) => item.RecipientTypeDetails === 'UserMailbox')
    .map((item) => item.PrimarySmtpAddress)
    .sort();
  return addresses.find((item) => item.toLowerCase().endsWith(`@${domain}`)) ?? addresses[0] ?? '';
}

/** Get-Mailbox: a mailbox to test with, in a domain where one is; '' where there is no user mailbox. */
function testMailbox(id: string, target: 'exchange' | 'online'): ReadDefinition<string> {
  return {
    id,
    target,
    title: () => message('core.read.test-mailbox'),
    query: () => cmdlet('Get-Mailbox', { ResultSize: MAILBOXES }),
    parse: (answer, _crypto, args) =>
      testMailboxOf(required(args, 'domain').toLowerCase(), parseItems(mailbox, answer)),
    // Nothing rests on it but the test that names it.
    facts: () => ({}),
  };
}

/** A mailbox on premises to test with. */
export const exchangeMailbox = testMailbox('test-mailbox', 'exchange');
/** A mailbox in Exchange Online to test with. */
export const onlineMailbox = testMailbox('online-test-mailbox', 'online');
