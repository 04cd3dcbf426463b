/** Application roles and who was given them: the administrator's consent of application permissions. */
import * as v from 'valibot';
import { APPLICATIONS } from '../../shared/applications';
import { FULL_ACCESS_AS_APP } from '../oauth/token-service';
import type { World } from '../world';
import { isVisible } from './applications';
import { badRequest, notFound } from './graph-error';
import type { AppRoleAssignmentState, ServicePrincipalState } from './state';

/** An application role as a service principal shows it. */
interface AppRole {
  readonly id: string;
  readonly value: string;
  readonly displayName: string;
}

/** Roles by application. Only the one that Exchange needs is in the lab. */
const ROLES: Readonly<Record<string, readonly AppRole[]>> = {
  [APPLICATIONS.exchangeOnline]: [
    {
      id: FULL_ACCESS_AS_APP,
      value: 'full_access_as_app',
      displayName: 'Use Exchange Web Services with full access to all mailboxes',
    },
  ],
};

/** Application roles of a service principal. */
export function appRolesOf(
  principal: ServicePrincipalState,
): readonly Readonly<Record<string, unknown>>[] {
  return (ROLES[principal.appId] ?? []).map((role) => ({
    ...role,
    allowedMemberTypes: ['Application'],
    description: role.displayName,
    isEnabled: true,
    origin: 'Application',
  }));
}

/** The roles that a principal was given, as Graph shows them. */
export function viewAssignments(
  world: World,
  principal: ServicePrincipalState,
): Readonly<Record<string, unknown>>[] {
  return world.state.tenant.appRoleAssignments
    .filter((item) => item.principalId === principal.id)
    .map((item) => viewAssignment(world, item));
}

/** One assignment as JSON. */
export function viewAssignment(
  world: World,
  item: AppRoleAssignmentState,
): Readonly<Record<string, unknown>> {
  const named = (id: string): string | null =>
    world.state.tenant.servicePrincipals.find((principal) => principal.id === id)?.displayName ??
    null;
  return {
    id: item.id,
    deletedDateTime: null,
    appRoleId: item.appRoleId,
    createdDateTime: item.createdDateTime,
    principalDisplayName: named(item.principalId),
    principalId: item.principalId,
    principalType: 'ServicePrincipal',
    resourceDisplayName: named(item.resourceId),
    resourceId: item.resourceId,
  };
}

const uuid = v.pipe(v.string(), v.uuid());
const grantBody = v.strictObject({ principalId: uuid, resourceId: uuid, appRoleId: uuid });

/** POST …/appRoleAssignments. */
export function grantRole(
  world: World,
  principal: ServicePrincipalState,
  body: unknown,
): AppRoleAssignmentState {
  const parsed = v.safeParse(grantBody, body);
  if (!parsed.success)
    throw badRequest(`Invalid property '${v.getDotPath(parsed.issues[0]) ?? ''}'.`);
  const { principalId, resourceId, appRoleId } = parsed.output;
  const { tenant } = world.state;
  const resource = tenant.servicePrincipals.find((item) => item.id === resourceId);
  if (resource === undefined) throw notFound(resourceId);
  if (principalId !== principal.id || !isVisible(world, principal)) throw notFound(principalId);
  if (!(ROLES[resource.appId] ?? []).some((role) => role.id === appRoleId))
    throw badRequest('Permission being assigned was not found on application.');
  const isThere = tenant.appRoleAssignments.some(
    (item) =>
      item.principalId === principalId &&
      item.resourceId === resourceId &&
      item.appRoleId === appRoleId,
  );
  if (isThere) throw badRequest('Permission being assigned already exists on the object');
  const made: AppRoleAssignmentState = {
    id: world.guid(),
    appRoleId,
    principalId,
    resourceId,
    createdDateTime: `${world.now().toISOString().slice(0, 19)}Z`,
  };
  tenant.appRoleAssignments = [...tenant.appRoleAssignments, made];
  return made;
}

/** DELETE …/appRoleAssignments/{id}. */
export function revokeRole(world: World, principal: ServicePrincipalState, id: string): void {
  const { tenant } = world.state;
  const others = tenant.appRoleAssignments.filter(
    (item) => item.id !== id || item.principalId !== principal.id,
  );
  if (others.length === tenant.appRoleAssignments.length) throw notFound(id);
  tenant.appRoleAssignments = others;
}
