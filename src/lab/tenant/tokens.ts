import { createHash, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import * as v from 'valibot';
import { TOKEN_KEY } from '../exchange/lab-keys';

/** Claims of an access token that the lab's Graph looks at. */
const accessClaims = v.object({
  aud: v.string(),
  iss: v.string(),
  tid: v.string(),
  oid: v.string(),
  /** Delegated permissions, parted by spaces; a token of an application alone has `roles` instead. */
  scp: v.optional(v.string(), ''),
  roles: v.optional(v.array(v.string()), []),
  /** Authentication contexts that the sign-in satisfied, for claims challenges. */
  acrs: v.optional(v.array(v.string()), []),
  nbf: v.number(),
  exp: v.number(),
});
/** Claims of an access token. */
export type AccessClaims = v.InferOutput<typeof accessClaims>;

/** Makes JSON Web Tokens (RS256) and knows them again. */
export interface TokenSigner {
  sign(claims: Readonly<Record<string, unknown>>): string;
  /** Claims of an access token for `audience` that this signer made and that is valid at `now` (milliseconds). */
  check(token: string, audience: string, now?: number): AccessClaims | undefined;
  /** The public key as a JSON Web Key Set (RFC 7517). */
  readonly keys: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

const base64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens that are remembered. Whoever holds an older one has long had its successor, or asks for another. */
const REMEMBERED = 10_000;

/**
 * Makes a signer. Its key is the same in every lab, since making one takes longer than everything else at the start; so
 * a token counts only where this very signer gave it out, letter for letter, and a signature opens nothing. Token times
 * are real time, so that clients' clocks agree.
 */
export function createTokenSigner(): TokenSigner {
  const privateKey = createPrivateKey(TOKEN_KEY);
  const publicKey = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = digest(JSON.stringify(publicKey)).slice(0, 27);
  const given = new Set<string>();
  const remember = (token: string): void => {
    given.add(digest(token));
    const [oldest] = given;
    if (given.size > REMEMBERED && oldest !== undefined) given.delete(oldest);
  };
  return {
    keys: { keys: [{ ...publicKey, kid, use: 'sig', alg: 'RS256' }] },
    sign: (claims) => {
      // Something that nobody can guess is in every token, so that nobody can make one that was given to another.
      const payload = base64url({ uti: opaque(), ...claims });
      const content = `${base64url({ typ: 'JWT', alg: 'RS256', kid })}.${payload}`;
      const signature = sign('RSA-SHA256', Buffer.from(content), privateKey);
      const token = `${content}.${signature.toString('base64url')}`;
      remember(token);
      return token;
    },
    check: (token, audience, now = Date.now()) =>
      given.has(digest(token)) ? checkClaims(token, audience, now / 1000) : undefined,
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

function checkClaims(token: string, audience: string, now: number): AccessClaims | undefined {
  const [, payload = ''] = token.split('.');
  const claims = v.safeParse(
    accessClaims,
    JSON.parse(Buffer.from(payload, 'base64url').toString()),
  );
  if (!claims.success || claims.output.aud !== audience) return undefined;
  return claims.output.nbf <= now + 60 && claims.output.exp > now ? claims.output : undefined;
}

/** An unguessable text for codes and refresh tokens. */
export function opaque(): string {
  return randomBytes(32).toString('base64url');
}

/** The S256 code challenge of a verifier (RFC 7636, section 4.2). */
export function codeChallenge(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
