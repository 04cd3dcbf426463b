/** The servers' parts of the dedicated hybrid application: auth server and sharing address. */
import type { Action } from '../model/action';
import type { ParameterValue } from '../model/command';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import type { OrganisationRelationship } from '../reads/hybrid-application';
import { organisationRelationships } from '../reads/hybrid-application';
import { authServerFact, authServers, sortedNames } from '../reads/oauth';
import { acceptedDomains } from '../reads/organisation';
import { tenantMailDomain } from '../scenarios/hybrid';
import { authServerAction } from './auth-servers';
import type { PlanContext, ResourcePlan } from './context';
import { compare, compared, pinned, planned, stateOf, valueOf } from './context';
import { hybridBase, hybridPart, hybridTitle } from './hybrid-application-part';
import type { HybridApplication } from './hybrid-application-state';
import { HYBRID_ACTIONS } from './hybrid-application-state';
import type { Self } from './oauth-common';
import { hybridDomains, lookPinned, lookTenant, pinnedReads, pinnedRequest } from './oauth-common';

/** The AzureAD auth server names the application, and the domains it is for. */
export const hybridAuthServerPart = hybridPart(
  'auth-server',
  () => [readRequest(acceptedDomains)],
  planAuthServer,
);

function planAuthServer(
  context: PlanContext,
  application: HybridApplication,
  self: Self,
): ResourcePlan {
  const tenant = valueOf(lookTenant(context)) ?? null;
  const found = application.authServer;
  const old = sortedNames(found?.DomainName ?? []);
  const wanted = tenant === null ? [] : hybridDomains(context, tenant);
  const lacking = wanted.filter((name) => !old.includes(name));
  const named = found?.ApplicationIdentifier.toLowerCase() ?? '';
  const expected = application.found?.appId.toLowerCase() ?? application.name;
  const rows = [
    compare('ApplicationIdentifier', expected, named === '' ? '-' : named),
    compared(
      'DomainName',
      wanted.join(', '),
      old.length === 0 ? '-' : old.join(', '),
      lacking.length === 0,
    ),
  ];
  const state = stateOf(rows);
  // A new auth server is made with these domains already.
  const domains = found === null ? wanted : sortedNames([...old, ...lacking]);
  const actions =
    state === 'present' ? [] : [nameApplication(context, application, { old, domains }, self)];
  return { resource: planned(self, hybridTitle(self), state, rows), actions, findings: [] };
}

function nameApplication(
  context: PlanContext,
  application: HybridApplication,
  domains: { readonly old: readonly string[]; readonly domains: readonly string[] },
  self: Self,
): Action {
  const base = hybridBase(HYBRID_ACTIONS.authServer, 'exchange', self);
  const found = application.authServer;
  const create = authServerAction('AzureAD', 'create');
  const at = (property: string): string => authServerFact('AzureAD', context.tenantId, property);
  const guid = found?.Guid ?? { from: create, property: at('Guid') };
  const named = found?.ApplicationIdentifier ?? '';
  const before = found === null ? domains.domains : domains.old;
  const set = (ApplicationIdentifier: ParameterValue, DomainName: readonly string[]) =>
    pinned(context, 'Set-AuthServer', { Identity: guid, ApplicationIdentifier, DomainName });
  const state = (id: Action['before'][string], names: readonly string[]): Action['before'] => ({
    [at('Guid')]: guid,
    [at('ApplicationIdentifier')]: id,
    [at('DomainName')]: names,
  });
  const { appId } = application;
  return {
    ...base,
    kind: 'change',
    operation: set(appId, domains.domains),
    reason: message('core.reason.hybrid-auth-server'),
    tags: [],
    dependsOn: [
      ...(application.found === null ? [HYBRID_ACTIONS.create] : []),
      ...(found === null ? [create] : []),
    ],
    differences: [
      {
        property: 'ApplicationIdentifier',
        before: named === '' ? '-' : named,
        after: typeof appId === 'string' ? appId : application.name,
      },
      {
        property: 'DomainName',
        before: before.length === 0 ? '-' : before.join(', '),
        after: domains.domains.join(', '),
      },
    ],
    read: pinnedRequest(context, authServers),
    before: state(named.toLowerCase(), before),
    after: state(appId, domains.domains),
    undo: {
      kind: 'operation',
      operation: set(named, before),
      read: pinnedRequest(context, authServers),
      before: state(appId, domains.domains),
      after: state(named.toLowerCase(), before),
    },
  };
}

/** The organisation relationship with the tenant names its web services. */
export const hybridSharingPart = hybridPart(
  'sharing',
  (context) => pinnedReads(context, [organisationRelationships]),
  planSharing,
);

function planSharing(
  context: PlanContext,
  application: HybridApplication,
  self: Self,
): ResourcePlan | ReturnType<typeof lookPinned<OrganisationRelationship[]>>[] {
  const looked = lookPinned(context, organisationRelationships);
  if (looked.status !== 'read') return [looked];
  const tenant = valueOf(lookTenant(context)) ?? null;
  const domain = tenant === null ? '' : tenantMailDomain(tenant);
  const own = looked.value.filter((item) =>
    item.DomainNames.some((name) => name.toLowerCase() === domain),
  );
  const { webServices } = application.cloud;
  const rows = own.map((item) =>
    compared(
      `${item.Name} TargetSharingEpr`,
      webServices,
      item.TargetSharingEpr === '' ? '-' : item.TargetSharingEpr,
      leadsTo(item, webServices),
    ),
  );
  const other = own.filter((item) => item.TargetSharingEpr !== '' && !leadsTo(item, webServices));
  const byHand = other.map((item) =>
    message('core.by-hand.hybrid-sharing', { name: item.Name, address: item.TargetSharingEpr }),
  );
  const actions = own
    .filter((item) => item.TargetSharingEpr === '')
    .map((item) => setSharing(context, item, webServices, self));
  const state = own.length === 0 ? 'not-needed' : byHand.length > 0 ? 'by-hand' : stateOf(rows);
  return {
    resource: planned(self, hybridTitle(self), state, rows, { byHand }),
    actions,
    findings: [],
  };
}

function leadsTo(item: OrganisationRelationship, address: string): boolean {
  return item.TargetSharingEpr.toLowerCase() === address.toLowerCase();
}

function setSharing(
  context: PlanContext,
  found: OrganisationRelationship,
  address: string,
  self: Self,
): Action {
  const read = pinnedRequest(context, organisationRelationships);
  const set = (TargetSharingEpr: string): Action['operation'] =>
    pinned(context, 'Set-OrganizationRelationship', { Identity: found.Guid, TargetSharingEpr });
  const state = (value: string): Action['before'] => ({
    [`${found.Guid}/TargetSharingEpr`]: value,
  });
  return {
    ...hybridBase(`hybrid-application.sharing.${found.Guid}`, 'exchange', self),
    kind: 'change',
    operation: set(address),
    reason: message('core.reason.hybrid-sharing', { name: found.Name }),
    tags: [],
    dependsOn: [],
    differences: [{ property: `${found.Name} TargetSharingEpr`, before: '-', after: address }],
    read,
    before: state(''),
    after: state(address),
    undo: {
      kind: 'operation',
      operation: set(''),
      read,
      before: state(address),
      after: state(''),
    },
  };
}
