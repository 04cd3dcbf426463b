/**
 * Every Microsoft Graph request that this product may send: method, address, fields and permission. The Graph client
 * refuses anything else unsent, sign-ins ask for the permissions of the rows that are needed, and the script that
 * registers an application lists exactly these. Sources: the pages of each operation in
 * microsoftgraph/microsoft-graph-docs-contrib (api-reference/v1.0) and their permission tables.
 */
import type { GraphRequest } from '../model/command';

/** Delegated permissions of Microsoft Graph that any row needs. */
export const GRAPH_PERMISSIONS = [
  'User.Read',
  'Application.Read.All',
  'Domain.Read.All',
  'Policy.Read.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
] as const;
/** One of the permissions. */
export type GraphPermission = (typeof GRAPH_PERMISSIONS)[number];

/** What every sign-in asks for: enough to read, nothing that changes anything. */
export const READ_PERMISSIONS: readonly GraphPermission[] = ['User.Read', 'Application.Read.All'];

/**
 * Application permissions that a sign-in without a person needs to read the same (the permission tables name
 * Organization.Read.All for an application where a person's User.Read is enough).
 */
export const APPLICATION_READ_ROLES = ['Application.Read.All', 'Organization.Read.All'] as const;

/** One row of the table. */
export interface GraphRule {
  readonly id: string;
  readonly method: GraphRequest['method'];
  /** Below the version root; `{guid}` stands for a GUID. */
  readonly path: string;
  /** Fields that may be selected; a read names at least one, so that no answer grows by itself. */
  readonly select: readonly string[];
  /** True for rows so small that they are read as a whole, where nothing is selected. */
  readonly whole: boolean;
  /** True where a `$filter` may narrow the list. */
  readonly filtered: boolean;
  /** Properties of the body. */
  readonly body: readonly string[];
  readonly permission: GraphPermission;
}

const PRINCIPAL = [
  'id',
  'appId',
  'displayName',
  'appDisplayName',
  'accountEnabled',
  'servicePrincipalType',
  'appOwnerOrganizationId',
  'servicePrincipalNames',
  'keyCredentials',
  'servicePrincipalLockConfiguration',
  'appRoles',
  'tags',
] as const;
const APPLICATION = [
  'id',
  'appId',
  'displayName',
  'createdDateTime',
  'requiredResourceAccess',
  'keyCredentials',
  'servicePrincipalLockConfiguration',
] as const;
const PRINCIPAL_CHANGES = ['keyCredentials', 'servicePrincipalNames', 'accountEnabled', 'tags'];
const BY_ID = '/servicePrincipals/{guid}';
const BY_APP_ID = "/servicePrincipals(appId='{guid}')";

/** The table. */
export const GRAPH_TABLE: readonly GraphRule[] = [
  read('organization', '/organization', 'User.Read', ['id', 'displayName', 'verifiedDomains']),
  read('domains', '/domains', 'Domain.Read.All', [
    'id',
    'isDefault',
    'isInitial',
    'isVerified',
    'supportedServices',
  ]),
  read('me', '/me', 'User.Read', ['id', 'userPrincipalName', 'displayName']),
  read('my-roles', '/me/transitiveMemberOf/microsoft.graph.directoryRole', 'User.Read', [
    'id',
    'displayName',
    'roleTemplateId',
  ]),
  listed(read('principals', '/servicePrincipals', 'Application.Read.All', PRINCIPAL)),
  read('principal', BY_ID, 'Application.Read.All', PRINCIPAL),
  read('principal-by-application', BY_APP_ID, 'Application.Read.All', PRINCIPAL),
  whole('role-assignments', `${BY_ID}/appRoleAssignments`, 'Application.Read.All', [
    'id',
    'appRoleId',
    'resourceId',
    'principalId',
    'resourceDisplayName',
  ]),
  listed(read('applications', '/applications', 'Application.Read.All', APPLICATION)),
  read('application', '/applications/{guid}', 'Application.Read.All', APPLICATION),
  read('application-policy', '/policies/defaultAppManagementPolicy', 'Policy.Read.All', [
    'isEnabled',
    'servicePrincipalRestrictions',
    'applicationRestrictions',
  ]),
  change('create-principal', 'POST', '/servicePrincipals', ['appId', 'accountEnabled', 'tags']),
  change('update-principal', 'PATCH', BY_ID, PRINCIPAL_CHANGES),
  change('update-principal-by-application', 'PATCH', BY_APP_ID, PRINCIPAL_CHANGES),
  change('delete-principal', 'DELETE', BY_ID, []),
  change('delete-principal-by-application', 'DELETE', BY_APP_ID, []),
  change('create-application', 'POST', '/applications', [
    'displayName',
    'signInAudience',
    'description',
    'notes',
  ]),
  change('update-application', 'PATCH', '/applications/{guid}', [
    'requiredResourceAccess',
    'keyCredentials',
  ]),
  change('delete-application', 'DELETE', '/applications/{guid}', []),
  change('add-application-owner', 'POST', '/applications/{guid}/owners/$ref', ['@odata.id']),
  change(
    'assign-role',
    'POST',
    `${BY_ID}/appRoleAssignments`,
    ['principalId', 'resourceId', 'appRoleId'],
    'AppRoleAssignment.ReadWrite.All',
  ),
  change(
    'remove-role-assignment',
    'DELETE',
    `${BY_ID}/appRoleAssignments/{id}`,
    [],
    'AppRoleAssignment.ReadWrite.All',
  ),
];

