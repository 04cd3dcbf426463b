/** Requests for applications, application roles and policies. */
import type { World } from '../world';
import { grantRole, revokeRole, viewAssignment, viewAssignments } from './app-roles';
import {
  addOwner,
  createApplication,
  deleteApplication,
  filterApplications,
  findApplication,
  selectedOfApplication,
  updateApplication,
  viewApplication,
  visibleApplications,
} from './applications';
import type { TenantContext } from './context';
import { collection, entity, noContent, paged, pick } from './graph-answers';
import { badRequest } from './graph-error';
import { findPrincipal } from './principals';
import type { AccessClaims } from './tokens';
import type { WebAnswer, WebRequest } from './web';

type Operation = (world: World, claims: AccessClaims) => WebAnswer;

const GUID = '[0-9a-f-]{36}';
const ONE_APPLICATION = new RegExp(
  `^/applications(?:/(${GUID})|\\(appId='(${GUID})'\\))(/owners(?:/\\$ref)?)?$`,
  'i',
);
const ROLES_OF_PRINCIPAL = new RegExp(
  `^/servicePrincipals/(${GUID})/appRoleAssignments(?:/(${GUID}))?$`,
  'i',
);

/** The work of a request below these addresses; undefined where it is another's. */
export function applicationOperation(
  context: TenantContext,
  request: WebRequest,
  path: string,
): Operation | undefined {
  if (path === '/policies/defaultAppManagementPolicy' && request.method === 'GET')
    return (world) =>
      entity(
        context,
        'policies/defaultAppManagementPolicy',
        pick(viewPolicy(world), request.query.get('$select')),
      );
  if (path === '/applications') return onApplications(context, request);
  const [, id, appId, owners] = ONE_APPLICATION.exec(path) ?? [];
  if (id !== undefined) return onApplication(context, request, { id }, owners ?? '');
  if (appId !== undefined) return onApplication(context, request, { appId }, owners ?? '');
  const [, principal, assignment] = ROLES_OF_PRINCIPAL.exec(path) ?? [];
  if (principal !== undefined) return onAssignments(context, request, principal, assignment);
  return undefined;
}

function onApplications(context: TenantContext, request: WebRequest): Operation | undefined {
  const select = request.query.get('$select');
  if (request.method === 'GET') {
    // Also where the list is empty: Graph looks at the query before it looks for anything.
    selectedOfApplication(select);
    return (world) => {
      const found = filterApplications(visibleApplications(world), request.query.get('$filter'));
      const rows = found.map((item) => ({
        ...viewApplication(item, select),
        ...(select?.includes('keyCredentials') === true ? withoutBytes(item.keyCredentials) : {}),
      }));
      return paged(context, request, 'applications', rows);
    };
  }
  if (request.method !== 'POST') return undefined;
  const body = parseBody(request);
  return (world, claims) => {
    const made = createApplication(world, body, claims.oid);
    return entity(context, 'applications', viewApplication(made, null), 201);
  };
}

/** A list shows keys without their bytes whatever is selected (Graph: resources/keycredential). */
function withoutBytes(keys: readonly object[]): Readonly<Record<string, unknown>> {
  return { keyCredentials: keys.map((key) => ({ ...key, key: null })) };
}

function onApplication(
  context: TenantContext,
  request: WebRequest,
  key: { readonly id: string } | { readonly appId: string },
  owners: string,
): Operation | undefined {
  const of = `${request.method} ${owners}`;
  switch (of) {
    case 'GET ': {
      const select = request.query.get('$select');
      return (world) =>
        entity(context, 'applications', viewApplication(findApplication(world, key), select));
    }
    case 'PATCH ': {
      const body = parseBody(request);
      return (world) => {
        updateApplication(world, findApplication(world, key), body);
        return noContent();
      };
    }
    case 'DELETE ':
      return (world) => {
        deleteApplication(world, findApplication(world, key));
        return noContent();
      };
    case 'GET /owners':
      return (world) => {
        const ids = findApplication(world, key).owners;
        const users = world.state.tenant.users.filter((user) => ids.includes(user.id));
        return collection(
          context,
          request,
          'directoryObjects',
          users.map(({ id, userPrincipalName, displayName }) => ({
            id,
            userPrincipalName,
            displayName,
          })),
        );
      };
    case 'POST /owners/$ref': {
      const body = parseBody(request);
      return (world) => {
        addOwner(world, findApplication(world, key), body);
        return noContent();
      };
    }
    default:
      return undefined;
  }
}

/** Has the properties of every assignment. */
const NO_ASSIGNMENT = {
  id: '',
  appRoleId: '',
  createdDateTime: '',
  principalId: '',
  resourceId: '',
};

function onAssignments(
  context: TenantContext,
  request: WebRequest,
  principal: string,
  assignment: string | undefined,
): Operation | undefined {
  if (request.method === 'DELETE' && assignment !== undefined) {
    return (world) => {
      revokeRole(world, findPrincipal(world, { id: principal }), assignment);
      return noContent();
    };
  }
  if (assignment !== undefined) return undefined;
  if (request.method === 'GET') {
    return (world) => {
      const found = findPrincipal(world, { id: principal });
      // Also where the list is empty: Graph looks at the query before it looks for anything.
      pick(viewAssignment(world, NO_ASSIGNMENT), request.query.get('$select'));
      return collection(context, request, 'appRoleAssignments', viewAssignments(world, found));
    };
  }
  if (request.method !== 'POST') return undefined;
  const body = parseBody(request);
  return (world) => {
    const made = grantRole(world, findPrincipal(world, { id: principal }), body);
    return entity(context, 'appRoleAssignments', viewAssignment(world, made), 201);
  };
}

/** The tenant's default policy for applications (Graph: resources/tenantAppManagementPolicy). */
function viewPolicy(world: World): Readonly<Record<string, unknown>> {
  const isEnabled = world.has('key-lifetime-policy');
  const keyCredentials = isEnabled
    ? [
        {
          restrictionType: 'asymmetricKeyLifetime',
          maxLifetime: 'P365D',
          state: 'enabled',
          restrictForAppsCreatedAfterDateTime: '2019-01-01T00:00:00Z',
        },
      ]
    : [];
  const restrictions = { passwordCredentials: [], keyCredentials };
  return {
    id: '00000000-0000-0000-0000-000000000000',
    displayName: 'Default app management tenant policy',
    description: 'Default tenant policy that enforces app management restrictions.',
    isEnabled,
    applicationRestrictions: restrictions,
    servicePrincipalRestrictions: restrictions,
  };
}

function parseBody(request: WebRequest): unknown {
  try {
    return JSON.parse(request.body);
  } catch {
    throw badRequest('Unable to read JSON request payload. Ensure Content-Type header is set.');
  }
}
