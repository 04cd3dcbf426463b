/** How a request names a service principal. */
export type PrincipalKey = { readonly id: string } | { readonly appId: string };

/** Reads `/servicePrincipals/{id}` and `/servicePrincipals(appId='…')`. */
export function principalKey(path: string): PrincipalKey | undefined {
  const [, id] = /^\/servicePrincipals\/([0-9a-f-]{36})$/i.exec(path) ?? [];
  if (id !== undefined) return { id };
  const [, appId] = /^\/servicePrincipals\(appId='([0-9a-f-]{36})'\)$/i.exec(path) ?? [];
  return appId === undefined ? undefined : { appId };
}
