import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPair, randomBytes, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import * as v from 'valibot';

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

/** Signs and checks JSON Web Tokens (RS256) with a key that lives as long as the process. */
export interface TokenSigner {
  sign(claims: Readonly<Record<string, unknown>>): string;
  /** Claims of an access token for `audience` that this signer made and that is valid at `now` (milliseconds). */
  check(token: string, audience: string, now?: number): AccessClaims | undefined;
  /** The public key as a JSON Web Key Set (RFC 7517). */
  readonly keys: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

const makeKeyPair = promisify(generateKeyPair);
const base64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** Makes a signer with a fresh key. Token times are real time, so that clients' clocks agree. */
export async function createTokenSigner(): Promise<TokenSigner> {
  const pair = await makeKeyPair('rsa', { modulusLength: 2048 });
  const publicKey = pair.publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256')
    .update(JSON.stringify(publicKey))
    .digest('base64url')
    .slice(0, 27);
  return {
    keys: { keys: [{ ...publicKey, kid, use: 'sig', alg: 'RS256' }] },
    sign: (claims) => {
      const content = `${base64url({ typ: 'JWT', alg: 'RS256', kid })}.${base64url(claims)}`;
      const signature = sign('RSA-SHA256', Buffer.from(content), pair.privateKey);
      return `${content}.${signature.toString('base64url')}`;
    },
    check: (token, audience, now = Date.now()) =>
      checkToken(token, audience, pair.publicKey, now / 1000),
  };
}

function checkToken(
  token: string,
  audience: string,
  publicKey: KeyObject,
  now: number,
): AccessClaims | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  const content = Buffer.from(`${header}.${payload}`);
  const bytes = Buffer.from(signature, 'base64url');
  if (rest.length > 0 || !verify('RSA-SHA256', content, publicKey, bytes)) return undefined;
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
