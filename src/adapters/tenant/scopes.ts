import type { GraphPermission } from '../../core/commands/graph-table';

/** Permissions as scopes of this Graph host, for MSAL. */
export function graphScopes(
  graph: string,
  permissions: readonly GraphPermission[],
): readonly string[] {
  const { origin } = new URL(graph);
  return permissions.map((permission) => `${origin}/${permission}`);
}
