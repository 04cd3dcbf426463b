import type { World } from '../world';
import { GraphError } from './graph-error';
import type { AccessClaims } from './tokens';

/** The authentication context that the fault claims-challenge asks for. */
const WANTED_CONTEXT = 'c1';

/**
 * What Graph asks of the sign-in beyond a valid token: a 401 with the wanted claims, base64 in `www-authenticate`
 * (learn.microsoft.com/entra/identity-platform/claims-challenge). Under session-revoked the token counts only if it
 * was issued after now, which no token is.
 */
export function challenge(world: World, claims: AccessClaims): GraphError | undefined {
  if (world.has('session-revoked')) {
    const nbf = { essential: true, value: String(Math.floor(Date.now() / 1000)) };
    return refusal(
      { access_token: { nbf } },
      'Continuous access evaluation resulted in challenge.',
    );
  }
  if (world.has('claims-challenge') && !claims.acrs.includes(WANTED_CONTEXT)) {
    const acrs = { essential: true, value: WANTED_CONTEXT };
    return refusal(
      { access_token: { acrs } },
      'The token lacks the required authentication context.',
    );
  }
  return undefined;
}

function refusal(claims: object, text: string): GraphError {
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  return new GraphError(401, 'InvalidAuthenticationToken', text, {
    'www-authenticate': `Bearer realm="", authorization_uri="https://localhost/common/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`,
  });
}
