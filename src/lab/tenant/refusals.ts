/**
 * Why the authority refuses a sign-in: what faults make it say. Numbers and words after
 * learn.microsoft.com/entra/identity-platform/reference-error-codes; 530033 after public reports of it.
 */
import { randomUUID } from 'node:crypto';
import type { TenantContext } from './context';
import type { Grant } from './grants';
import { audienceOf } from './resources';
import { consentText, timestamp } from './sign-in-texts';

/** How a token is asked for. */
export type Flow = 'browser' | 'device' | 'silent';

/** An OAuth error with the platform's number. */
export interface Refusal {
  readonly error: string;
  readonly number: number;
  readonly text: string;
  readonly more: Readonly<Record<string, string>>;
}

/** Scopes that are no permissions on a resource. */
const OPEN_ID_SCOPES = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Names of permissions in a scope, without their resource. */
export function permissionsOf(scope: string): string[] {
  const names = scope.split(' ').filter((name) => name !== '' && !OPEN_ID_SCOPES.has(name));
  return names.map((name) => name.slice(name.lastIndexOf('/') + 1));
}

/** What the authority answers instead of a token, or nothing. `wanted` are contexts of a claims request. */
export function refusalOf(
  context: TenantContext,
  flow: Flow,
  grant: Pick<Grant, 'clientId' | 'account' | 'acrs'>,
  scope: string,
  wanted: readonly string[],
): Refusal | undefined {
  const { world, grants } = context;
  if (world.has('sign-in-refused')) return consentMissing(grant.clientId);
  if (world.has('conditional-access')) {
    const text =
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.';
    return refusal(53003, text, 'message_only');
  }
  if (flow === 'device' && world.has('device-code-blocked')) {
    return refusal(
      530033,
      'Remote device flow blocked due to device-based conditional access.',
      'message_only',
    );
  }
  if (flow !== 'silent') return undefined;
  if (world.has('session-revoked')) {
    return refusal(
      50173,
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
      'bad_token',
    );
  }
  // An authentication context that the sign-in did not satisfy cannot be had without the person.
  const isStepUpMissing = wanted.some((name) => !grant.acrs.includes(name));
  if (world.has('mfa-required') || isStepUpMissing) {
    const text =
      'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.';
    return refusal(50076, text, 'basic_action');
  }
  const resource = audienceOf(scope, context.origin);
  return grants.hasConsent(grant, resource, permissionsOf(scope))
    ? undefined
    : consentMissing(grant.clientId);
}

/** What the sign-in page itself answers: before any code is made. */
export function pageRefusalOf(
  context: TenantContext,
  clientId: string,
  scope: string,
): Refusal | undefined {
  const { world } = context;
  if (world.has('sign-in-refused')) return consentMissing(clientId);
  if (world.has('other-cloud')) {
    const text =
      'The specified tenant belongs to the National Cloud. Current cloud instance does not federate with it.';
    return { ...refusal(90038, text, ''), error: 'invalid_request' };
  }
  const writes = permissionsOf(scope).some((name) => name.includes('ReadWrite'));
  if (writes && world.has('admin-consent-required')) {
    const text =
      'The application needs permissions to access resources in your organization that only an admin can grant.';
    return { ...refusal(90094, text, ''), error: 'consent_required' };
  }
  return undefined;
}

function refusal(number: number, text: string, suberror: string): Refusal {
  const trace = `Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()} Timestamp: ${timestamp()}`;
  return {
    error: 'invalid_grant',
    number,
    text: `AADSTS${number}: ${text} ${trace}`,
    more: suberror === '' ? {} : { suberror },
  };
}

function consentMissing(clientId: string): Refusal {
  return {
    error: 'invalid_grant',
    number: 65001,
    text: consentText(clientId),
    more: { suberror: 'consent_required' },
  };
}
