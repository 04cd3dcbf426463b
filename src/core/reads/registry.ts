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
import type { ReadDefinition } from './definition';
import {
  acceptedDomains,
  authConfig,
  authServers,
  certificates,
  connectors,
  domainControllers,
  exchangeServers,
  webServicesDirectories,
} from './organisation';
import { sessionRights } from './session';
import { certificateFile, servicePrincipal, tenantOrganization } from './tenant';

/** A definition whose value type is not known to the caller; the engine handles all reads alike through it. */
export interface AnyRead extends Omit<ReadDefinition<unknown>, 'facts' | 'parse'> {
  /** Parses and reduces in one step, so that value and facts always belong together. */
  readonly interpret: (...input: Parameters<ReadDefinition<unknown>['parse']>) => {
    readonly value: unknown;
    readonly facts: ReturnType<ReadDefinition<unknown>['facts']>;
  };
}

function anyRead<V>(definition: ReadDefinition<V>): AnyRead {
  return {
    id: definition.id,
    target: definition.target,
    title: definition.title,
    query: definition.query,
    interpret: (...input) => {
      const value = definition.parse(...input);
      return { value, facts: definition.facts(value) };
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
    anyRead(webServicesDirectories),
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
  ].map((item) => [item.id, item]),
);

/** Finds a read by id. An unknown id can only come from an edited plan file: HX-PLANFILE. */
export function findRead(id: string): AnyRead {
  const found = READS.get(id);
  if (found === undefined) throw new CodedError(appError('HX-PLANFILE', { file: id }));
  return found;
}
