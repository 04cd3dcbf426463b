/** What names a person or a customer more than a log on this computer needs: accounts, thumbprints and tenants. */

/** Of an account the first letter and the domain stay, so that two are told apart. */
const ACCOUNT =
  /([A-Za-z0-9])[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/g;
const THUMBPRINT = /\b[0-9a-f]{36}([0-9a-f]{4})\b/gi;
/** Ids that stand where a tenant's does: behind its name, and in the addresses of sign-in pages and directories. */
const TENANT =
  /((?:tenant(?:[_ ]?id)?|\btid|realm)\\*["']?\s*[:=]?\s*\\*["']?|login\.[a-z.]+\/|sts\.windows\.net\/|\/organization\/)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{8}([0-9a-f]{4})\b/gi;

/** Shortens them. */
export function shortenPersons(text: string): string {
  return text.replace(ACCOUNT, '$1***@$2').replace(THUMBPRINT, '***$1').replace(TENANT, '$1***$2');
}
