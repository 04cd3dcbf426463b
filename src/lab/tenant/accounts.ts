import type { World } from '../world';

/** Who signs in, as the tokens tell it. */
export interface Account {
  readonly tenantId: string;
  readonly objectId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
}

/** Role template of Global Administrator (CSS-Exchange, Get-AzureSignedInUserInformation.ps1). */
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** The account of another organisation that the fault wrong-tenant signs in. */
const STRANGER: Account = {
  tenantId: 'fab71ca0-0000-4000-8000-00000fab71c0',
  objectId: 'fab71ca0-0000-4000-8000-00000000ad31',
  userPrincipalName: 'admin@fabrikam.onmicrosoft.com',
  displayName: 'Fabrikam Administrator',
};

/** The account that the sign-in page offers: the hinted one, else the first Global Administrator. */
export function offeredAccount(world: World, hint: string | null): Account | undefined {
  if (world.has('wrong-tenant')) return STRANGER;
  const { id, users } = world.state.tenant;
  const hinted = users.find((user) => user.userPrincipalName.toLowerCase() === hint?.toLowerCase());
  const administrator = users.find((user) => user.roleTemplateIds.includes(GLOBAL_ADMINISTRATOR));
  const user = hinted ?? administrator ?? users[0];
  if (user === undefined) return undefined;
  return {
    tenantId: id,
    objectId: user.id,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName,
  };
}

/** True when the user may change a first-party service principal: Global Administrator in practice. */
export function mayChange(world: World, objectId: string): boolean {
  if (world.has('role-not-active')) return false;
  const user = world.state.tenant.users.find((candidate) => candidate.id === objectId);
  return user?.roleTemplateIds.includes(GLOBAL_ADMINISTRATOR) ?? false;
}
