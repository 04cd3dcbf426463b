/** An organisation of any size, as the answers that its servers would give. Nothing of it touches a network. */
import { APPLICATIONS } from '../../../src/shared/applications';
import type { Json } from '../../../src/shared/json';
import type { RawAnswer, ReadArguments } from '../../../src/core/reads/definition';
import { makeCertificate, AUTH_SUBJECT } from '../../../src/lab/exchange/certificates';
import type { MadeCertificate } from '../../../src/lab/exchange/certificates';

/** How large it is. */
export interface Size {
  readonly servers: number;
  readonly domains: number;
}

export const TENANT_ID = '4d2f7c30-9d0e-4c67-8a53-1f3f8d1d6b01';
/** Some time within the validity of the certificates. */
export const NOW = new Date('2026-06-01T00:00:00.000Z');

const YEAR = 365 * 86_400_000;
/** Entries of the role UserApplication that the wanted role does not keep, and the one that it keeps. */
const ROLE_ENTRIES = [
  'AddDelegate',
  'CreateItem',
  'FindItem',
  'GetDelegate',
  'GetFolder',
  'GetItem',
];

type Item = Readonly<Record<string, unknown>>;

/** The answer to a read, as an Exchange server or Graph gives it. */
export type Answer = (read: string, args: ReadArguments) => RawAnswer;

/** Answers for an organisation with OAuth in place and nothing for Skype for Business or Teams. */
export function organisation(size: Size): Answer {
  const own = certificates();
  const domains = numbered(size.domains).map((n) => `domain${n}.example.com`);
  const items: Readonly<Record<string, readonly Item[]>> = {
    'exchange-servers': numbered(size.servers).map(server),
    'domain-controllers': numbered(3).map((n) => ({ DnsHostName: `dc${n}.example.com` })),
    'accepted-domains': domains.map((name, index) => ({
      Name: name,
      DomainName: name,
      DomainType: 'Authoritative',
      Default: index === 0,
    })),
    'auth-config': [
      {
        CurrentCertificateThumbprint: own.current.thumbprint,
        NextCertificateThumbprint: own.next.thumbprint,
      },
    ],
    // Every server of an organisation has the auth certificates, besides its own.
    certificates: [own.current, own.next, ...own.others].map(({ raw }) => ({
      RawData: { $bytes: raw },
    })),
    'auth-servers': [authServer('MicrosoftACS'), authServer('AzureAD')],
    connectors: [{ Name: 'Cloud', TargetAddressDomains: [MAIL_DOMAIN], Enabled: true }],
    'web-services-directories': numbered(size.servers).map(virtualDirectory),
    'management-role': [],
    'role-entries': ROLE_ENTRIES.map((Name) => ({ Name })),
    'partner-applications': [exchangeOnline()],
  };
  return (read, args) => {
    if (read === 'tenant-organization') return body(tenantOrganization(domains));
    if (read === 'service-principal') return body(servicePrincipal(args['applicationId'] ?? ''));
    return { kind: 'items', items: items[read] ?? [] };
  };
}

const MAIL_DOMAIN = 'example.mail.onmicrosoft.com';

function numbered(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function body(value: Json): RawAnswer {
  return { kind: 'body', body: value };
}

function certificates(): {
  readonly current: MadeCertificate;
  readonly next: MadeCertificate;
  readonly others: readonly MadeCertificate[];
} {
  const make = (commonName: string, from: number, until: number): MadeCertificate =>
    makeCertificate({
      key: 'auth',
      commonName,
      notBefore: NOW.getTime() + from,
      notAfter: NOW.getTime() + until,
      serial: [commonName, from],
    });
  return {
    current: make(AUTH_SUBJECT, -YEAR, 4 * YEAR),
    next: make(AUTH_SUBJECT, 3 * YEAR, 8 * YEAR),
    others: numbered(3).map((n) => make(`mail${n}.example.com`, -YEAR, YEAR)),
  };
}

function server(n: number): Item {
  return {
    Name: `EX${n}`,
    Fqdn: `EX${n}.example.com`,
    AdminDisplayVersion: 'Version 15.2 (Build 2562.17)',
  };
}

function authServer(type: string): Item {
  return { Name: type, Type: type, Realm: TENANT_ID, Enabled: true };
}

function virtualDirectory(n: number): Item {
  const methods = ['Ntlm', 'WindowsIntegrated', 'OAuth'];
  return {
    Server: `EX${n}`,
    InternalUrl: `https://EX${n}.example.com/EWS/Exchange.asmx`,
    ExternalUrl: 'https://mail.example.com/EWS/Exchange.asmx',
    InternalAuthenticationMethods: methods,
    ExternalAuthenticationMethods: methods,
  };
}

function exchangeOnline(): Item {
  return {
    Name: 'Exchange Online',
    Guid: '0f0c1c9e-6f0b-4c0a-9a5d-5b7c0a7f2a11',
    ApplicationIdentifier: APPLICATIONS.exchangeOnline,
    UseAuthServer: true,
    Enabled: true,
    LinkedAccount: 'example.com/Users/Exchange Online-ApplicationAccount',
  };
}

function tenantOrganization(domains: readonly string[]): Json {
  const names = [...domains, 'example.onmicrosoft.com', MAIL_DOMAIN];
  return {
    value: [
      { id: TENANT_ID, displayName: 'Example', verifiedDomains: names.map((name) => ({ name })) },
    ],
  };
}

function servicePrincipal(appId: string): Json {
  return {
    id: `b${appId.slice(1)}`,
    appId,
    accountEnabled: true,
    servicePrincipalNames: [appId, 'https://mail.example.com/'],
    keyCredentials: [],
  };
}
