/**
 * What was read of a customer, as a description that the practice lab builds a copy from. Pure. What it leaves out is
 * said, never passed over.
 */
import { appError, type AppError } from '../../shared/errors';
import { fail, ok, type Result } from '../../shared/result';
import type { DescribedKey, NotCloned, WorldDescription } from '../../shared/world-description';
import type { Observations } from '../model/observation';
import {
  appRoleAssignments,
  applicationKeys,
  applicationsByName,
} from '../reads/hybrid-application';
import { acceptedDomains, authConfig, domainControllers } from '../reads/organisation';
import { servicePrincipal, tenantOrganization, type PrincipalKey } from '../reads/tenant';
import {
  authThumbprints,
  describeAccounts,
  describeCertificates,
  describePartners,
  describeRoles,
  describeServers,
  describeTrust,
  describeWebServices,
  oneOf,
} from './describe-exchange';
import { allOf, firstOf } from './found';

/** A description, and what it does not hold. */
export interface Described {
  readonly world: WorldDescription;
  readonly notCloned: readonly NotCloned[];
}

/** Describes what was read. Refused where servers, domains or the tenant were not read: a copy of nothing proves nothing. */
export function describeWorld(observations: Observations, now: Date): Result<Described> {
  const servers = describeServers(observations);
  const controllers = firstOf(observations, domainControllers) ?? [];
  const domains = firstOf(observations, acceptedDomains) ?? [];
  const tenant = firstOf(observations, tenantOrganization) ?? null;
  if (servers.length === 0) return fail(notRead('exchange-servers'));
  if (controllers.length === 0) return fail(notRead('domain-controllers'));
  if (domains.length === 0) return fail(notRead('accepted-domains'));
  if (tenant === null) return fail(notRead('tenant-organization'));
  const world: WorldDescription = {
    format: 1,
    now: now.toISOString(),
    servers,
    domainControllers: controllers.map((item) => item.DnsHostName),
    acceptedDomains: domains.map((item) => ({
      domainName: item.DomainName,
      domainType:
        oneOf(['Authoritative', 'InternalRelay', 'ExternalRelay'], item.DomainType) ??
        'Authoritative',
      isDefault: item.Default,
    })),
    ...describeWebServices(observations),
    authCertificates: describeCertificates(observations),
    ...describeTrust(observations),
    roles: describeRoles(observations),
    accounts: describeAccounts(observations),
    partnerApplications: describePartners(observations),
    tenant: {
      id: tenant.id,
      displayName: tenant.displayName,
      initialDomain: tenant.initialDomain,
      domains: [...tenant.verifiedDomains],
    },
    ...describePrincipals(observations),
  };
  return ok({ world, notCloned: leftOut(observations, world) });
}

function notRead(read: string): AppError {
  return appError('HX-REHEARSE', { read });
}

function describePrincipals(
  observations: Observations,
): Pick<WorldDescription, 'principals' | 'absentPrincipals' | 'applications' | 'consents'> {
  const auth = authThumbprints(observations);
  const keysOf = (keys: readonly PrincipalKey[]): DescribedKey[] =>
    keys.flatMap((item) => describeKey(item, auth.get(item.thumbprint) ?? null));
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
    ...(world.onlineConnectors === null ? (['exchange-online'] as const) : []),
  ];
}
