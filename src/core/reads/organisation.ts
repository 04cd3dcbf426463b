/** Reads of organisation-wide Exchange objects. Property names: the cmdlet pages and their recorded output. */
import * as v from 'valibot';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psBoolean, psBytes, psText, required, single } from './definition';
import type { CertificateInfo } from '../ports';

const server = v.object({ Name: psText, Fqdn: psText, AdminDisplayVersion: psText });
export type ExchangeServer = v.InferOutput<typeof server>;

/** Get-ExchangeServer. */
export const exchangeServers: ReadDefinition<ExchangeServer[]> = {
  id: 'exchange-servers',
  target: 'exchange',
  title: () => message('core.read.exchange-servers'),
  query: () => cmdlet('Get-ExchangeServer'),
  parse: (answer) => parseItems(server, answer),
  facts: (value) => ({
    servers: value.map((item) => `${item.Fqdn} ${item.AdminDisplayVersion}`).sort(),
  }),
};

const domainController = v.object({ DnsHostName: psText, ADSite: psText });
export type DomainController = v.InferOutput<typeof domainController>;

/** Get-DomainController. */
export const domainControllers: ReadDefinition<DomainController[]> = {
  id: 'domain-controllers',
  target: 'exchange',
  title: () => message('core.read.domain-controllers'),
  query: () => cmdlet('Get-DomainController'),
  parse: (answer) => parseItems(domainController, answer).filter((item) => item.DnsHostName !== ''),
  facts: (value) => ({
    domainControllers: value.map((item) => item.DnsHostName.toLowerCase()).sort(),
  }),
};

const acceptedDomain = v.object({ DomainName: psText, DomainType: psText, Default: psBoolean });
export type AcceptedDomain = v.InferOutput<typeof acceptedDomain>;

/** Get-AcceptedDomain. DomainName, never Name: Name is free text. */
export const acceptedDomains: ReadDefinition<AcceptedDomain[]> = {
  id: 'accepted-domains',
  target: 'exchange',
  title: () => message('core.read.accepted-domains'),
  query: () => cmdlet('Get-AcceptedDomain'),
  parse: (answer) => parseItems(acceptedDomain, answer),
  facts: (value) => ({
    domains: value
      .map(
        (item) =>
          `${item.DomainName.toLowerCase()} ${item.DomainType}${item.Default ? ' default' : ''}`,
      )
      .sort(),
  }),
};

const authConfigSchema = v.object({
  CurrentCertificateThumbprint: psText,
  NextCertificateThumbprint: psText,
  PreviousCertificateThumbprint: psText,
  ServiceName: psText,
  Realm: psText,
});
export type AuthConfig = v.InferOutput<typeof authConfigSchema>;

/** Get-AuthConfig. Thumbprints are '' when there is none. */
export const authConfig: ReadDefinition<AuthConfig | null> = {
  id: 'auth-config',
  target: 'exchange',
  title: () => message('core.read.auth-config'),
  query: () => cmdlet('Get-AuthConfig'),
  parse: (answer) => single(parseItems(authConfigSchema, answer), 'Get-AuthConfig'),
  facts: (value) => ({
    current: value?.CurrentCertificateThumbprint.toUpperCase() ?? null,
    next: value?.NextCertificateThumbprint.toUpperCase() ?? null,
  }),
};

/** Certificates of one server; `unreadable` counts rows whose RawData is no certificate. */
export interface ServerCertificates {
  readonly certificates: readonly CertificateInfo[];
  readonly unreadable: number;
}

const certificateRow = v.object({ RawData: v.optional(v.nullable(psBytes)) });

/**
 * Get-ExchangeCertificate -Server. Everything is built from RawData: over remoting the other properties are empty
 * (domain-corrections 20), and with an expired auth certificate they are empty in the management shell too.
 */
export const certificates: ReadDefinition<ServerCertificates> = {
  id: 'certificates',
  target: 'exchange',
  title: (args) => message('core.read.certificates', { server: args['server'] ?? '' }),
  query: (args) => cmdlet('Get-ExchangeCertificate', { Server: required(args, 'server') }),
  parse: (answer, crypto) => {
    const rows = parseItems(certificateRow, answer);
    const parsed = rows.map((row) =>
      typeof row.RawData === 'string' ? crypto.certificate(row.RawData) : undefined,
    );
    const found = parsed.filter((item): item is CertificateInfo => item !== undefined);
    return { certificates: found, unreadable: rows.length - found.length };
  },
  facts: (value) => ({
    thumbprints: value.certificates.map((item) => item.thumbprint).sort(),
    unreadable: value.unreadable,
  }),
};
