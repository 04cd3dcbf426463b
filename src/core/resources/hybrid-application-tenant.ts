/** The tenant's parts of the dedicated hybrid application: application, principal and consent, certificates. */
import { APPLICATIONS } from '../../shared/applications';
import type { Json } from '../../shared/json';
import type { Action, Finding, Undo } from '../model/action';
import type { FromAction } from '../model/command';
import type { ExpectedFacts } from '../model/facts';
import { message } from '../model/message';
import type { PlannedResource } from '../model/plan';
import { readRequest } from '../reads/definition';
import {
  appRoleAssignments,
  applicationKeys,
  applicationsByName,
  roleFact,
} from '../reads/hybrid-application';
import type { TenantApplication } from '../reads/hybrid-application';
import type { PrincipalKey } from '../reads/tenant';
import { keyFact, servicePrincipal } from '../reads/tenant';
import { authCertificates, certificateReads } from './auth-certificates';
import type { AuthCertificate } from './auth-certificates';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, look, planned, stateOf, truth } from './context';
import type { HybridApplication } from './hybrid-application-state';
import { HYBRID_ACTIONS, hybridReads, hybridState } from './hybrid-application-state';
import type { Self } from './oauth-common';
import { STEP, finding, selfOf, unread } from './oauth-common';
import { canRewrite, keyListBody } from './principal-keys';

/** Role full_access_as_app of Exchange Online: EWS with the application's own rights. */
const FULL_ACCESS = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40';
/** What Microsoft's own script marks the principal with: shown among enterprise applications, hidden from users. */
const PRINCIPAL_TAGS = ['WindowsAzureActiveDirectoryIntegratedApp', 'HideApp'];

type Planner = (
  context: PlanContext,
  application: HybridApplication,
  self: Self,
) => ResourcePlan | Parameters<typeof unread>[3];

/** A part: nothing is planned while it is not known what is there, or while a person has to decide. */
export function hybridPart(
  id: string,
  reads: Resource['reads'],
  plan: Planner,
  isFirst = false,
): Resource {
  const self = selfOf(`hybrid-application:${id}`);
  const title = hybridTitle(self);
  return {
    ...self,
    reads: (context) => [...hybridReads(context), ...reads(context)],
    plan: (context) => {
      const state = hybridState(context);
      if (state.kind === 'unread')
        return unread(self, title, 'ExchangeServerApp', isFirst ? state.looked : []);
      if (state.kind === 'by-hand') return decided(self, state, isFirst);
      const result = plan(context, state.application, self);
      return 'resource' in result ? result : unread(self, title, 'ExchangeServerApp', result);
    },
  };
}

/** The reason is told once, at the first part. */
function decided(
  self: Self,
  state: Extract<ReturnType<typeof hybridState>, { kind: 'by-hand' }>,
  isFirst: boolean,
): ResourcePlan {
  const title = hybridTitle(self);
  const byHand = isFirst ? [state.why] : [];
  const findings: Finding[] =
    isFirst && state.old.length > 0
      ? [finding(self, 'HX-BUILD', { servers: state.old.join(', ') })]
      : [];
  return {
    resource: planned(self, title, isFirst ? 'by-hand' : 'not-needed', [], { byHand }),
    actions: [],
    findings,
  };
}

/** What every action of a part shares. */
export function hybridBase(
  id: string,
  target: Action['target'],
  self: Self,
): Pick<Action, 'id' | 'step' | 'resource' | 'target' | 'article' | 'kind'> {
  const article = 'dedicated-hybrid-application';
  return { id, step: STEP, resource: self.id, target, article, kind: 'add' };
}

/** The title of a part's row. */
export function hybridTitle(self: Self): PlannedResource['title'] {
  const part = self.id.slice('hybrid-application:'.length);
  return message(`core.resource.hybrid-${part}`);
}

/** Application and the role it asks for. */
export const hybridApplicationPart = hybridPart(
  'application',
  () => [],
  (_context, application, self) => planApplication(application, self),
  true,
);

function planApplication(application: HybridApplication, self: Self): ResourcePlan {
  const { found, name, unclear } = application;
  const hasRole = found !== null && asksForRole(found);
  const rows = [
    compare('displayName', name, found === null ? '-' : found.displayName),
    compare('full_access_as_app', 'True', truth(hasRole)),
  ];
  const actions = [
    ...(found === null ? [createApplication(application, self)] : []),
    ...(hasRole ? [] : [askForRole(application, self)]),
  ];
  const findings =
    unclear.length === 0
      ? []
      : [finding(self, 'HX-BUILDHIDDEN', { servers: unclear.join(', ') }, 'info')];
  const state = found === null ? 'absent' : stateOf(rows);
  return { resource: planned(self, hybridTitle(self), state, rows), actions, findings };
}

