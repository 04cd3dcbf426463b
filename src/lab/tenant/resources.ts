/** Resources that the lab's authority issues access tokens for, and how a scope names them. */

/** Audience of tokens for Exchange Online, whose PowerShell module takes them. */
export const EXCHANGE_ONLINE = 'https://outlook.office365.com';

const EXCHANGE_HOSTS = ['https://outlook.office365.com/', 'https://outlook.office.com/'];

/** Audience of a token with this scope. Permissions without an address are Microsoft Graph's, as in Entra. */
export function audienceOf(scope: string, graph: string): string {
  const isExchange = scope
    .split(' ')
    .some((name) => EXCHANGE_HOSTS.some((host) => name.toLowerCase().startsWith(host)));
  return isExchange ? EXCHANGE_ONLINE : graph;
}
