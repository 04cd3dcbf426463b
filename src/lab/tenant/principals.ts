import * as v from 'valibot';
import { APPLICATIONS, applicationName } from '../../shared/applications';
import type { World } from '../world';
import { appRolesOf } from './app-roles';
import { isVisible, visibleApplications, visibleFrom } from './applications';
import { badRequest, GraphError, notFound } from './graph-error';
import { replaceKeys, visibleKeys } from './key-list';
import type { ServicePrincipalState } from './state';

/** Tenant that owns Microsoft's own applications (appOwnerOrganizationId of every one of them). */
const MICROSOFT_SERVICES = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** Properties of a service principal that may be selected. */
const VIEW: Readonly<Record<string, (principal: ServicePrincipalState) => unknown>> = {
  id: (principal) => principal.id,
  appId: (principal) => principal.appId,
  displayName: (principal) => principal.displayName,
  appDisplayName: (principal) => principal.displayName,
  accountEnabled: (principal) => principal.accountEnabled,
  servicePrincipalType: () => 'Application',
  servicePrincipalNames: (principal) => principal.servicePrincipalNames,
  tags: (principal) => principal.tags ?? [],
  appRoles: (principal) => appRolesOf(principal),
  keyCredentials: () => [],
};

const SELECTABLE = [...Object.keys(VIEW), 'appOwnerOrganizationId'];

/** Tenant that owns the application behind a principal. */
function ownerOf(world: World, principal: ServicePrincipalState): string {
  const { applications, id } = world.state.tenant;
  const isOwn = applications.some((item) => item.appId === principal.appId);
  return isOwn ? id : MICROSOFT_SERVICES;
}

/** Body of a PATCH. Other properties exist in Graph; the lab refuses them aloud. */
const patchBody = v.strictObject({
  accountEnabled: v.optional(v.boolean()),
  servicePrincipalNames: v.optional(v.array(v.pipe(v.string(), v.minLength(1)))),
  keyCredentials: v.optional(v.unknown()),
  tags: v.optional(v.array(v.string())),
});

/** Body of a POST. */
const postBody = v.strictObject({
  appId: v.pipe(v.string(), v.uuid()),
  accountEnabled: v.optional(v.boolean()),
  tags: v.optional(v.array(v.string())),
});

/** The service principals that clients see. */
export function visiblePrincipals(world: World): ServicePrincipalState[] {
  return world.state.tenant.servicePrincipals.filter(
    (principal) => !isHidden(world, principal) && isVisible(world, principal),
  );
}

/** The fault principal-absent hides Skype for Business Online until a client makes it anew. */
function isHidden(world: World, principal: ServicePrincipalState): boolean {
  return (
    world.has('principal-absent') &&
    principal.appId === APPLICATIONS.skypeForBusinessOnline &&
    principal.instantiated !== true
  );
}

/** Finds by `{id}` or `(appId='…')`; throws the 404 that Graph answers. */
export function findPrincipal(
  world: World,
  by: { readonly id: string } | { readonly appId: string },
): ServicePrincipalState {
  const name = 'id' in by ? by.id : by.appId;
  const found = visiblePrincipals(world).find((principal) =>
    'id' in by ? same(principal.id, by.id) : same(principal.appId, by.appId),
  );
  if (found === undefined) throw notFound(name);
  return found;
}

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/**
 * One principal as JSON. `key` carries bytes only when a single object is read and keyCredentials is selected
 * (Graph: resources/keycredential); otherwise it is null.
 */
export function viewPrincipal(
  world: World,
  principal: ServicePrincipalState,
  select: readonly string[] | undefined,
  single: boolean,
): Readonly<Record<string, unknown>> {
  const names = select ?? SELECTABLE;
  const withBytes = single && select !== undefined;
  return Object.fromEntries(
    names.map((name) => [
      name,
      name === 'keyCredentials'
        ? viewKeys(world, principal, withBytes)
        : name === 'appOwnerOrganizationId'
          ? ownerOf(world, principal)
          : VIEW[name]?.(principal),
    ]),
  );
}

function viewKeys(world: World, principal: ServicePrincipalState, withBytes: boolean): unknown[] {
  const keys = visibleKeys(principal, world.now());
  return keys.map((key, index) => {
    const isNull = !withBytes || (index === 0 && world.has('null-key'));
    return { ...key, key: isNull ? null : key.key };
  });
}

