/** Applications registered in the tenant: what Microsoft Graph makes, shows, changes and removes of them. */
import * as v from 'valibot';
import type { World } from '../world';
import { badRequest, notFound } from './graph-error';
import { refuseByPolicy, storedKey } from './key-list';
import type { ApplicationState, KeyCredentialState } from './state';

/** Properties of an application that may be selected. */
const VIEW: Readonly<Record<string, (application: ApplicationState) => unknown>> = {
  id: (item) => item.id,
  appId: (item) => item.appId,
  displayName: (item) => item.displayName,
  createdDateTime: (item) => item.createdDateTime,
  signInAudience: (item) => item.signInAudience,
  description: (item) => item.description,
  notes: (item) => item.notes,
  requiredResourceAccess: (item) => item.requiredResourceAccess,
  // Like those of service principals, keys come with their bytes only when they are asked for.
  keyCredentials: (item) => item.keyCredentials.map((key) => ({ ...key, key: null })),
  servicePrincipalLockConfiguration: () => null,
};

const resourceAccess = v.array(
  v.strictObject({
    resourceAppId: v.pipe(v.string(), v.uuid()),
    resourceAccess: v.array(
      v.strictObject({
        id: v.pipe(v.string(), v.uuid()),
        type: v.picklist(['Role', 'Scope']),
      }),
    ),
  }),
);
const audience = v.picklist([
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
]);
const text = v.pipe(v.string(), v.maxLength(1024));
const changeable = {
  description: v.optional(v.nullable(text)),
  notes: v.optional(v.nullable(text)),
  requiredResourceAccess: v.optional(resourceAccess),
  keyCredentials: v.optional(v.array(v.unknown())),
};
const newBody = v.strictObject({
  displayName: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  signInAudience: v.optional(audience, 'AzureADMyOrg'),
  ...changeable,
});
const patchBody = v.strictObject({
  displayName: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(256))),
  ...changeable,
});

/** How long the fault graph-slow-visible hides a new object, in virtual milliseconds. */
const SLOW_VISIBLE = 90_000;

/** Virtual time from which a new object is seen; undefined: at once. */
export function visibleFrom(world: World): { readonly visibleFrom?: string } {
  if (!world.has('graph-slow-visible')) return {};
  return { visibleFrom: new Date(world.now().getTime() + SLOW_VISIBLE).toISOString() };
}

/** True when a new object has reached the directory that answers. */
export function isVisible(world: World, item: { readonly visibleFrom?: string }): boolean {
  return item.visibleFrom === undefined || Date.parse(item.visibleFrom) <= world.now().getTime();
}

/** The applications that clients see. */
export function visibleApplications(world: World): ApplicationState[] {
  return world.state.tenant.applications.filter((item) => isVisible(world, item));
}

/** Finds by `{id}` or `(appId='…')`; throws the 404 that Graph answers. */
export function findApplication(
  world: World,
  by: { readonly id: string } | { readonly appId: string },
): ApplicationState {
  const wanted = ('id' in by ? by.id : by.appId).toLowerCase();
  const found = visibleApplications(world).find(
    (item) => ('id' in by ? item.id : item.appId) === wanted,
  );
  if (found === undefined) throw notFound(wanted);
  return found;
}

/** Names of a `$select`, each checked against the type; undefined where nothing is selected. */
export function selectedOfApplication(select: string | null): readonly string[] | undefined {
  if (select === null || select.trim() === '') return undefined;
  const names = select.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !Object.hasOwn(VIEW, name));
  if (unknown !== undefined)
    throw badRequest(
      `Could not find a property named '${unknown}' on type 'microsoft.graph.application'.`,
    );
  return names;
}

/** One application as JSON; `$select` chooses, and only then keys come with their bytes. */
export function viewApplication(
  application: ApplicationState,
  select: string | null,
): Readonly<Record<string, unknown>> {
  const asked = selectedOfApplication(select);
  return Object.fromEntries(
    (asked ?? Object.keys(VIEW)).map((name) => {
      const withBytes = asked !== undefined && name === 'keyCredentials';
      return [name, withBytes ? application.keyCredentials : VIEW[name]?.(application)];
    }),
  );
}

/** The applications that a `$filter` keeps; only the forms that the product uses. */
export function filterApplications(
  applications: readonly ApplicationState[],
  filter: string | null,
): readonly ApplicationState[] {
  if (filter === null) return applications;
  const [, property, value] = /^(appId|displayName) eq '((?:[^']|'')*)'$/.exec(filter.trim()) ?? [];
  if (value === undefined) throw badRequest('Unsupported or invalid query filter clause.');
  const wanted = value.replaceAll("''", "'").toLowerCase();
  return applications.filter(
    (item) => (property === 'appId' ? item.appId : item.displayName).toLowerCase() === wanted,
  );
}

