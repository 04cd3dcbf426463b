/** What a customer's own data may look like; window, main and command line check the same. */
const HOST = /^(?=.{3,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/i;
const TENANT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True for a full host or domain name, e.g. `ex01.contoso.com`. */
export function isHostName(text: string): boolean {
  return HOST.test(text);
}

/** True for a tenant id as Microsoft 365 shows it. */
export function isTenantId(text: string): boolean {
  return TENANT_ID.test(text);
}
