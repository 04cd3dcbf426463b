import { randomUUID } from 'node:crypto';
import type { TenantContext } from './context';
import type { Grant } from './grants';
import { audienceOf } from './resources';
import { consentText, encodeClientInfo, timestamp } from './sign-in-texts';
import { codeChallenge } from './tokens';
import type { WebAnswer } from './web';
import { json } from './web';

/** Life of an access token in seconds. */
const TOKEN_LIFE = 3600;
/** Scopes that are no permissions on a resource. */
const OPEN_ID_SCOPES = new Set(['openid', 'profile', 'email', 'offline_access']);

/** An error of the token endpoint, as the Microsoft identity platform shapes it. */
export function oauthError(
  error: string,
  code: number,
  text: string,
  more: Readonly<Record<string, string>> = {},
): WebAnswer {
  const description = text.startsWith('AADSTS') ? text : `AADSTS${code}: ${text}`;
  return json(400, {
    error,
    error_description: description,
    error_codes: [code],
    timestamp: timestamp(),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    ...more,
  });
}

/** Answers POST …/oauth2/v2.0/token for public clients. */
export function answerTokenRequest(context: TenantContext, fields: URLSearchParams): WebAnswer {
  switch (fields.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(context, fields);
    case 'refresh_token':
      return redeemRefreshToken(context, fields);
    case 'device_code':
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return redeemDeviceCode(context, fields);
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
  return issueTokens(context, grant, grant.scope);
}

function redeemRefreshToken(context: TenantContext, fields: URLSearchParams): WebAnswer {
  const grant = context.grants.refreshToken(fields.get('refresh_token') ?? '');
  if (grant === undefined || grant.clientId !== fields.get('client_id')) {
    return oauthError('invalid_grant', 700082, 'The refresh token is not known or has expired.');
  }
  if (context.world.has('sign-in-refused')) return consentMissing(grant.clientId);
  return issueTokens(context, grant, fields.get('scope') ?? grant.scope);
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
  if (context.world.has('sign-in-refused')) return consentMissing(device.clientId);
  const { clientId, scope, account } = device;
  return issueTokens(context, { clientId, scope, account, nonce: '' }, scope);
}

function consentMissing(clientId: string): WebAnswer {
  return oauthError('invalid_grant', 65001, consentText(clientId), {
    suberror: 'consent_required',
  });
}

function issueTokens(context: TenantContext, grant: Grant, scope: string): WebAnswer {
  const scopes = scope.split(' ').filter((name) => name !== '');
  const permissions = scopes.filter((name) => !OPEN_ID_SCOPES.has(name));
  const { account, clientId } = grant;
  const issued = Math.floor(Date.now() / 1000);
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
    scp: permissions.map((name) => name.slice(name.lastIndexOf('/') + 1)).join(' '),
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
