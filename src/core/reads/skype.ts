/** Reads of Skype for Business Server. Properties: the cmdlet pages as far as they show them, see docs/lab.md. */
import * as v from 'valibot';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psBoolean, psList, psText, single } from './definition';

/** The certificate that the pool signs its tokens with. */
export const TOKEN_ISSUER = 'OAuthTokenIssuer';

const pool = v.object({ Fqdn: psText, Services: psList, Computers: psList });

/** A pool. Names are in small letters. */
export interface SkypePool {
  readonly fqdn: string;
  readonly computers: readonly string[];
  /** True for front ends; Edge servers and others have no part in this. */
  readonly isFrontEnd: boolean;
}

/** Get-CsPool. */
export const skypePools: ReadDefinition<readonly SkypePool[]> = {
  id: 'skype-pools',
  target: 'skype',
  title: () => message('core.read.skype-pools'),
  query: () => cmdlet('Get-CsPool'),
  parse: (answer) =>
    parseItems(pool, answer)
      .map((item) => ({
        fqdn: item.Fqdn.toLowerCase(),
        computers: item.Computers.map((name) => name.toLowerCase()),
        isFrontEnd: item.Services.some((service) => /^Registrar:/i.test(service)),
      }))
      .sort((one, other) => (one.fqdn < other.fqdn ? -1 : 1)),
  facts: (value) => ({
    pools: value
      .filter((item) => item.isFrontEnd)
      .map((item) => `${item.fqdn} ${item.computers.join(' ')}`),
  }),
};

const webServer = v.object({ PoolFqdn: psText, InternalFqdn: psText, ExternalFqdn: psText });
export type SkypeWebService = v.InferOutput<typeof webServer>;

/** Get-CsService -WebServer: the names of each pool's web services. */
export const skypeWebServices: ReadDefinition<readonly SkypeWebService[]> = {
  id: 'skype-web-services',
  target: 'skype',
  title: () => message('core.read.skype-web-services'),
  query: () => cmdlet('Get-CsService', { WebServer: true }),
  parse: (answer) => parseItems(webServer, answer),
  facts: (value) => ({
    webServices: value
      .map((item) => `${item.PoolFqdn} ${item.InternalFqdn} ${item.ExternalFqdn}`.toLowerCase())
      .sort(),
  }),
};

const sipDomain = v.object({ Name: psText, IsDefault: psBoolean });
export type SipDomain = v.InferOutput<typeof sipDomain>;

/** Get-CsSipDomain, the default one first. */
export const sipDomains: ReadDefinition<readonly SipDomain[]> = {
  id: 'sip-domains',
  target: 'skype',
  title: () => message('core.read.sip-domains'),
  query: () => cmdlet('Get-CsSipDomain'),
  parse: (answer) =>
    parseItems(sipDomain, answer).sort(
      (one, other) => Number(other.IsDefault) - Number(one.IsDefault),
    ),
  facts: (value) => ({ sipDomains: value.map((item) => item.Name.toLowerCase()) }),
};

const version = v.object({ Value: psText });

/** Get-CsServerVersion: one text, such as `Skype for Business Server 2019 (7.0.2046.0): …`. */
export const skypeVersion: ReadDefinition<string> = {
  id: 'skype-version',
  target: 'skype',
  title: () => message('core.read.skype-version'),
  query: () => cmdlet('Get-CsServerVersion'),
  parse: (answer) => parseItems(version, answer)[0]?.Value ?? '',
  facts: (value) => ({ version: value }),
};

const certificate = v.object({
  Use: psText,
  Thumbprint: psText,
  Subject: psText,
  AlternativeNames: psList,
  NotAfter: psText,
  EffectiveDate: psText,
});

/** A certificate of the token issuer on one front end. Dates are ISO 8601. */
export interface IssuerCertificate {
  readonly thumbprint: string;
  readonly subject: string;
  readonly alternativeNames: readonly string[];
  readonly notAfter: string;
  /** From when it is used; '' for the one that is. */
  readonly effective: string;
}

/** What a front end has: the certificate in use, and a staged one. */
export interface IssuerOnComputer {
  readonly current: IssuerCertificate | null;
  readonly next: IssuerCertificate | null;
}

/** One form for what shells and carried files write in several; a text that is no time stays as it is. */
function isoTime(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}