/** POST. Two applications may have one name. */
export function createApplication(world: World, body: unknown, owner: string): ApplicationState {
  const parsed = v.safeParse(newBody, body);
  if (!parsed.success)
    throw badRequest(`Invalid property '${v.getDotPath(parsed.issues[0]) ?? ''}'.`);
  const { displayName, signInAudience, description, notes, requiredResourceAccess } = parsed.output;
  const made: ApplicationState = {
    id: world.guid(),
    appId: world.guid(),
    displayName,
    createdDateTime: `${world.now().toISOString().slice(0, 19)}Z`,
    signInAudience,
    description: description ?? null,
    notes: notes ?? null,
    requiredResourceAccess: requiredResourceAccess ?? [],
    keyCredentials: writtenKeys(world, parsed.output.keyCredentials ?? [], []),
    owners: [owner],
    ...visibleFrom(world),
  };
  world.state.tenant.applications = [...world.state.tenant.applications, made];
  return made;
}

/** PATCH: each given property is replaced as a whole. */
export function updateApplication(
  world: World,
  application: ApplicationState,
  body: unknown,
): void {
  const parsed = v.safeParse(patchBody, body);
  if (!parsed.success)
    throw badRequest(`Invalid property '${v.getDotPath(parsed.issues[0]) ?? ''}'.`);
  const { keyCredentials, displayName, description, notes, requiredResourceAccess } = parsed.output;
  if (displayName !== undefined) application.displayName = displayName;
  if (description !== undefined) application.description = description;
  if (notes !== undefined) application.notes = notes;
  if (requiredResourceAccess !== undefined)
    application.requiredResourceAccess = requiredResourceAccess;
  if (keyCredentials !== undefined)
    application.keyCredentials = writtenKeys(world, keyCredentials, application.keyCredentials);
}

const keptKey = v.looseObject({ keyId: v.string(), key: v.nullish(v.literal('')) });

/**
 * The key list of an application. Unlike a service principal it takes the objects back as they were read, without
 * their bytes, and a keyId for a new key (CSS-Exchange, Add-CertificateToAzureApplication.ps1).
 */
function writtenKeys(
  world: World,
  list: readonly unknown[],
  before: readonly KeyCredentialState[],
): KeyCredentialState[] {
  return list.map((entry) => {
    const kept = v.is(keptKey, entry)
      ? before.find((key) => key.keyId === entry.keyId.toLowerCase())
      : undefined;
    if (kept !== undefined) return kept;
    const parsed = v.safeParse(v.looseObject({ keyId: v.nullish(v.string()) }), entry);
    if (!parsed.success)
      throw badRequest('The value for the property "key" in one of your credentials is invalid.');
    const { keyId, ...rest } = parsed.output;
    const made = storedKey(world, rest, before);
    if (!before.some((key) => key.key === made.key)) refuseByPolicy(world, made);
    return typeof keyId === 'string' ? { ...made, keyId: keyId.toLowerCase() } : made;
  });
}

/** DELETE. Its service principal goes with it; both can be restored for 30 days, which the lab does not model. */
export function deleteApplication(world: World, application: ApplicationState): void {
  const { tenant } = world.state;
  const principals = tenant.servicePrincipals.filter((item) => item.appId === application.appId);
  tenant.applications = tenant.applications.filter(({ id }) => id !== application.id);
  tenant.servicePrincipals = tenant.servicePrincipals.filter((item) => !principals.includes(item));
  tenant.appRoleAssignments = tenant.appRoleAssignments.filter(
    (item) => !principals.some(({ id }) => id === item.principalId),
  );
}

/** POST …/owners/$ref. */
export function addOwner(world: World, application: ApplicationState, body: unknown): void {
  const parsed = v.safeParse(v.strictObject({ '@odata.id': v.string() }), body);
  if (!parsed.success)
    throw badRequest(`Invalid property '${v.getDotPath(parsed.issues[0]) ?? ''}'.`);
  const id = parsed.output['@odata.id'].split('/').pop();
  const user = world.state.tenant.users.find((item) => item.id === id);
  if (user === undefined) throw notFound(id ?? '');
  if (application.owners.includes(user.id)) {
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'owners'.",
    );
  }
  application.owners = [...application.owners, user.id];
}