function asksForRole(found: TenantApplication): boolean {
  return found.requiredResourceAccess.some(
    (item) =>
      item.resourceAppId === APPLICATIONS.exchangeOnline &&
      item.resourceAccess.some((access) => access.id === FULL_ACCESS),
  );
}

function createApplication(application: HybridApplication, self: Self): Action {
  const base = hybridBase(HYBRID_ACTIONS.create, 'tenant', self);
  const read = readRequest(applicationsByName, { name: application.name });
  const id = { from: base.id, property: 'id' };
  return {
    ...base,
    operation: {
      kind: 'graph',
      request: {
        method: 'POST',
        url: '/applications',
        body: { displayName: application.name, signInAudience: 'AzureADMyOrg' },
      },
    },
    reason: message('core.reason.create-hybrid-application'),
    tags: ['needs-tenant-admin'],
    dependsOn: [],
    differences: [{ property: 'application', before: '-', after: application.name }],
    read,
    before: { count: 0 },
    after: { count: 1 },
    undo: {
      kind: 'operation',
      operation: {
        kind: 'graph',
        request: { method: 'DELETE', url: '/applications/{application}' },
        references: { application: id },
      },
      read,
      before: { count: 1, id },
      after: { count: 0 },
      note: message('core.undo.hybrid-application'),
    },
  };
}

/** Undo of a part of an application that this plan makes: it goes with it. */
function coveredOr(application: HybridApplication, otherwise: Undo): Undo {
  return application.found === null ? { kind: 'covered', by: HYBRID_ACTIONS.create } : otherwise;
}

function isMade(application: HybridApplication): readonly string[] {
  return application.found === null ? [HYBRID_ACTIONS.create] : [];
}

/** Address of an application by its object id, which may be made by this plan. */
function byId(id: string | FromAction): {
  readonly url: string;
  readonly references?: Readonly<Record<string, FromAction>>;
} {
  return typeof id === 'string'
    ? { url: `/applications/${id}` }
    : { url: '/applications/{application}', references: { application: id } };
}

function askForRole(application: HybridApplication, self: Self): Action {
  const base = hybridBase(HYBRID_ACTIONS.permissions, 'tenant', self);
  const { url, references } = byId(application.id);
  const old = application.found?.requiredResourceAccess ?? [];
  const patch = (list: Json): Action['operation'] => ({
    kind: 'graph',
    request: { method: 'PATCH', url, body: { requiredResourceAccess: list } },
    ...(references === undefined ? {} : { references }),
  });
  const read = readRequest(applicationsByName, { name: application.name });
  const fact = roleFact(APPLICATIONS.exchangeOnline, FULL_ACCESS);
  const state = (asked: boolean): ExpectedFacts => ({ id: application.id, [fact]: asked });
  return {
    ...base,
    kind: 'change',
    operation: patch(withRole(old)),
    reason: message('core.reason.hybrid-permissions'),
    tags: ['needs-tenant-admin'],
    dependsOn: isMade(application),
    differences: [{ property: 'requiredResourceAccess', before: '-', after: 'full_access_as_app' }],
    read,
    before: state(false),
    after: state(true),
    undo: coveredOr(application, {
      kind: 'operation',
      operation: patch(old.map((item) => ({ ...item }))),
      read,
      before: state(true),
      after: state(false),
    }),
  };
}

/** The roles that are asked for already, and this one. */
function withRole(old: TenantApplication['requiredResourceAccess']): Json {
  const role = { id: FULL_ACCESS, type: 'Role' };
  const resourceAppId = APPLICATIONS.exchangeOnline;
  const others = old.filter((item) => item.resourceAppId !== resourceAppId);
  const own = old.find((item) => item.resourceAppId === resourceAppId)?.resourceAccess ?? [];
  return [...others, { resourceAppId, resourceAccess: [...own, role] }];
}

/** Principal in the tenant and the administrator's consent. */
export const hybridConsentPart = hybridPart(
  'consent',
  (context) => {
    const appId = knownAppId(context);
    if (appId === undefined) return [];
    const principal = look(context, servicePrincipal, { applicationId: appId });
    const id = principal.status === 'read' ? principal.value?.id : undefined;
    return [
      readRequest(servicePrincipal, { applicationId: appId }),
      ...(id === undefined ? [] : [readRequest(appRoleAssignments, { principalId: id })]),
    ];
  },
  planConsent,
);

