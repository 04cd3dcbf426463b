/** The pool's part of a world description. */
import type { SkypeDescription } from '../../shared/skype-description';
import type { Observations } from '../model/observation';
import { metadataDocument, nameAddresses } from '../reads/premises';
import {
  issuerCertificate,
  sipDomains,
  skypeOAuth,
  skypePartners,
  skypePools,
  skypeVersion,
  skypeWebServices,
  staleReplicas,
  usesOAuthServer,
  type IssuerCertificate,
} from '../reads/skype';
import { accessEdgeConfiguration, hostingProviders, tokenServers } from '../reads/skype-cloud';
import { archivingConfiguration, userServicesPolicies } from '../reads/skype-features';
import { skypeUser } from '../reads/skype-users';
import { allOf, firstOf, oneOf } from './found';

const YEAR = 365 * 86_400_000;
/** What a key has whose length was not read: enough, so that nothing is found wrong that was not seen. */
const USUAL_BITS = 2_048;

/** Names of the token issuer's certificates, by thumbprint: a description holds no thumbprints. */
export function issuerNames(observations: Observations): ReadonlyMap<string, string> {
  const seen = allOf(observations, issuerCertificate).flatMap(({ value }) => [
    value.current,
    value.next,
  ]);
  const thumbprints = new Set(seen.flatMap((item) => item?.thumbprint ?? []));
  return new Map([...thumbprints].map((item, index) => [item, `issuer-${String(index + 1)}`]));
}

/** Describes the pool; null where it was not read. */
export function describeSkype(observations: Observations, now: Date): SkypeDescription | null {
  const pools = firstOf(observations, skypePools) ?? [];
  const domains = firstOf(observations, sipDomains) ?? [];
  if (!pools.some((pool) => pool.isFrontEnd) || domains.length === 0) return null;
  const oauth = firstOf(observations, skypeOAuth) ?? null;
  return {
    product: /lync/i.test(firstOf(observations, skypeVersion) ?? '') ? 'Lync 2013' : '2019',
    pools: describePools(observations),
    sipDomains: domains.map((item) => ({ name: item.Name, isDefault: item.IsDefault })),
    issuers: describeIssuers(observations, domains[0]?.Name ?? '', now),
    frontEnds: describeFrontEnds(observations),
    stale: [...(firstOf(observations, staleReplicas) ?? [])],
    oauth:
      oauth === null
        ? null
        : {
            realm: oauth.Realm,
            serviceName: oauth.ServiceName,
            autodiscoverUrl: oauth.ExchangeAutodiscoverUrl,
            allowedDomains: oauth.ExchangeAutodiscoverAllowedDomains,
          },
    ...describePartners(observations),
    ...describeCloud(observations),
    ...describeUsers(observations),
    names: allOf(observations, nameAddresses).flatMap((found) =>
      found.value === null
        ? []
        : [{ host: found.arguments['host'] ?? '', exists: found.value.length > 0 }],
    ),
  };
}

function describePools(observations: Observations): SkypeDescription['pools'] {
  const services = firstOf(observations, skypeWebServices) ?? [];
  return (firstOf(observations, skypePools) ?? []).map((pool) => {
    const web = services.find((item) => item.PoolFqdn.toLowerCase() === pool.fqdn);
    return {
      fqdn: pool.fqdn,
      kind: pool.isFrontEnd ? 'front-end' : 'edge',
      computers: [...pool.computers],
      internalWeb: web?.InternalFqdn ?? '',
      externalWeb: web?.ExternalFqdn ?? '',
    };
  });
}

function describeIssuers(
  observations: Observations,
  domain: string,
  now: Date,
): SkypeDescription['issuers'] {
  const certificates = allOf(observations, issuerCertificate).flatMap(({ value }) =>
    [value.current, value.next].filter((item): item is IssuerCertificate => item !== null),
  );
  // The pool's own answer says neither when a certificate began nor how long its key is; its document does.
  const published = allOf(observations, metadataDocument).flatMap(({ value }) =>
    value?.kind === 'document' ? value.keys : [],
  );
  return [...issuerNames(observations)].flatMap(([thumbprint, name]) => {
    const own = certificates.find((item) => item.thumbprint === thumbprint);
    const end = Date.parse(own?.notAfter ?? '');
    if (own === undefined || Number.isNaN(end)) return [];
    const key = published.find((item) => item.thumbprint === thumbprint);
    const begin = key?.notBefore ?? new Date(Math.min(now.getTime(), end) - YEAR).toISOString();
    return [
      {
        name,
        commonName: /CN=([^,]+)/i.exec(own.subject)?.[1]?.trim() ?? domain,
        hostNames: [...own.alternativeNames],
        notBefore: begin,
        notAfter: new Date(end).toISOString(),
        keyBits: key?.keyBits ?? USUAL_BITS,
      },
    ];
  });
}

