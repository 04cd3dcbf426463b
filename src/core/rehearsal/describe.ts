/**
 * What was read of a customer, as a description that the practice lab builds a copy from. Pure. What it leaves out is
 * said, never passed over.
 */
import { appError } from '../../shared/errors';
import type { RehearsedScenario } from '../../shared/rehearsal';
import { fail, ok, type Result } from '../../shared/result';
import type { SkypeDescription } from '../../shared/skype-description';
import type { DescribedKey, NotCloned, WorldDescription } from '../../shared/world-description';
import type { Observations } from '../model/observation';
import {
  appRoleAssignments,
  applicationKeys,
  applicationsByName,
} from '../reads/hybrid-application';
import { acceptedDomains, authConfig, domainControllers } from '../reads/organisation';
import { sipDomains, skypePools } from '../reads/skype';
import { servicePrincipal, tenantOrganization, type PrincipalKey } from '../reads/tenant';
import {
  authThumbprints,
  describeAccounts,
  describeCertificates,
  describeRoles,
  describeServers,
  describeTrust,
  describeWebServices,
} from './describe-exchange';
import { describePartners } from './describe-partners';
import { describeSkype, issuerNames } from './describe-skype';
import { allOf, firstOf, oneOf } from './found';

/** A description, and what it does not hold. */
export interface Described {
  readonly world: WorldDescription;
  readonly notCloned: readonly NotCloned[];
}

/** A read that a copy may not be built without. */
type NeededRead =
  | 'exchange-servers'
  | 'domain-controllers'
  | 'accepted-domains'
  | 'skype-pools'
  | 'sip-domains'
  | 'tenant-organization';

/** What a scenario's copy is not built without. Where a side is not read at all, the copy has its own. */
const NEEDED: Readonly<Record<RehearsedScenario, readonly NeededRead[]>> = {
  'tenant-exchange': [
    'exchange-servers',
    'domain-controllers',
    'accepted-domains',
    'tenant-organization',
  ],
  'sfb-server-exchange': [
    'exchange-servers',
    'domain-controllers',
    'accepted-domains',
    'skype-pools',
    'sip-domains',
  ],
  'sfb-server-tenant': ['skype-pools', 'sip-domains', 'tenant-organization'],
};

function missing(observations: Observations, read: NeededRead): boolean {
  switch (read) {
    case 'exchange-servers':
      return describeServers(observations).length === 0;
    case 'domain-controllers':
      return (firstOf(observations, domainControllers) ?? []).length === 0;
    case 'accepted-domains':
      return (firstOf(observations, acceptedDomains) ?? []).length === 0;
    case 'skype-pools':
      return !(firstOf(observations, skypePools) ?? []).some((pool) => pool.isFrontEnd);
    case 'sip-domains':
      return (firstOf(observations, sipDomains) ?? []).length === 0;
    case 'tenant-organization':
      return (firstOf(observations, tenantOrganization) ?? null) === null;
  }
}

/** Describes what was read. Refused where what the scenario stands on was not: a copy of nothing proves nothing. */
export function describeWorld(
  observations: Observations,
  now: Date,
  scenario: RehearsedScenario,
): Result<Described> {
  const read = NEEDED[scenario].find((item) => missing(observations, item));
  if (read !== undefined) return fail(appError('HX-REHEARSE', { read }));
  const tenant = firstOf(observations, tenantOrganization) ?? null;
  const skype = scenario === 'tenant-exchange' ? null : describeSkype(observations, now);
  const world: WorldDescription = {
    format: 1,
    now: now.toISOString(),
    servers: describeServers(observations),
    ...describeNames(observations, skype),
    skype,
    ...describeWebServices(observations),
    authCertificates: describeCertificates(observations),
    ...describeTrust(observations),
    roles: describeRoles(observations),
    accounts: describeAccounts(observations),
    partnerApplications: describePartners(observations),
    tenant:
      tenant === null
        ? null
        : {
            id: tenant.id,
            displayName: tenant.displayName,
            initialDomain: tenant.initialDomain,
            domains: [...tenant.verifiedDomains],
          },
    ...describePrincipals(observations),
  };
  return ok({ world, notCloned: leftOut(observations, world) });
}

