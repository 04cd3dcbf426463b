/**
 * Which permission a request needs, by the lab's own table (learn.microsoft.com/graph/permissions-reference and the
 * permission tables of each operation). Any one of a row's names is enough.
 */
import type { AccessClaims } from './tokens';
import type { WebRequest } from './web';

const READ_APPLICATIONS = [
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const WRITE_APPLICATIONS = ['Application.ReadWrite.All', 'Directory.ReadWrite.All'];

interface Row {
  readonly method: RegExp;
  readonly path: RegExp;
  readonly delegated: readonly string[];
  /** Application permissions where they are others than the delegated ones. */
  readonly application?: readonly string[];
}

/** The first row that fits decides; paths are below the version. */
const ROWS: readonly Row[] = [
  {
    method: /^GET$/,
    path: /^\/organization$/,
    delegated: ['User.Read', 'Organization.Read.All', 'Directory.Read.All'],
    application: ['Organization.Read.All', 'Directory.Read.All'],
  },
  { method: /^GET$/, path: /^\/domains$/, delegated: ['Domain.Read.All', 'Directory.Read.All'] },
  { method: /^GET$/, path: /^\/me(\/|$)/, delegated: ['User.Read'], application: [] },
  { method: /^GET$/, path: /^\/policies\//, delegated: ['Policy.Read.All'] },
  {
    method: /^POST$/,
    path: /\/appRoleAssignments$/,
    delegated: ['AppRoleAssignment.ReadWrite.All'],
  },
  { method: /^GET$/, path: /^\/(servicePrincipals|applications)/, delegated: READ_APPLICATIONS },
  { method: /./, path: /^\/(servicePrincipals|applications)/, delegated: WRITE_APPLICATIONS },
];

/** True when the token's permissions allow the request; addresses that the table does not know ask for none. */
export function isPermitted(claims: AccessClaims, request: WebRequest, path: string): boolean {
  const row = ROWS.find((item) => item.method.test(request.method) && item.path.test(path));
  if (row === undefined) return true;
  const isApplication = claims.scp === '';
  const held = isApplication ? claims.roles : claims.scp.split(' ');
  const enough = isApplication ? (row.application ?? row.delegated) : row.delegated;
  return enough.some((name) => held.includes(name));
}