function describeFrontEnds(observations: Observations): SkypeDescription['frontEnds'] {
  const names = issuerNames(observations);
  const nameOf = (item: IssuerCertificate | null): string | null =>
    item === null ? null : (names.get(item.thumbprint) ?? null);
  return allOf(observations, issuerCertificate).map((found) => ({
    computer: found.arguments['computer'] ?? '',
    current: nameOf(found.value.current),
    next: nameOf(found.value.next),
    nextEffective: found.value.next?.effective ?? '',
  }));
}

function describePartners(
  observations: Observations,
): Pick<SkypeDescription, 'partners' | 'tokenServers'> {
  return {
    partners: (firstOf(observations, skypePartners) ?? []).map((item) => ({
      identity: item.Identity,
      applicationId: item.ApplicationIdentifier,
      realm: item.Realm,
      trustLevel: oneOf(['Full', 'Application', 'User'], item.ApplicationTrustLevel) ?? 'User',
      enabled: item.Enabled,
      metadataUrl: /https:\/\/[^\s;,}]+/i.exec(item.AuthToken)?.[0] ?? '',
      usesOAuthServer: usesOAuthServer(item),
    })),
    tokenServers: (firstOf(observations, tokenServers) ?? []).map((item) => ({
      identity: item.Identity,
      issuer: item.IssuerIdentifier,
      realm: item.Realm,
      metadataUrl: item.MetadataUrl,
    })),
  };
}

const LEVELS = ['AlwaysVerifiable', 'AlwaysUnverifiable', 'UseSourceVerification'] as const;

function describeCloud(
  observations: Observations,
): Pick<SkypeDescription, 'hostingProviders' | 'accessEdge'> {
  const edge = firstOf(observations, accessEdgeConfiguration) ?? null;
  const providers = firstOf(observations, hostingProviders);
  return {
    hostingProviders:
      providers?.map((item) => ({
        identity: item.Identity,
        proxyFqdn: item.ProxyFqdn,
        verificationLevel: oneOf(LEVELS, item.VerificationLevel) ?? 'UseSourceVerification',
        enabled: item.Enabled,
        enabledSharedAddressSpace: item.EnabledSharedAddressSpace,
        hostsOcsUsers: item.HostsOCSUsers,
        isLocal: item.IsLocal,
        autodiscoverUrl: item.AutodiscoverUrl,
      })) ?? null,
    accessEdge:
      edge === null
        ? null
        : {
            allowOutsideUsers: edge.AllowOutsideUsers,
            allowFederatedUsers: edge.AllowFederatedUsers,
            enablePartnerDiscovery: edge.EnablePartnerDiscovery,
            routingMethod:
              oneOf(['UseDnsSrvRouting', 'UseDefaultRouting'], edge.RoutingMethod) ??
              'UseDefaultRouting',
          },
  };
}

const ARCHIVING = [
  'Uninitialized',
  'UseLyncArchivingPolicy',
  'NoArchiving',
  'ArchivingToExchange',
] as const;

function describeUsers(
  observations: Observations,
): Pick<SkypeDescription, 'archiving' | 'userServices' | 'users'> {
  const archiving = firstOf(observations, archivingConfiguration) ?? null;
  const policies = firstOf(observations, userServicesPolicies);
  return {
    archiving:
      archiving === null
        ? null
        : {
            enableArchiving:
              oneOf(['None', 'ImOnly', 'ImAndWebConf'], archiving.EnableArchiving) ?? 'None',
            enableExchangeArchiving: archiving.EnableExchangeArchiving,
          },
    userServices:
      policies?.map((item) => ({ identity: item.Identity, ucsAllowed: item.UcsAllowed })) ?? null,
    users: allOf(observations, skypeUser).flatMap(({ value }) =>
      value === null
        ? []
        : [
            {
              sipAddress: value.SipAddress,
              mail: value.WindowsEmailAddress,
              registrarPool: value.RegistrarPool,
              archivingPolicy: value.ArchivingPolicy,
              exchangeArchiving: oneOf(ARCHIVING, value.ExchangeArchivingPolicy) ?? 'Uninitialized',
            },
          ],
    ),
  };
}
