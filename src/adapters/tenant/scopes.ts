/**
 * Delegated permissions that the product asks for, the least that its requests need (Graph permissions reference):
 * service principals and their keys, verified domains, and who is signed in with which roles.
 */
const PERMISSIONS = ['Application.ReadWrite.All', 'Domain.Read.All', 'User.Read'] as const;

/** The permissions as scopes of this Graph host, for MSAL and for showing them to people. */
export function graphScopes(graph: string): readonly string[] {
  const { origin } = new URL(graph);
  return PERMISSIONS.map((permission) => `${origin}/${permission}`);
}