/** Get-CsCertificate -Type OAuthTokenIssuer, in a session with the front end `computer`. */
export const issuerCertificate: ReadDefinition<IssuerOnComputer> = {
  id: 'issuer-certificate',
  target: 'skype',
  title: (args) => message('core.read.issuer-certificate', { server: args['computer'] ?? '' }),
  query: (args) => ({
    kind: 'cmdlet',
    command: { name: 'Get-CsCertificate', parameters: { Type: TOKEN_ISSUER } },
    ...(args['computer'] === undefined ? {} : { computer: args['computer'] }),
  }),
  parse: (answer) => {
    const all = parseItems(certificate, answer)
      .filter((item) => item.Use === TOKEN_ISSUER)
      .map((item): IssuerCertificate => ({
        thumbprint: item.Thumbprint.toUpperCase(),
        subject: item.Subject,
        alternativeNames: item.AlternativeNames.map((name) => name.toLowerCase()),
        notAfter: item.NotAfter,
        effective: isoTime(item.EffectiveDate),
      }));
    const name = 'Get-CsCertificate';
    return {
      current: single(
        all.filter((item) => item.effective === ''),
        name,
      ),
      next: single(
        all.filter((item) => item.effective !== ''),
        name,
      ),
    };
  },
  facts: (value) => ({
    current: value.current?.thumbprint ?? '',
    next: value.next?.thumbprint ?? '',
    nextEffective: value.next?.effective ?? '',
  }),
};

const replica = v.object({ ReplicaFqdn: psText, UpToDate: psBoolean });

/** Get-CsManagementStoreReplicationStatus: computers that lack the last change of the store. In small letters, sorted. */
export const staleReplicas: ReadDefinition<readonly string[]> = {
  id: 'stale-replicas',
  target: 'skype',
  title: () => message('core.read.stale-replicas'),
  query: () => cmdlet('Get-CsManagementStoreReplicationStatus'),
  parse: (answer) =>
    parseItems(replica, answer)
      .filter((item) => !item.UpToDate)
      .map((item) => item.ReplicaFqdn.toLowerCase())
      .sort(),
  facts: (value) => ({ stale: value }),
};

const oauthConfiguration = v.object({
  Realm: psText,
  ServiceName: psText,
  ExchangeAutodiscoverUrl: psText,
  ExchangeAutodiscoverAllowedDomains: psText,
});
export type SkypeOAuthConfiguration = v.InferOutput<typeof oauthConfiguration>;

/** Get-CsOAuthConfiguration: there is one. */
export const skypeOAuth: ReadDefinition<SkypeOAuthConfiguration | null> = {
  id: 'skype-oauth-configuration',
  target: 'skype',
  title: () => message('core.read.skype-oauth-configuration'),
  query: () => cmdlet('Get-CsOAuthConfiguration'),
  parse: (answer) => single(parseItems(oauthConfiguration, answer), 'Get-CsOAuthConfiguration'),
  facts: (value) => ({
    Realm: value?.Realm ?? '',
    ServiceName: value?.ServiceName ?? '',
    ExchangeAutodiscoverUrl: value?.ExchangeAutodiscoverUrl ?? '',
    ExchangeAutodiscoverAllowedDomains: value?.ExchangeAutodiscoverAllowedDomains ?? '',
  }),
};

const partner = v.object({
  Identity: psText,
  ApplicationIdentifier: psText,
  Realm: psText,
  ApplicationTrustLevel: psText,
  Enabled: psBoolean,
  AuthToken: psText,
});
export type SkypePartner = v.InferOutput<typeof partner>;

/** True for a partner that is trusted through an OAuth server instead of keys of its own. */
export function usesOAuthServer(item: Pick<SkypePartner, 'AuthToken'>): boolean {
  return /UseOAuthServer\s*=\s*True/i.test(item.AuthToken);
}

/** Get-CsPartnerApplication, all of them. */
export const skypePartners: ReadDefinition<readonly SkypePartner[]> = {
  id: 'skype-partner-applications',
  target: 'skype',
  title: () => message('core.read.skype-partner-applications'),
  query: () => cmdlet('Get-CsPartnerApplication'),
  parse: (answer) => parseItems(partner, answer),
  facts: (value) =>
    Object.fromEntries(
      value.flatMap((item): [string, string | boolean][] => [
        [`${item.Identity}/ApplicationIdentifier`, item.ApplicationIdentifier],
        [`${item.Identity}/ApplicationTrustLevel`, item.ApplicationTrustLevel],
        [`${item.Identity}/Enabled`, item.Enabled],
      ]),
    ),
};
