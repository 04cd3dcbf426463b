/** The tenant's parts of the dedicated hybrid application: the application itself, its principal and the consent. */
import { APPLICATIONS } from '../../shared/applications';
import type { Json } from '../../shared/json';
import type { Action } from '../model/action';
import type { ExpectedFacts } from '../model/facts';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import type { TenantApplication } from '../reads/hybrid-application';
import { appRoleAssignments, applicationsByName, roleFact } from '../reads/hybrid-application';
import { servicePrincipal } from '../reads/tenant';
import type { PlanContext, ResourcePlan } from './context';
import { compare, look, planned, stateOf, truth } from './context';
import type { Planner } from './hybrid-application-part';
import {
  byId,
  coveredOr,
  hybridBase,
  hybridPart,
  hybridTitle,
  madeBy,
} from './hybrid-application-part';
import type { HybridApplication } from './hybrid-application-state';
import { HYBRID_ACTIONS, hybridState } from './hybrid-application-state';
import type { Self } from './oauth-common';
import { finding } from './oauth-common';

/** Role full_access_as_app of Exchange Online: EWS with the application's own rights. */
const FULL_ACCESS = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40';
/** What Microsoft's own script marks the principal with: shown among enterprise applications, hidden from users. */
const PRINCIPAL_TAGS = ['WindowsAzureActiveDirectoryIntegratedApp', 'HideApp'];

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
    before: { applications: 0 },
    after: { applications: 1 },
    undo: {
      kind: 'operation',
      operation: {
        kind: 'graph',
        request: { method: 'DELETE', url: '/applications/{application}' },
        references: { application: id },
      },
      read,
      before: { applications: 1, id },
      after: { applications: 0 },
      note: message('core.undo.hybrid-application'),
    },
  };
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
    dependsOn: madeBy(application),
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
    dependsOn: madeBy(application),
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
