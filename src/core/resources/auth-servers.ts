/**
 * Auth servers: the token issuers of the tenant that Exchange trusts. Matched by type and realm, never by name: the
 * Hybrid Configuration Wizard and the documents named them in three ways. A foreign tenant's is never touched.
 * Sources: New-, Set- and Remove-AuthServer pages; the OAuth page of Exchange.
 */
import type { Action, Finding } from '../model/action';
import type { ParameterValue } from '../model/command';
import { message } from '../model/message';
import type { Comparison } from '../model/plan';
import { readRequest } from '../reads/definition';
import type { AuthServer } from '../reads/oauth';
import { authServerFact, authServers } from '../reads/oauth';
import { exchangeServers } from '../reads/organisation';
import type { TenantOrganization } from '../reads/tenant';
import { tenantOrganization } from '../reads/tenant';
import { knowDomainNames } from '../scenarios/builds';
import type { AuthServerType } from '../scenarios/hybrid';
import { hybridCloudOf, tenantMailDomain } from '../scenarios/hybrid';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, pinned, planned, stateOf, truth, valueOf } from './context';
import type { Self } from './oauth-common';
import {
  STEP,
  finding,
  freeName,
  hybridDomains,
  lookPinned,
  lookTenant,
  pinnedReads,
  pinnedRequest,
  selfOf,
  serversOf,
  unread,
} from './oauth-common';

/** Names of the documents; the Hybrid Configuration Wizard's own carry an id. */
const NAMES: Readonly<Record<AuthServerType, readonly [documented: string, withId: string]>> = {
  MicrosoftACS: ['WindowsAzureACS', 'ACS'],
  AzureAD: ['evoSTS', 'EvoSts'],
};

/** An auth server of a type, for the customer's tenant. */
export function authServerResource(type: AuthServerType): Resource {
  const self = selfOf(`auth-server:${type}`);
  return {
    ...self,
    reads: (context) => [
      ...pinnedReads(context, [authServers]),
      readRequest(tenantOrganization),
      readRequest(exchangeServers),
    ],
    plan: (context) => planAuthServer(context, type, self),
  };
}

/** The auth servers of a type that belong to the customer's tenant. */
export function ownAuthServers(
  context: PlanContext,
  type: AuthServerType,
): readonly AuthServer[] | undefined {
  return valueOf(lookPinned(context, authServers))?.filter(
    (item) => item.Type === type && isOwnRealm(context, item),
  );
}

function isOwnRealm(context: PlanContext, item: AuthServer): boolean {
  return item.Realm.toLowerCase() === context.tenantId.toLowerCase();
}

function planAuthServer(context: PlanContext, type: AuthServerType, self: Self): ResourcePlan {
  const title = message('core.resource.auth-server', { type });
  const looked = lookPinned(context, authServers);
  if (looked.status !== 'read') return unread(self, title, type, [looked]);
  const typed = looked.value.filter((item) => item.Type === type);
  const own = typed.filter((item) => isOwnRealm(context, item));
  const rows = rowsOf(type, context.tenantId, own);
  const findings = findingsOf(type, typed, own, context, self);
  const [first, ...others] = own;
  if (others.length > 0) {
    const byHand = [message('core.by-hand.duplicate-auth-server', { type, count: own.length })];
    return { resource: planned(self, title, 'by-hand', rows, { byHand }), actions: [], findings };
  }
  if (first === undefined) {
    const made = createAuthServer(context, type, looked.value, self);
    if (made !== null)
      return { resource: planned(self, title, 'absent', rows), actions: [made], findings };
    const byHand = [message('core.by-hand.auth-server', { type })];
    return {
      resource: planned(self, title, 'by-hand', rows, { byHand }),
      actions: [],
      findings: [...findings, finding(self, 'HX-OAUTH', { what: type })],
    };
  }
  const actions = first.Enabled ? [] : [enableAuthServer(context, type, first, self)];
  return { resource: planned(self, title, stateOf(rows), rows), actions, findings };
}

function rowsOf(type: AuthServerType, tenantId: string, own: readonly AuthServer[]): Comparison[] {
  const [first] = own;
  if (first === undefined) return [compare(`${type} Realm`, tenantId, '-')];
  return [
    compared(`${type} Realm`, tenantId, first.Realm, true),
    compare(`${type} Enabled`, 'True', truth(own.some((item) => item.Enabled))),
    compare(`${type} Count`, '1', String(own.length)),
  ];
}

