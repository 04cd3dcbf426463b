import { randomUUID } from 'node:crypto';
import type { TenantContext } from './context';
import type { Grant } from './grants';
import { wantedContexts } from './claims-request';
import { answerClientCredentials } from './client-assertion';
import type { Flow } from './refusals';
import { permissionsOf, refusalOf } from './refusals';
import { serverTime } from './server-time';
import { encodeClientInfo } from './sign-in-texts';
import { oauthError } from './token-endpoint-error';
import { audienceOf } from './resources';
import { codeChallenge } from './tokens';
import type { WebAnswer } from './web';
import { json } from './web';

/** Life of an access token in seconds. */
const TOKEN_LIFE = 3600;

/** Answers POST …/oauth2/v2.0/token for public clients, and for applications with a certificate. */
export function answerTokenRequest(context: TenantContext, fields: URLSearchParams): WebAnswer {
  switch (fields.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(context, fields);
    case 'refresh_token':
      return redeemRefreshToken(context, fields);
    case 'device_code':
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return redeemDeviceCode(context, fields);
    case 'client_credentials':
      return answerClientCredentials(context, fields);
    default:
      return oauthError('unsupported_grant_type', 70003, 'The grant type is not supported.');
  }
}

function redeemCode(context: TenantContext, fields: URLSearchParams): WebAnswer {
  const grant = context.grants.takeCode(fields.get('code') ?? '');
  if (grant === undefined) {
    return oauthError(
      'invalid_grant',
      54005,
      'The authorization code is not known or was redeemed.',
    );
  }
  if (
    grant.clientId !== fields.get('client_id') ||
    grant.redirectUri !== fields.get('redirect_uri')
  ) {
    return oauthError('invalid_grant', 70000, 'The code was made for another application.');
  }
  if (grant.codeChallenge !== codeChallenge(fields.get('code_verifier') ?? '')) {
    return oauthError(
      'invalid_grant',
      501481,
      'The code verifier does not match the code challenge of the authorization request.',
    );
  }
  return refused(context, 'browser', grant, grant.scope) ?? interactive(context, grant);
}

/** A person was there: what they saw is consented to, and a revoked session counts no more. */
function interactive(context: TenantContext, grant: Grant): WebAnswer {
  const resource = audienceOf(grant.scope, context.origin);
  context.grants.consent(grant, resource, permissionsOf(grant.scope));
  if (context.world.has('session-revoked')) context.world.countDown('session-revoked');
  return issueTokens(context, grant, grant.scope);
}

function refused(
  context: TenantContext,
  flow: Flow,
  grant: Pick<Grant, 'clientId' | 'account' | 'acrs'>,
  scope: string,
  wanted: readonly string[] = [],
): WebAnswer | undefined {
  const found = refusalOf(context, flow, grant, scope, wanted);
  return found === undefined
    ? undefined
    : oauthError(found.error, found.number, found.text, found.more);
}

function redeemRefreshToken(context: TenantContext, fields: URLSearchParams): WebAnswer {
  const grant = context.grants.refreshToken(fields.get('refresh_token') ?? '');
  if (grant === undefined || grant.clientId !== fields.get('client_id')) {
    return oauthError('invalid_grant', 700082, 'The refresh token is not known or has expired.');
  }
  const scope = fields.get('scope') ?? grant.scope;
  const wanted = wantedContexts(fields.get('claims'));
  return refused(context, 'silent', grant, scope, wanted) ?? issueTokens(context, grant, scope);
}

function redeemDeviceCode(context: TenantContext, fields: URLSearchParams): WebAnswer {
  const code = fields.get('device_code') ?? '';
  const device = context.grants.device(code);
  if (device === undefined || device.clientId !== fields.get('client_id')) {
    return oauthError('expired_token', 70020, 'The device code is not known or has expired.');
  }
  if (device.account === undefined) {
    return oauthError('authorization_pending', 70016, 'The code has not been entered yet.');
  }
  context.grants.removeDevice(code);
  const { clientId, scope, account } = device;
  const grant = { clientId, scope, account, nonce: '', acrs: [] };
  return refused(context, 'device', grant, scope) ?? interactive(context, grant);
}

function issueTokens(context: TenantContext, grant: Grant, scope: string): WebAnswer {
  const scopes = scope.split(' ').filter((name) => name !== '');
  const { account, clientId } = grant;
  const issued = Math.floor(serverTime(context.world) / 1000);
  const common = {
    iss: `${context.origin}/${account.tenantId}/v2.0`,
    iat: issued,
    nbf: issued,
    exp: issued + TOKEN_LIFE,
    tid: account.tenantId,
    oid: account.objectId,
    sub: account.objectId,
    name: account.displayName,
    ver: '2.0',
  };
  const accessToken = context.signer.sign({
    ...common,
    aud: audienceOf(scope, context.origin),
    appid: clientId,
    upn: account.userPrincipalName,
    scp: permissionsOf(scope).join(' '),
    ...(grant.acrs.length === 0 ? {} : { acrs: grant.acrs }),
    uti: randomUUID(),
  });
  const idToken = context.signer.sign({
    ...common,
    aud: clientId,
    preferred_username: account.userPrincipalName,
    ...(grant.nonce === '' ? {} : { nonce: grant.nonce }),
  });
  return json(200, {
    token_type: 'Bearer',
    scope: scopes.filter((name) => name !== 'offline_access').join(' '),
    expires_in: TOKEN_LIFE,
    ext_expires_in: TOKEN_LIFE,
    access_token: accessToken,
    id_token: idToken,
    client_info: encodeClientInfo(account),
    ...(scopes.includes('offline_access')
      ? { refresh_token: context.grants.addRefreshToken({ ...grant, scope }) }
      : {}),
  });
}