/** Domain controllers and accepted domains; where Exchange was not read, those that go with the pool. */
function describeNames(
  observations: Observations,
  skype: SkypeDescription | null,
): Pick<WorldDescription, 'domainControllers' | 'acceptedDomains'> {
  const controllers = (firstOf(observations, domainControllers) ?? []).map(
    (item) => item.DnsHostName,
  );
  const domains = (firstOf(observations, acceptedDomains) ?? []).map((item) => ({
    domainName: item.DomainName,
    domainType:
      oneOf(['Authoritative', 'InternalRelay', 'ExternalRelay'], item.DomainType) ??
      'Authoritative',
    isDefault: item.Default,
  }));
  const pool = skype?.pools.find((item) => item.kind === 'front-end')?.fqdn ?? '';
  const ownDomains = (skype?.sipDomains ?? []).map((item) => ({
    domainName: item.name,
    domainType: 'Authoritative' as const,
    isDefault: item.isDefault,
  }));
  return {
    domainControllers: controllers.length > 0 ? controllers : [pool.replace(/^[^.]*/, 'DC01')],
    acceptedDomains: domains.length > 0 ? domains : ownDomains,
  };
}

function describePrincipals(
  observations: Observations,
): Pick<WorldDescription, 'principals' | 'absentPrincipals' | 'applications' | 'consents'> {
  const own = new Map([...issuerNames(observations), ...authThumbprints(observations)]);
  const keysOf = (keys: readonly PrincipalKey[]): DescribedKey[] =>
    keys.flatMap((item) => describeKey(item, own.get(item.thumbprint) ?? null));
  const principals = allOf(observations, servicePrincipal);
  const applications = new Map(
    allOf(observations, applicationsByName)
      .flatMap((item) => item.value)
      .map((item) => [item.id, item]),
  );
  const keys = allOf(observations, applicationKeys);
  return {
    principals: principals.flatMap(({ value }) =>
      value === null
        ? []
        : [
            {
              id: value.id,
              appId: value.appId,
              enabled: value.accountEnabled,
              names: [...value.servicePrincipalNames],
              keys: keysOf(value.keys),
            },
          ],
    ),
    absentPrincipals: principals.flatMap((item) =>
      item.value === null ? [item.arguments['applicationId'] ?? ''] : [],
    ),
    applications: [...applications.values()].map((item) => ({
      id: item.id,
      appId: item.appId,
      displayName: item.displayName,
      access: item.requiredResourceAccess.map(({ resourceAppId, resourceAccess }) => ({
        resourceAppId,
        roles: resourceAccess.map(({ id, type }) => ({
          id,
          type: oneOf(['Role', 'Scope'], type) ?? 'Scope',
        })),
      })),
      keys: keysOf(keys.find((found) => found.value?.id === item.id)?.value?.keys ?? []),
    })),
    consents: allOf(observations, appRoleAssignments).flatMap((found) =>
      found.value.map((item) => ({
        id: item.id,
        principalId: found.arguments['principalId'] ?? '',
        roleId: item.appRoleId,
        resourceId: item.resourceId,
      })),
    ),
  };
}

/** A key with its bytes; one without cannot be copied, because nothing is known of it but its dates. */
function describeKey(key: PrincipalKey, role: DescribedKey['role']): DescribedKey[] {
  const type = oneOf(['AsymmetricX509Cert', 'X509CertAndPassword'], key.type);
  const usage = oneOf(['Verify', 'Sign'], key.usage);
  if (key.certificate === undefined || type === undefined || usage === undefined) return [];
  return [
    {
      keyId: key.keyId,
      displayName: key.displayName === '' ? null : key.displayName,
      start: key.startDateTime,
      end: key.endDateTime,
      type,
      usage,
      role,
      bytes: key.certificate.raw,
    },
  ];
}

function leftOut(observations: Observations, world: WorldDescription): NotCloned[] {
  const keys = allOf(observations, servicePrincipal).flatMap((item) => item.value?.keys ?? []);
  const previous = firstOf(observations, authConfig)?.PreviousCertificateThumbprint ?? '';
  const always = [
    'private-keys',
    'other-certificates',
    'other-accounts',
    'other-principals',
    'names-and-network',
    'rights',
  ] as const;
  return [
    ...always,
    ...(previous === '' ? [] : (['previous-certificate'] as const)),
    ...(keys.some((item) => item.certificate === undefined)
      ? (['keys-without-bytes'] as const)
      : []),
    ...(world.onlineConnectors === null && world.tenant !== null && world.skype === null
      ? (['exchange-online'] as const)
      : []),
    ...(world.servers.length === 0 ? (['exchange-servers'] as const) : []),
    ...(world.tenant === null ? (['tenant'] as const) : []),
    ...(world.skype === null ? [] : (['pool-users'] as const)),
    ...(areApart(world.skype) ? (['front-ends-apart'] as const) : []),
  ];
}

/** True where front ends differ in more ways than one: the lab's know the last setting and the one before. */
function areApart(skype: SkypeDescription | null): boolean {
  const ways = (skype?.frontEnds ?? []).map(({ computer: _computer, ...own }) =>
    JSON.stringify(own),
  );
  return new Set(ways).size > 2;
}
