import type { World } from '../world';
import { GLOBAL_ADMINISTRATOR } from './accounts';
import { applicationOperation } from './application-operations';
import type { TenantContext } from './context';
import { collection, entity, noContent, paged, pick, ROOT } from './graph-answers';
import { badRequest, notFound } from './graph-error';
import type { PrincipalKey } from './paths';
import { principalKey } from './paths';
import {
  createPrincipal,
  deletePrincipal,
  filterPrincipals,
  findPrincipal,
  selectedNames,
  updatePrincipal,
  viewPrincipal,
  visiblePrincipals,
} from './principals';
import type { AccessClaims } from './tokens';
import type { WebAnswer, WebRequest } from './web';

/** Work on the tenant once the caller is known. */
type Operation = (world: World, claims: AccessClaims) => WebAnswer;

/** Query options that the lab understands. */
const QUERY_OPTIONS = new Set(['$select', '$filter', '$top', '$skiptoken']);
const ROLE_NAMES: Readonly<Record<string, string>> = {
  [GLOBAL_ADMINISTRATOR]: 'Global Administrator',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
};

/** The work that a request asks for; throws the refusal of Graph where the lab has no such address. */
export function operationOf(context: TenantContext, request: WebRequest): Operation {
  for (const name of request.query.keys()) {
    if (!QUERY_OPTIONS.has(name)) throw badRequest(`The query option '${name}' is not supported.`);
  }
  const path = request.path.slice(ROOT.length);
  const reader = request.method === 'GET' ? READERS[path] : undefined;
  if (reader !== undefined) return reader(context, request);
  if (path === '/servicePrincipals' && request.method === 'POST') return post(context, request);
  const key = principalKey(path);
  const operation =
    key === undefined
      ? applicationOperation(context, request, path)
      : onPrincipal(context, request, key);
  if (operation === undefined) throw notFound(path.slice(1));
  return operation;
}

/** Collections and single objects that can be read. */
const READERS: Readonly<
  Record<string, (context: TenantContext, request: WebRequest) => Operation>
> = {
  '/organization': (context, request) => (world) =>
    collection(context, request, 'organization', [viewOrganization(world)]),
  '/domains': (context, request) => (world) =>
    collection(context, request, 'domains', world.state.tenant.domains.map(viewDomain)),
  '/me': (context, request) => (world, claims) =>
    entity(context, 'users', pick(viewMe(world, claims), request.query.get('$select'))),
  '/me/transitiveMemberOf/microsoft.graph.directoryRole': (context, request) => (world, claims) =>
    collection(context, request, 'directoryRoles', viewRoles(world, claims)),
  '/servicePrincipals': (context, request) => (world) => {
    const select = selectedNames(request.query.get('$select'));
    const found = filterPrincipals(visiblePrincipals(world), request.query.get('$filter'));
    const rows = found.map((principal) => viewPrincipal(world, principal, select, false));
    return paged(context, request, 'servicePrincipals', rows);
  },
};

function viewOrganization(world: World): Readonly<Record<string, unknown>> {
  const { id, displayName, domains } = world.state.tenant;
  const verifiedDomains = domains
    .filter((domain) => domain.isVerified)
    .map(({ id: name, isInitial, isDefault }) => ({
      name,
      isInitial,
      isDefault,
      type: 'Managed',
      capabilities: 'Email, OfficeCommunicationsOnline',
    }));
  return { id, displayName, verifiedDomains };
}

function viewDomain(domain: World['state']['tenant']['domains'][number]): Record<string, unknown> {
  const supportedServices = ['Email', 'OfficeCommunicationsOnline'];
  return { ...domain, authenticationType: 'Managed', supportedServices };
}

function viewMe(world: World, claims: AccessClaims): Record<string, unknown> {
  const user = world.state.tenant.users.find(({ id }) => id === claims.oid);
  if (user === undefined) throw notFound(claims.oid);
  return { id: user.id, userPrincipalName: user.userPrincipalName, displayName: user.displayName };
}

function viewRoles(world: World, claims: AccessClaims): Record<string, unknown>[] {
  const user = world.state.tenant.users.find(({ id }) => id === claims.oid);
  // A role that is only eligible is not among the roles until it is activated.
  const active = world.has('role-not-active') ? [] : (user?.roleTemplateIds ?? []);
  return active.map((roleTemplateId) => ({
    // A role's object id is the tenant's own; the lab lets it repeat the template's.
    id: roleTemplateId,
    displayName: ROLE_NAMES[roleTemplateId] ?? 'Directory role',
    roleTemplateId,
  }));
}

function post(context: TenantContext, request: WebRequest): Operation {
  const body = parseBody(request);
  return (world) => {
    const created = createPrincipal(world, body);
    return entity(
      context,
      'servicePrincipals',
      viewPrincipal(world, created, undefined, true),
      201,
    );
  };
}

function onPrincipal(
  context: TenantContext,
  request: WebRequest,
  key: PrincipalKey,
): Operation | undefined {
  switch (request.method) {
    case 'GET': {
      const select = selectedNames(request.query.get('$select'));
      return (world) => {
        const found = findPrincipal(world, key);
        return entity(context, 'servicePrincipals', viewPrincipal(world, found, select, true));
      };
    }
    case 'PATCH': {
      const body = parseBody(request);
      return (world) => {
        updatePrincipal(world, findPrincipal(world, key), body);
        return noContent();
      };
    }
    case 'DELETE':
      return (world) => {
        deletePrincipal(world, findPrincipal(world, key));
        return noContent();
      };
    default:
      return undefined;
  }
}

function parseBody(request: WebRequest): unknown {
  try {
    return JSON.parse(request.body);
  } catch {
    throw badRequest('Unable to read JSON request payload. Ensure Content-Type header is set.');
  }
}
