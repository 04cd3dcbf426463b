import type { AppError } from '../../shared/errors';
import { appError, CodedError } from '../../shared/errors';
import {
  mailUser,
  managementRole,
  partnerApplications,
  recipient,
  roleAssignments,
  roleEntries,
  user,
} from './accounts';
import { applicationPolicy } from './application-policy';
import type { ReadDefinition } from './definition';
import {
  appRoleAssignments,
  applicationKeys,
  applicationsByName,
  organisationRelationships,
  serverDiagnostics,
  settingOverrides,
} from './hybrid-application';
import {
  calendarFolder,
  calendarPermissions,
  mailboxAccess,
  mailboxHere,
  mailboxesLike,
  purgesFolder,
} from './mailbox';
import { organisationIdentity } from './identity';
import {
  authServers,
  availabilityAddressSpaces,
  connectors,
  exchangeMailbox,
  onlineConnectors,
  onlineMailbox,
} from './oauth';
import { testToCloud, testToServers } from './oauth-test';
import {
  acceptedDomains,
  authConfig,
  certificates,
  domainControllers,
  exchangeServers,
} from './organisation';
import { metadataDocument, nameAddresses, serverHealth } from './premises';
import { autodiscoverV2, publishedAddress } from './published';
import { authCertificateCount, authRollover } from './rollover';
import { clientAccessServers, clientAccessServices, documentApplications } from './service-points';
import { sessionRights } from './session';
import {
  issuerCertificate,
  sipDomains,
  skypeOAuth,
  skypePartners,
  skypePools,
  skypeVersion,
  skypeWebServices,
  staleReplicas,
} from './skype';
import { accessEdgeConfiguration, hostingProviders, tokenServers } from './skype-cloud';
import { archivingConfiguration, storageTest, userServicesPolicies } from './skype-features';
import { contactStoreTest, skypeUser } from './skype-users';
import { certificateFile, servicePrincipal, tenantOrganization } from './tenant';
import {
  autodiscoverDirectories,
  organisationConfig,
  webServicesDirectories,
} from './web-services';

/** A definition whose value type is not known to the caller; the engine handles all reads alike through it. */
export interface AnyRead extends Omit<ReadDefinition<unknown>, 'facts' | 'parse' | 'problem'> {
  /** Parses and reduces in one step, so that value and facts always belong together. */
  readonly interpret: (...input: Parameters<ReadDefinition<unknown>['parse']>) => {
    readonly value: unknown;
    readonly facts: ReturnType<ReadDefinition<unknown>['facts']>;
    readonly problem?: AppError;
  };
}

function anyRead<V>(definition: ReadDefinition<V>): AnyRead {
  return {
    id: definition.id,
    target: definition.target,
    ...(definition.aside === undefined ? {} : { aside: definition.aside }),
    title: definition.title,
    query: definition.query,
    interpret: (...input) => {
      const value = definition.parse(...input);
      const problem = definition.problem?.(value, input[2]);
      const base = { value, facts: definition.facts(value) };
      return problem === undefined ? base : { ...base, problem };
    },
  };
}

const READS: ReadonlyMap<string, AnyRead> = new Map(
  [
    anyRead(exchangeServers),
    anyRead(domainControllers),
    anyRead(acceptedDomains),
    anyRead(authConfig),
    anyRead(certificates),
    anyRead(authServers),
    anyRead(connectors),
    anyRead(onlineConnectors),
    anyRead(availabilityAddressSpaces),
    anyRead(exchangeMailbox),
    anyRead(onlineMailbox),
    anyRead(testToCloud),
    anyRead(testToServers),
    anyRead(webServicesDirectories),
    anyRead(autodiscoverDirectories),
    anyRead(organisationConfig),
    anyRead(organisationRelationships),
    anyRead(settingOverrides),
    anyRead(serverDiagnostics),
    anyRead(applicationsByName),
    anyRead(applicationKeys),
    anyRead(appRoleAssignments),
    anyRead(mailUser),
    anyRead(recipient),
    anyRead(user),
    anyRead(managementRole),
    anyRead(roleEntries),
    anyRead(roleAssignments),
    anyRead(partnerApplications),
    anyRead(sessionRights),
    anyRead(tenantOrganization),
    anyRead(servicePrincipal),
    anyRead(certificateFile),
    anyRead(applicationPolicy),
    anyRead(mailboxHere),
    anyRead(mailboxesLike),
    anyRead(mailboxAccess),
    anyRead(calendarFolder),
    anyRead(calendarPermissions),
    anyRead(purgesFolder),
    anyRead(publishedAddress),
    anyRead(autodiscoverV2),
    anyRead(authRollover),
    anyRead(authCertificateCount),
    ...[clientAccessServices, clientAccessServers].map(anyRead),
    anyRead(documentApplications),
    anyRead(metadataDocument),
    anyRead(serverHealth),
    anyRead(nameAddresses),
    anyRead(skypePools),
    anyRead(skypeWebServices),
    anyRead(sipDomains),
    anyRead(skypeVersion),
    anyRead(issuerCertificate),
    anyRead(staleReplicas),
    anyRead(skypeOAuth),
    anyRead(skypePartners),
    anyRead(storageTest),
    anyRead(archivingConfiguration),
    anyRead(userServicesPolicies),
    anyRead(skypeUser),
    anyRead(contactStoreTest),
    anyRead(tokenServers),
    anyRead(hostingProviders),
    anyRead(accessEdgeConfiguration),
    anyRead(organisationIdentity),
  ].map((item) => [item.id, item]),
);

/** Finds a read by id. An unknown id can only come from an edited plan file: HX-PLANFILE. */
export function findRead(id: string): AnyRead {
  const found = READS.get(id);
  if (found === undefined) throw new CodedError(appError('HX-PLANFILE', { file: id }));
  return found;
}

/** Ids of all reads. */
export function readIds(): readonly string[] {
  return [...READS.keys()];
}
