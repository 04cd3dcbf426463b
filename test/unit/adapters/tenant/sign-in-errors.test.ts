import { describe, expect, it } from 'vitest';
import { SIGN_IN_REASONS } from '../../../../src/adapters/tenant';
import { Secrets } from '../../../../src/adapters/tenant/secrets';
import { mapSignInError } from '../../../../src/adapters/tenant/sign-in-errors';
import english from '../../../../src/shared/messages/sign-in.en.json';
import french from '../../../../src/shared/messages/sign-in.fr.json';
import chinese from '../../../../src/shared/messages/sign-in.zh-TW.json';

class MsalLike extends Error {
  readonly errorMessage: string;
  constructor(
    readonly errorCode: string,
    text = '',
    readonly subError = '',
  ) {
    super(text);
    this.errorMessage = text;
  }
}
const map = (error: unknown, trace = {}) => mapSignInError(error, trace, new Secrets());

describe('reasons of a failed sign-in', () => {
  it.each([
    ['invalid_grant', 'AADSTS65001: not consented', 'consent'],
    ['x', 'AADSTS90094: admin', 'admin-consent'],
    ['access_denied', 'AADSTS65004: declined', 'declined'],
    ['access_denied', '', 'declined'],
    ['invalid_grant', 'AADSTS53003: blocked', 'conditional-access'],
    ['interaction_required', '', 'mfa'],
    ['x', 'AADSTS90038: national cloud', 'wrong-cloud'],
    ['x', 'AADSTS90002: tenant', 'unknown-tenant'],
    ['unauthorized_client', 'AADSTS700016: application', 'unknown-application'],
    ['x', 'AADSTS50020: account', 'wrong-account'],
    ['invalid_grant', 'AADSTS700082: expired', 'lapsed'],
    ['no_tokens_found', '', 'needed'],
    ['device_code_expired', '', 'expired'],
    ['something_new', 'AADSTS99999999: news', 'other'],
  ])('%s %s is %s', (code, text, reason) => {
    expect(map(new MsalLike(code, text))).toMatchObject({ code: 'HX-SIGNIN', args: { reason } });
  });

  it('prefers the server’s own words, without secrets', () => {
    const oauth = {
      error: 'invalid_grant',
      suberror: 'consent_required',
      description: 'no eyJa.b.c here',
    };
    expect(map(new MsalLike('post_request_failed', 'invalid_grant'), { oauth })).toEqual({
      code: 'HX-SIGNIN',
      args: { reason: 'consent' },
      detail: 'no … here',
    });
  });

  it('calls a network that is down by its name', () => {
    const failure = { host: 'login.example', reason: 'connect', detail: 'ECONNREFUSED' } as const;
    expect(map(new MsalLike('openid_config_error'), { failure })).toMatchObject({
      code: 'HX-REACH',
      args: { target: 'tenant', host: 'login.example', reason: 'connect' },
    });
  });

  it('takes anything that is thrown', () => {
    expect(map(new Error('odd'))).toMatchObject({ args: { reason: 'other' }, detail: 'odd' });
    expect(map('odd')).toMatchObject({ detail: 'odd' });
  });

  it('has words for every reason in every language', () => {
    for (const catalogue of [english, french, chinese]) {
      for (const reason of SIGN_IN_REASONS)
        expect(catalogue).toHaveProperty([`sign-in.reason.${reason}`]);
      expect(Object.keys(catalogue)).toEqual(Object.keys(english));
    }
  });
});