function knownAppId(context: PlanContext): string | undefined {
  const state = hybridState(context);
  return state.kind === 'known' ? state.application.found?.appId : undefined;
}

function planConsent(
  context: PlanContext,
  application: HybridApplication,
  self: Self,
): ReturnType<Planner> {
  const { found, resourceId } = application;
  const principal =
    found === null ? null : look(context, servicePrincipal, { applicationId: found.appId });
  if (principal !== null && principal.status !== 'read') return [principal];
  const own = principal?.value ?? null;
  const roles = own === null ? null : look(context, appRoleAssignments, { principalId: own.id });
  if (roles !== null && roles.status !== 'read') return [roles];
  const isGranted = (roles?.value ?? []).some(
    (item) => item.resourceId === resourceId && item.appRoleId === FULL_ACCESS,
  );
  const rows = [
    compare('servicePrincipal', 'True', truth(own !== null)),
    compare('full_access_as_app', 'True', truth(isGranted)),
  ];
  const actions = [
    ...(own === null ? [createPrincipal(application, self)] : []),
    ...(isGranted ? [] : [grantRole(application, own?.id ?? null, self)]),
  ];
  const state = own === null ? 'absent' : stateOf(rows);
  return { resource: planned(self, hybridTitle(self), state, rows), actions, findings: [] };
}

function createPrincipal(application: HybridApplication, self: Self): Action {
  const base = hybridBase(HYBRID_ACTIONS.principal, 'tenant', self);
  const { appId } = application;
  const read = readRequest(servicePrincipal, { applicationId: appId });
  const body = { appId: typeof appId === 'string' ? appId : '{application}', tags: PRINCIPAL_TAGS };
  const id = { from: base.id, property: 'id' };
  return {
    ...base,
    operation: {
      kind: 'graph',
      request: { method: 'POST', url: '/servicePrincipals', body },
      ...(typeof appId === 'string' ? {} : { references: { application: appId } }),
    },
    reason: message('core.reason.hybrid-principal'),
    tags: ['needs-tenant-admin'],
    dependsOn: isMade(application),
    differences: [{ property: 'servicePrincipal', before: '-', after: application.name }],
    read,
    before: { found: false },
    after: { found: true },
    undo: coveredOr(application, {
      kind: 'operation',
      operation: {
        kind: 'graph',
        request: { method: 'DELETE', url: '/servicePrincipals/{principal}' },
        references: { principal: id },
      },
      read,
      before: { found: true, id },
      after: { found: false },
    }),
  };
}

/** The consent gives the application every mailbox through EWS, so it has a consent of its own here. */
function grantRole(application: HybridApplication, found: string | null, self: Self): Action {
  const base = hybridBase(HYBRID_ACTIONS.consent, 'tenant', self);
  const principal = found ?? { from: HYBRID_ACTIONS.principal, property: 'id' };
  const references = typeof principal === 'string' ? undefined : { principal };
  const inText = typeof principal === 'string' ? principal : '{principal}';
  const fact = `${application.resourceId}/${FULL_ACCESS}`;
  const read = readRequest(appRoleAssignments, { principalId: principal });
  const made = { from: base.id, property: `${fact}/id` };
  return {
    ...base,
    operation: {
      kind: 'graph',
      request: {
        method: 'POST',
        url: `/servicePrincipals/${inText}/appRoleAssignments`,
        body: {
          principalId: inText,
          resourceId: application.resourceId,
          appRoleId: FULL_ACCESS,
        },
      },
      ...(references === undefined ? {} : { references }),
    },
    reason: message('core.reason.hybrid-consent'),
    tags: ['adds-credential', 'needs-tenant-admin'],
    dependsOn: [
      ...(found === null ? [HYBRID_ACTIONS.principal] : []),
      ...(application.found === null || !asksForRole(application.found)
        ? [HYBRID_ACTIONS.permissions]
        : []),
    ],
    differences: [{ property: 'appRoleAssignments', before: '-', after: 'full_access_as_app' }],
    read,
    before: { [fact]: false },
    after: { [fact]: true },
    undo: coveredOr(application, {
      kind: 'operation',
      operation: {
        kind: 'graph',
        request: {
          method: 'DELETE',
          url: `/servicePrincipals/${inText}/appRoleAssignments/{assignment}`,
        },
        references: { ...references, assignment: made },
      },
      read,
      before: { [`${fact}/id`]: made },
      after: { [fact]: false },
    }),
  };
}

