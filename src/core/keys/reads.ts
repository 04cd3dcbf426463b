/** What the key inventory reads: the tenant's principals, and from Exchange only what tells whose a key is. */
import { APPLICATIONS } from '../../shared/applications';
import type { CustomerRecord } from '../model/customer';
import type { Observations, ReadRequest } from '../model/observation';
import { planContext, wantedOf } from '../engine/plan';
import { applicationPolicy } from '../reads/application-policy';
import { readKey, readRequest } from '../reads/definition';
import type { TenantApplication } from '../reads/hybrid-application';
import { applicationKeys, applicationsByName } from '../reads/hybrid-application';
import { acceptedDomains, authConfig, domainControllers } from '../reads/organisation';
import { servicePrincipal, tenantOrganization } from '../reads/tenant';
import { organisationConfig } from '../reads/web-services';
import type { PlanContext } from '../resources/context';
import { look, valueOf } from '../resources/context';
import { hybridApplicationName } from '../resources/hybrid-application-state';
import { lookPinned, pinnedReads } from '../resources/oauth-common';

/** Principals that matter to every customer, in the order of the inventory. */
const KNOWN_PRINCIPALS: readonly string[] = [
  APPLICATIONS.exchangeOnline,
  APPLICATIONS.skypeForBusinessOnline,
  APPLICATIONS.teamsScheduler,
  APPLICATIONS.cloudVoicemail,
];

/** Application ids of the inventory: the known ones, then those that a person added. */
export function inventoryIds(record: CustomerRecord): readonly string[] {
  const added = (record.principals ?? []).map((id) => id.toLowerCase());
  return [...new Set([...KNOWN_PRINCIPALS, ...added])];
}

/** The dedicated hybrid application's registrations: one, none, or several of its name. */
export function dedicatedApplications(context: PlanContext): readonly TenantApplication[] {
  const guid = valueOf(lookPinned(context, organisationConfig))?.Guid ?? '';
  if (guid === '') return [];
  return valueOf(look(context, applicationsByName, { name: hybridApplicationName(guid) })) ?? [];
}

/** Everything to be read, given what was read so far. */
export function inventoryReads(
  record: CustomerRecord,
  observations: Observations,
  now: Date,
  withPolicy: boolean,
): readonly ReadRequest[] {
  const first = [
    readRequest(tenantOrganization),
    readRequest(authConfig),
    readRequest(acceptedDomains),
    readRequest(domainControllers),
    ...inventoryIds(record).map((applicationId) =>
      readRequest(servicePrincipal, { applicationId }),
    ),
  ];
  if (first.some((request) => !observations.has(readKey(request)))) return first;
  const context = planContext(wantedOf(record), observations, now);
  const guid = valueOf(lookPinned(context, organisationConfig))?.Guid ?? '';
  return [
    ...first,
    // After the others, so that a sign-in under way does not have to grant its permission.
    ...(withPolicy ? [readRequest(applicationPolicy)] : []),
    ...pinnedReads(context, [organisationConfig]),
    ...(guid === ''
      ? []
      : [readRequest(applicationsByName, { name: hybridApplicationName(guid) })]),
    ...dedicatedApplications(context).map(({ id }) => readRequest(applicationKeys, { id })),
  ];
}