function findingsOf(
  type: AuthServerType,
  typed: readonly AuthServer[],
  own: readonly AuthServer[],
  context: PlanContext,
  self: Self,
): Finding[] {
  const duplicates =
    own.length > 1 ? [finding(self, 'HX-DUP', { what: type, count: own.length })] : [];
  const foreign = typed
    .filter((item) => !own.includes(item))
    .map((item) =>
      finding(
        self,
        'HX-REALM',
        { found: item.Realm, expected: context.tenantId },
        own.length === 0 ? 'warning' : 'info',
      ),
    );
  return [...duplicates, ...foreign];
}

/** What every action on an auth server shares. */
function base(
  context: PlanContext,
  type: AuthServerType,
  verb: string,
  self: Self,
): Pick<Action, 'id' | 'step' | 'resource' | 'target' | 'article' | 'read' | 'tags' | 'dependsOn'> {
  return {
    id: authServerAction(type, verb),
    step: STEP,
    resource: self.id,
    target: 'exchange',
    article: 'oauth-exchange',
    read: pinnedRequest(context, authServers),
    tags: [],
    dependsOn: [],
  };
}

/** Id of an action on an auth server. */
export function authServerAction(type: AuthServerType, verb: string): string {
  return `auth-server.${type}.${verb}`;
}

/** The exact command of the document for this cloud; null where no address is published for it. */
function createAuthServer(
  context: PlanContext,
  type: AuthServerType,
  all: readonly AuthServer[],
  self: Self,
): Action | null {
  const tenant = valueOf(lookTenant(context));
  if (tenant === undefined || tenant === null) return null;
  const metadata = hybridCloudOf(tenant, context.cloud)?.metadata[type] ?? null;
  if (metadata === null) return null;
  const [documented, withId] = NAMES[type];
  const taken = all.map((item) => item.Name);
  const name = freeName(documented, `${withId} - ${context.tenantId}`, taken);
  const address = metadata(metadataName(context, tenant));
  const common = base(context, type, 'create', self);
  const at = (property: string): string => authServerFact(type, context.tenantId, property);
  const guid = { from: common.id, property: at('Guid') };
  const domains = knowDomainNames(serversOf(context)) ? hybridDomains(context, tenant) : [];
  return {
    ...common,
    kind: 'add',
    operation: pinned(context, 'New-AuthServer', {
      Name: name,
      ...(type === 'AzureAD' ? { Type: type } : {}),
      AuthMetadataUrl: address,
      ...(domains.length > 0 ? { DomainName: domains } : {}),
    }),
    reason: message('core.reason.create-auth-server', { type }),
    departs: message('core.departs.auth-server'),
    differences: [
      { property: 'AuthServer', before: '-', after: name },
      { property: 'AuthMetadataUrl', before: '-', after: address },
    ],
    before: { [at('count')]: 0 },
    after: { [at('count')]: 1, [at('Enabled')]: true },
    undo: {
      kind: 'operation',
      operation: pinned(context, 'Remove-AuthServer', { Identity: guid, Confirm: false }),
      read: common.read,
      before: { [at('Guid')]: guid },
      after: { [at('count')]: 0 },
    },
  };
}

/** The coexistence domain, as the document writes it; the tenant id, as the wizard does, where there is none. */
function metadataName(context: PlanContext, tenant: TenantOrganization): string {
  const mail = tenantMailDomain(tenant);
  return mail === '' || mail === tenant.initialDomain ? context.tenantId : mail;
}

function enableAuthServer(
  context: PlanContext,
  type: AuthServerType,
  found: AuthServer,
  self: Self,
): Action {
  const common = base(context, type, 'enable', self);
  const at = (property: string): string => authServerFact(type, context.tenantId, property);
  const set = (Enabled: ParameterValue): Action['operation'] =>
    pinned(context, 'Set-AuthServer', { Identity: found.Guid, Enabled });
  const state = (enabled: boolean): Action['before'] => ({
    [at('Guid')]: found.Guid,
    [at('Enabled')]: enabled,
  });
  return {
    ...common,
    kind: 'change',
    operation: set(true),
    reason: message('core.reason.enable-auth-server', { type, name: found.Name }),
    differences: [{ property: 'Enabled', before: 'False', after: 'True' }],
    before: { [at('count')]: 1, ...state(false) },
    after: state(true),
    undo: {
      kind: 'operation',
      operation: set(false),
      read: common.read,
      before: state(true),
      after: state(false),
    },
  };
}