function read(
  id: string,
  path: string,
  permission: GraphPermission,
  select: readonly string[],
): GraphRule {
  return { id, method: 'GET', path, select, whole: false, filtered: false, body: [], permission };
}

function whole(...row: Parameters<typeof read>): GraphRule {
  return { ...read(...row), whole: true };
}

function listed(rule: GraphRule): GraphRule {
  return { ...rule, filtered: true };
}

function change(
  id: string,
  method: GraphRule['method'],
  path: string,
  body: readonly string[],
  permission: GraphPermission = 'Application.ReadWrite.All',
): GraphRule {
  return { id, method, path, select: [], whole: false, filtered: false, body, permission };
}

const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const PATTERNS: ReadonlyMap<GraphRule, RegExp> = new Map(
  GRAPH_TABLE.map((rule) => {
    const escaped = rule.path.replace(/[.$()]/g, '\\$&');
    const pattern = escaped.replaceAll('{guid}', GUID).replaceAll('{id}', '[\\w-]{1,100}');
    return [rule, new RegExp(`^${pattern}$`)];
  }),
);

/** The row that allows a request; nothing where the product may not send it. */
export function graphRule(request: GraphRequest): GraphRule | undefined {
  const [path = '', query = ''] = request.url.split(/\?(.*)/s);
  const rule = GRAPH_TABLE.find(
    (item) => item.method === request.method && PATTERNS.get(item)?.test(path) === true,
  );
  if (rule === undefined) return undefined;
  return isAllowedQuery(rule, new URLSearchParams(query)) && isAllowedBody(rule, request.body)
    ? rule
    : undefined;
}

function isAllowedQuery(rule: GraphRule, query: URLSearchParams): boolean {
  const paging = ['$top', '$skiptoken'];
  const names = rule.method === 'GET' ? ['$select', ...paging] : [];
  if (rule.filtered) names.push('$filter');
  if (![...query.keys()].every((name) => names.includes(name))) return false;
  const fields = (query.get('$select') ?? '').split(',').filter((field) => field !== '');
  if (rule.method !== 'GET' || (rule.whole && fields.length === 0)) return true;
  return fields.length > 0 && fields.every((name) => rule.select.includes(name));
}

function isAllowedBody(rule: GraphRule, body: GraphRequest['body']): boolean {
  if (body === undefined) return rule.body.length === 0;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  return isObject && Object.keys(body).every((name) => rule.body.includes(name));
}

/** Stands for the id of what the same plan makes first, such as `{application}`. */
const ANY_GUID = '00000000-0000-0000-0000-000000000000';

/** Permissions that these requests need, each once, in the table's order. Ids may still be placeholders. */
export function neededPermissions(requests: readonly GraphRequest[]): readonly GraphPermission[] {
  const rules = requests.map((request) =>
    graphRule({ ...request, url: request.url.replace(/\{\w+\}/g, ANY_GUID) }),
  );
  const needed = new Set(rules.map((rule) => rule?.permission));
  return GRAPH_PERMISSIONS.filter((permission) => needed.has(permission));
}

/** True when a token with these permissions may do what `wanted` allows: a right to write includes the one to read. */
export function covers(granted: readonly string[], wanted: GraphPermission): boolean {
  if (granted.includes(wanted)) return true;
  return wanted === 'Application.Read.All' && granted.includes('Application.ReadWrite.All');
}
