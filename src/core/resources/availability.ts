/**
 * The availability address space: needed only where Exchange 2010 or older still answers clients, because those cannot
 * use a connector. Source: the OAuth page of Exchange, last step; Add-AvailabilityAddressSpace page.
 */
import type { Action } from '../model/action';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { availabilityAddressSpaces } from '../reads/oauth';
import { exchangeServers } from '../reads/organisation';
import { tenantOrganization } from '../reads/tenant';
import { webServicesDirectories } from '../reads/web-services';
import { isOld } from '../scenarios/builds';
import { tenantMailDomain } from '../scenarios/hybrid';
import { hostsOf } from './connector-lookup';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, pinned, planned, valueOf } from './context';
import type { Self } from './oauth-common';
import {
  STEP,
  lookPinned,
  lookTenant,
  pinnedReads,
  pinnedRequest,
  selfOf,
  serversOf,
  unread,
} from './oauth-common';

/** The address space that old client access servers ask Exchange Online through. */
export const availabilityResource: Resource = {
  ...selfOf('availability-address-space'),
  reads: (context) => [
    readRequest(exchangeServers),
    readRequest(tenantOrganization),
    ...(serversOf(context).some(isOld)
      ? pinnedReads(context, [availabilityAddressSpaces, webServicesDirectories])
      : []),
  ],
  plan: planSpace,
};

function planSpace(context: PlanContext): ResourcePlan {
  const self = selfOf('availability-address-space');
  const title = message('core.resource.availability-address-space');
  const servers = serversOf(context);
  if (servers.length > 0 && !servers.some(isOld))
    return { resource: planned(self, title, 'not-needed', []), actions: [], findings: [] };
  const looked = lookPinned(context, availabilityAddressSpaces);
  const tenant = valueOf(lookTenant(context)) ?? null;
  if (looked.status !== 'read' || tenant === null)
    return unread(self, title, 'ForestName', [looked, lookTenant(context)]);
  const domain = tenantMailDomain(tenant);
  const isThere = looked.value.some((item) => item.ForestName.toLowerCase() === domain);
  const rows = [compare('ForestName', domain, isThere ? domain : '-')];
  if (isThere)
    return { resource: planned(self, title, 'present', rows), actions: [], findings: [] };
  const made = addSpace(context, domain, self);
  if (made !== null)
    return { resource: planned(self, title, 'absent', rows), actions: [made], findings: [] };
  const byHand = [message('core.by-hand.connector-address')];
  return { resource: planned(self, title, 'by-hand', rows, { byHand }), actions: [], findings: [] };
}

/** The web services of a newer server, as the document wants them; null where none is published. */
function addSpace(context: PlanContext, domain: string, self: Self): Action | null {
  const newer = serversOf(context)
    .filter((item) => !isOld(item))
    .map((item) => item.Name.toLowerCase());
  const addresses = (valueOf(lookPinned(context, webServicesDirectories)) ?? [])
    .filter((item) => newer.includes(item.Server.toLowerCase()))
    .map((item) => item.ExternalUrl);
  const [host] = hostsOf(addresses);
  if (host === undefined || domain === '') return null;
  const read = pinnedRequest(context, availabilityAddressSpaces);
  const id = 'availability-address-space.add';
  const guid = { from: id, property: `${domain}/Guid` };
  return {
    id,
    step: STEP,
    resource: self.id,
    target: 'exchange',
    kind: 'add',
    operation: pinned(context, 'Add-AvailabilityAddressSpace', {
      AccessMethod: 'InternalProxy',
      ProxyUrl: `https://${host}/EWS/Exchange.asmx`,
      ForestName: domain,
      UseServiceAccount: true,
    }),
    reason: message('core.reason.add-address-space'),
    article: 'oauth-exchange',
    tags: [],
    dependsOn: [],
    differences: [{ property: 'AvailabilityAddressSpace', before: '-', after: domain }],
    read,
    before: { [`${domain}/found`]: false },
    after: { [`${domain}/found`]: true },
    undo: {
      kind: 'operation',
      operation: pinned(context, 'Remove-AvailabilityAddressSpace', {
        Identity: guid,
        Confirm: false,
      }),
      read,
      before: { [`${domain}/Guid`]: guid },
      after: { [`${domain}/found`]: false },
    },
  };
}
