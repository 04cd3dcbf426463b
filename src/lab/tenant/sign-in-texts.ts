import { randomUUID } from 'node:crypto';

/** Entra's text for a missing consent (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
export function consentText(clientId: string): string {
  return [
    'AADSTS65001: The user or administrator has not consented to use the application with ID ',
    `'${clientId}'. Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()} `,
    `Timestamp: ${timestamp()}`,
  ].join('');
}

/** Real time as the authority writes it. */
export function timestamp(): string {
  return `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

/** Home object and tenant of an account, as MSAL keys its cache. */
export function encodeClientInfo(account: {
  readonly objectId: string;
  readonly tenantId: string;
}): string {
  const info = JSON.stringify({ uid: account.objectId, utid: account.tenantId });
  return Buffer.from(info).toString('base64url');
}
