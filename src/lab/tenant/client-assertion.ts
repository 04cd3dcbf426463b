import { constants, createHash, randomUUID, verify, X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import type { TenantContext } from './context';
import { serverTime } from './server-time';
import type { RegistrationState } from './state';
import { oauthError } from './token-endpoint-error';
import type { WebAnswer } from './web';
import { json } from './web';

const TOKEN_LIFE = 3600;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const header = v.object({
  alg: v.picklist(['PS256', 'RS256']),
  'x5t#S256': v.optional(v.string()),
  x5t: v.optional(v.string()),
});
const claims = v.object({
  aud: v.string(),
  iss: v.string(),
  sub: v.string(),
  exp: v.number(),
  nbf: v.optional(v.number(), 0),
  jti: v.string(),
});

/**
 * Answers a client credentials request whose client proves itself with a certificate
 * (learn.microsoft.com/entra/identity-platform/certificate-credentials): the assertion's signature, audience, times
 * and certificate are really checked.
 */
export function answerClientCredentials(
  context: TenantContext,
  fields: URLSearchParams,
): WebAnswer {
  const { world, origin } = context;
  const clientId = fields.get('client_id') ?? '';
  const registration = world.state.tenant.registrations?.find(({ appId }) => appId === clientId);
  if (registration === undefined) {
    const text = `Application with identifier '${clientId}' was not found in the directory '${world.state.tenant.displayName}'.`;
    return oauthError('unauthorized_client', 700016, text);
  }
  if (fields.get('client_assertion_type') !== ASSERTION_TYPE) {
    const text =
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    return oauthError('invalid_client', 7000218, text);
  }
  const refused = checkAssertion(context, registration, fields.get('client_assertion') ?? '');
  if (refused !== undefined) return refused;
  if (fields.get('scope') !== `${origin}/.default`) {
    return oauthError(
      'invalid_scope',
      70011,
      "The provided value for the input parameter 'scope' is not valid.",
    );
  }
  return issue(context, registration);
}

function checkAssertion(
  context: TenantContext,
  registration: RegistrationState,
  assertion: string,
): WebAnswer | undefined {
  const [head = '', payload = '', signature = ''] = assertion.split('.');
  const parsedHead = v.safeParse(header, decode(head));
  const parsed = v.safeParse(claims, decode(payload));
  if (!parsedHead.success || !parsed.success) {
    return oauthError('invalid_request', 50027, 'JWT token is invalid or malformed.');
  }
  const certificate = registration.certificates
    .map((raw) => new X509Certificate(Buffer.from(raw, 'base64')))
    .find((item) => isNamed(item, parsedHead.output));
  if (certificate === undefined) return notRegistered('The key was not found.', parsedHead.output);
  const now = serverTime(context.world) / 1000;
  if (Date.parse(certificate.validTo) / 1000 <= now) {
    return notRegistered('The key used is expired.', parsedHead.output);
  }
  const isSigned = verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${payload}`),
    parsedHead.output.alg === 'PS256'
      ? {
          key: certificate.publicKey,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        }
      : certificate.publicKey,
    Buffer.from(signature, 'base64url'),
  );
  const { aud, iss, sub, exp, nbf } = parsed.output;
  if (!isSigned)
    return notRegistered(
      'The key was found, but use of the key to verify the signature failed.',
      parsedHead.output,
    );
  if (exp <= now || nbf > now + 300) {
    return oauthError(
      'invalid_client',
      700024,
      `Client assertion is not within its valid time range. Current time: ${new Date(now * 1000).toISOString()}, expiry time of assertion ${new Date(exp * 1000).toISOString()}.`,
    );
  }
  const isOurs =
    iss === registration.appId && sub === registration.appId && aud === tokenAddress(context);
  return isOurs
    ? undefined
    : oauthError(
        'invalid_client',
        700023,
        'Client assertion audience claim does not match Realm issuer.',
      );
}

function tokenAddress({ origin, world }: TenantContext): string {
  return `${origin}/${world.state.tenant.id}/oauth2/v2.0/token`;
}

function isNamed(certificate: X509Certificate, head: v.InferOutput<typeof header>): boolean {
  const digest = (algorithm: string): string =>
    createHash(algorithm).update(certificate.raw).digest('base64url');
  return head['x5t#S256'] === digest('sha256') || head.x5t === digest('sha1');
}

function notRegistered(reason: string, head: v.InferOutput<typeof header>): WebAnswer {
  const name = Buffer.from(head['x5t#S256'] ?? head.x5t ?? '', 'base64url')
    .toString('hex')
    .toUpperCase();
  const text = `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}, Thumbprint of key used by client: '${name}']`;
  return oauthError('invalid_client', 700027, text);
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function issue(context: TenantContext, registration: RegistrationState): WebAnswer {
  const { origin, signer, world } = context;
  const issued = Math.floor(serverTime(world) / 1000);
  const { appId, roles } = registration;
  return json(200, {
    token_type: 'Bearer',
    expires_in: TOKEN_LIFE,
    ext_expires_in: TOKEN_LIFE,
    access_token: signer.sign({
      aud: origin,
      iss: `${origin}/${world.state.tenant.id}/v2.0`,
      iat: issued,
      nbf: issued,
      exp: issued + TOKEN_LIFE,
      tid: world.state.tenant.id,
      oid: appId,
      appid: appId,
      idtyp: 'app',
      roles,
      uti: randomUUID(),
    }),
  });
}
