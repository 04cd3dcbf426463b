import { randomInt } from 'node:crypto';
import { offeredAccount } from './accounts';
import type { TenantContext } from './context';
import type { AuthorizationRequest } from './grants';
import { DEVICE_CODE_LIFE } from './grants';
import { deviceCodePage, formPostPage, noticePage, signInPage } from './pages';
import { encodeClientInfo } from './sign-in-texts';
import { wantedContexts } from './claims-request';
import type { Refusal } from './refusals';
import { pageRefusalOf } from './refusals';
import { answerTokenRequest } from './token-endpoint';
import { oauthError } from './token-endpoint-error';
import type { WebAnswer, WebRequest } from './web';
import { formFields, json } from './web';

/** Seconds between two polls of a device code. Entra says 5; the lab is nearer. */
const POLL_INTERVAL = 1;
/** Letters of user codes: none that look alike. */
const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

type Handler = (
  context: TenantContext,
  tenant: string,
  request: WebRequest,
) => WebAnswer | Promise<WebAnswer>;

/**
 * The authority's endpoints, shaped as the Microsoft identity platform's
 * (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and …/v2-oauth2-device-code).
 */
const ENDPOINTS: Readonly<Record<string, Handler>> = {
  'GET /v2.0/.well-known/openid-configuration': (context, tenant) =>
    json(200, metadata(context.origin, tenant)),
  'GET /discovery/v2.0/keys': (context) => json(200, context.signer.keys),
  'GET /oauth2/v2.0/authorize': showSignIn,
  'POST /login': answerSignIn,
  'POST /oauth2/v2.0/token': (context, _tenant, request) =>
    answerTokenRequest(context, formFields(request)),
  'POST /oauth2/v2.0/devicecode': startDeviceCode,
  'GET /device': (_context, tenant) => deviceCodePage(`/${tenant}/device`, ''),
  'POST /device': answerDeviceCode,
};

/** Answers a request below `/{tenant}`, or nothing where the authority has no such address. */
export async function answerAuthority(
  context: TenantContext,
  request: WebRequest,
): Promise<WebAnswer | undefined> {
  const [, tenant, rest] = /^\/([^/]+)(\/.+)$/.exec(request.path) ?? [];
  if (tenant === undefined || rest === undefined) return undefined;
  const handler = ENDPOINTS[`${request.method} ${rest}`];
  if (handler === undefined) return undefined;
  const { id, domains } = context.world.state.tenant;
  const names = [id, ...domains.map((domain) => domain.id), 'organizations', 'common'];
  if (!names.some((name) => name.toLowerCase() === tenant.toLowerCase())) {
    return oauthError('invalid_tenant', 90002, `Tenant '${tenant}' not found.`);
  }
  return await handler(context, tenant, request);
}

function metadata(origin: string, tenant: string): Readonly<Record<string, unknown>> {
  const base = `${origin}/${tenant}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['form_post'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
    scopes_supported: ['openid', 'profile', 'offline_access'],
  };
}

/** Only an application on this computer can be answered (RFC 8252, section 7.3). */
function isLoopback(redirectUri: string): boolean {
  try {
    const url = new URL(redirectUri);
    return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  } catch {
    return false;
  }
}

function showSignIn(context: TenantContext, tenant: string, request: WebRequest): WebAnswer {
  const value = (name: string): string => request.query.get(name) ?? '';
  if (!isLoopback(value('redirect_uri'))) {
    return noticePage(
      400,
      'Sign-in refused',
      'Only redirect addresses on this computer are answered.',
    );
  }
  const complete =
    value('client_id') !== '' &&
    value('response_type') === 'code' &&
    value('response_mode') === 'form_post' &&
    value('code_challenge_method') === 'S256' &&
    value('code_challenge') !== '';
  const account = offeredAccount(context.world, request.query.get('login_hint'));
  if (!complete || account === undefined) {
    return formPostPage(value('redirect_uri'), {
      error: 'invalid_request',
      error_description: 'AADSTS900144: The authorization request is incomplete.',
      state: value('state'),
    });
  }
  const transaction = context.grants.openPage({
    clientId: value('client_id'),
    redirectUri: value('redirect_uri'),
    scope: value('scope'),
    state: value('state'),
    nonce: value('nonce'),
    codeChallenge: value('code_challenge'),
    acrs: wantedContexts(request.query.get('claims')),
  });
  return signInPage(
    `/${tenant}/login`,
    transaction,
    account,
    new URL(value('redirect_uri')).origin,
  );
}

function answerSignIn(context: TenantContext, _tenant: string, request: WebRequest): WebAnswer {
  const fields = formFields(request);
  const asked = context.grants.takePage(fields.get('transaction') ?? '');
  const account = offeredAccount(context.world, fields.get('account'));
  if (asked === undefined || account === undefined) {
    return noticePage(400, 'Sign-in ended', 'Start the sign-in again in the application.');
  }
  const refused = pageRefusalOf(context, asked.clientId, asked.scope);
  if (refused !== undefined) return refusal(asked, refused);
  const code = context.grants.addCode({
    clientId: asked.clientId,
    scope: asked.scope,
    account,
    nonce: asked.nonce,
    redirectUri: asked.redirectUri,
    codeChallenge: asked.codeChallenge,
    acrs: asked.acrs,
  });
  const clientInfo = encodeClientInfo(account);
  return formPostPage(asked.redirectUri, { code, client_info: clientInfo, state: asked.state });
}

function refusal(asked: AuthorizationRequest, refused: Refusal): WebAnswer {
  return formPostPage(asked.redirectUri, {
    error: refused.error === 'invalid_grant' ? 'consent_required' : refused.error,
    error_description: refused.text,
    state: asked.state,
  });
}

function startDeviceCode(context: TenantContext, tenant: string, request: WebRequest): WebAnswer {
  const fields = formFields(request);
  const clientId = fields.get('client_id') ?? '';
  if (clientId === '') return oauthError('invalid_request', 900144, 'client_id is missing.');
  const letters = Array.from({ length: 8 }, () => USER_CODE_LETTERS[randomInt(20)] ?? 'B');
  const userCode = letters.join('');
  const verificationUri = `${context.origin}/${tenant}/device`;
  return json(200, {
    user_code: userCode,
    device_code: context.grants.addDevice(clientId, fields.get('scope') ?? '', userCode),
    verification_uri: verificationUri,
    expires_in: DEVICE_CODE_LIFE,
    interval: POLL_INTERVAL,
    message: `Practice: open ${verificationUri} in a browser and enter the code ${userCode}.`,
  });
}

function answerDeviceCode(context: TenantContext, tenant: string, request: WebRequest): WebAnswer {
  const device = context.grants.deviceByUserCode(formFields(request).get('user_code') ?? '');
  const account = offeredAccount(context.world, null);
  if (device === undefined || account === undefined) {
    return deviceCodePage(`/${tenant}/device`, 'This code is not known. Check it and try again.');
  }
  device.account = account;
  return noticePage(
    200,
    'Signed in',
    `${account.userPrincipalName} is signed in to the application.`,
  );
}