/** The current and the next auth certificate on the application; the public part, as everywhere. */
export const hybridKeysPart = hybridPart(
  'keys',
  (context) => {
    const state = hybridState(context);
    const id = state.kind === 'known' ? state.application.found?.id : undefined;
    return [
      ...certificateReads(context),
      ...(id === undefined ? [] : [readRequest(applicationKeys, { id })]),
    ];
  },
  planKeys,
);

function planKeys(
  context: PlanContext,
  application: HybridApplication,
  self: Self,
): ReturnType<Planner> {
  const { found } = application;
  const looked = found === null ? null : look(context, applicationKeys, { id: found.id });
  if (looked !== null && looked.status !== 'read') return [looked];
  const certificates = authCertificates(context);
  if (certificates === undefined) return [];
  const isOver = (end: string): boolean => Date.parse(end) <= context.now.getTime();
  const keys = looked?.value?.keys ?? [];
  const usable = certificates.filter(
    (item) => item.certificate !== undefined && !isOver(item.certificate.notAfter),
  );
  const missing = usable.filter((item) => !keys.some((key) => key.thumbprint === item.thumbprint));
  const rows = usable.map((item) =>
    compare(
      item.role === 'current' ? 'Current certificate' : 'Next certificate',
      item.thumbprint,
      missing.includes(item) ? '-' : item.thumbprint,
    ),
  );
  const state = usable.length === 0 ? 'unknown' : stateOf(rows);
  if (missing.length > 0 && !canRewrite(keys)) {
    const byHand = [message('core.by-hand.null-key', { application: application.name })];
    return {
      resource: planned(self, hybridTitle(self), 'by-hand', rows, { byHand }),
      actions: [],
      findings: [finding(self, 'HX-NULLKEY', { application: application.name })],
    };
  }
  const kept = keys.filter((key) => !isOver(key.endDateTime));
  const actions =
    missing.length === 0 ? [] : [addKeys(application, { all: keys, kept, missing }, self)];
  return { resource: planned(self, hybridTitle(self), state, rows), actions, findings: [] };
}

function addKeys(
  application: HybridApplication,
  list: {
    readonly all: readonly PrincipalKey[];
    readonly kept: readonly PrincipalKey[];
    readonly missing: readonly AuthCertificate[];
  },
  self: Self,
): Action {
  const base = hybridBase(HYBRID_ACTIONS.keys, 'tenant', self);
  const added = list.missing.flatMap((item) => item.certificate ?? []);
  const dropped = list.all.length - list.kept.length;
  const { url, references } = byId(application.id);
  const patch = (keys: readonly string[]): Action['operation'] => ({
    kind: 'graph',
    request: { method: 'PATCH', url, body: keyListBody(keys, list.kept) },
    ...(references === undefined ? {} : { references }),
  });
  const kept = list.kept.map((key) => key.key ?? '');
  const read = readRequest(applicationKeys, { id: application.id });
  const state = (keys: readonly string[]): ExpectedFacts => ({
    found: true,
    keys: [...keys].sort(),
  });
  const facts = [
    ...list.kept.map(keyFact),
    ...added.map((item) => `${item.thumbprint} AsymmetricX509Cert Verify`),
  ];
  return {
    ...base,
    operation: patch([...kept, ...added.map((item) => item.raw)]),
    reason: message('core.reason.hybrid-keys', { count: added.length, dropped }),
    tags: [
      'adds-credential',
      ...(dropped > 0 ? (['removes-credential'] as const) : []),
      'needs-tenant-admin',
    ],
    dependsOn: isMade(application),
    differences: [
      ...added.map((item) => ({
        property: 'keyCredentials',
        before: '-',
        after: `${item.thumbprint} (${item.notBefore} – ${item.notAfter})`,
      })),
      ...list.all
        .filter((key) => !list.kept.includes(key))
        .map((key) => ({
          property: 'keyCredentials',
          before: `${key.thumbprint} (${key.endDateTime})`,
          after: '-',
        })),
    ],
    read,
    before: state(list.all.map(keyFact)),
    after: state(facts),
    undo: coveredOr(application, {
      kind: 'operation',
      operation: patch(kept),
      read,
      before: state(facts),
      after: state(list.kept.map(keyFact)),
      ...(dropped > 0 ? { note: message('core.undo.expired-stay-away', { count: dropped }) } : {}),
    }),
  };
}