/** Names of a `$select`, each checked against the type. */
export function selectedNames(select: string | null): readonly string[] | undefined {
  if (select === null || select.trim() === '') return undefined;
  const names = select.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!SELECTABLE.includes(name)) {
      throw badRequest(
        `Could not find a property named '${name}' on type 'microsoft.graph.servicePrincipal'.`,
      );
    }
  }
  return names;
}

/** The principals that a `$filter` keeps; only the forms that the product uses. */
export function filterPrincipals(
  principals: readonly ServicePrincipalState[],
  filter: string | null,
): readonly ServicePrincipalState[] {
  if (filter === null) return principals;
  const [, property, value] = /^(appId|displayName) eq '((?:[^']|'')*)'$/.exec(filter.trim()) ?? [];
  if (value !== undefined) {
    const wanted = value.replaceAll("''", "'");
    return principals.filter((principal) =>
      same(property === 'appId' ? principal.appId : principal.displayName, wanted),
    );
  }
  const owner = /^servicePrincipalNames\/any\((\w+):\s*\1 eq '((?:[^']|'')*)'\)$/.exec(
    filter.trim(),
  );
  if (owner?.[2] === undefined) {
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      'Unsupported or invalid query filter clause.',
    );
  }
  const wanted = owner[2].replaceAll("''", "'");
  return principals.filter(({ servicePrincipalNames: names }) =>
    names.some((name) => same(name, wanted)),
  );
}

/** PATCH: each given property is replaced as a whole. */
export function updatePrincipal(
  world: World,
  principal: ServicePrincipalState,
  body: unknown,
): void {
  const parsed = v.safeParse(patchBody, body);
  if (!parsed.success)
    throw badRequest(`Invalid property '${v.getDotPath(parsed.issues[0]) ?? ''}'.`);
  const { accountEnabled, servicePrincipalNames, keyCredentials, tags } = parsed.output;
  if (tags !== undefined) principal.tags = tags;
  if (accountEnabled !== undefined) principal.accountEnabled = accountEnabled;
  if (servicePrincipalNames !== undefined) replaceNames(world, principal, servicePrincipalNames);
  if (keyCredentials !== undefined) replaceKeys(world, principal, keyCredentials);
}

function replaceNames(world: World, principal: ServicePrincipalState, names: string[]): void {
  const others = visiblePrincipals(world).filter(({ id }) => id !== principal.id);
  const taken = names.some((name) =>
    others.some((other) => other.servicePrincipalNames.some((candidate) => same(candidate, name))),
  );
  if (taken) {
    throw badRequest(
      'Another object with the same value for property servicePrincipalNames already exists.',
    );
  }
  principal.servicePrincipalNames = names;
}

/** POST: makes the principal of an application that exists in this cloud. */
export function createPrincipal(world: World, body: unknown): ServicePrincipalState {
  const parsed = v.safeParse(postBody, body);
  if (!parsed.success)
    throw badRequest(`Invalid property '${v.getDotPath(parsed.issues[0]) ?? ''}'.`);
  const appId = parsed.output.appId.toLowerCase();
  const own = visibleApplications(world).find((item) => item.appId === appId);
  if (own === undefined && !Object.values<string>(APPLICATIONS).includes(appId)) {
    throw new GraphError(
      400,
      'NoBackingApplicationObject',
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    );
  }
  if (visiblePrincipals(world).some((principal) => same(principal.appId, appId))) {
    throw new GraphError(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    );
  }
  const created: ServicePrincipalState = {
    id: world.guid(),
    appId,
    displayName: own?.displayName ?? applicationName(appId),
    accountEnabled: parsed.output.accountEnabled ?? true,
    servicePrincipalNames: [appId],
    keyCredentials: [],
    ...(parsed.output.tags === undefined ? {} : { tags: parsed.output.tags }),
    instantiated: true,
    ...visibleFrom(world),
  };
  const { tenant } = world.state;
  tenant.servicePrincipals = [
    ...tenant.servicePrincipals.filter((principal) => !same(principal.appId, appId)),
    created,
  ];
  return created;
}

/** DELETE. */
export function deletePrincipal(world: World, principal: ServicePrincipalState): void {
  const { tenant } = world.state;
  tenant.servicePrincipals = tenant.servicePrincipals.filter(({ id }) => id !== principal.id);
}
