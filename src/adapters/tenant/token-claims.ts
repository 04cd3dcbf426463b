import * as v from 'valibot';

const claims = v.object({ tid: v.optional(v.string()) });

/**
 * The tenant that an access token names, where it can be read at all. Access tokens are opaque to clients, so this
 * never makes a token acceptable; it only adds a reason to drop one.
 */
export function tenantClaim(accessToken: string): string | undefined {
  const [, payload] = accessToken.split('.');
  if (payload === undefined) return undefined;
  try {
    const decoded: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const parsed = v.safeParse(claims, decoded);
    return parsed.success ? parsed.output.tid : undefined;
  } catch {
    return undefined;
  }
}
