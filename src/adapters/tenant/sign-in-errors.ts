import * as v from 'valibot';
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { NetworkTrace } from './msal-network';
import { silenceError } from './no-answer';
import type { SignInReason } from './reasons';
import type { Secrets } from './secrets';

/** What MSAL's errors have in common (msal-common, AuthError). */
const msalError = v.object({
  errorCode: v.string(),
  errorMessage: v.string(),
  subError: v.optional(v.string(), ''),
});

/**
 * Numbers of the identity platform's error texts that people can act on
 * (learn.microsoft.com/entra/identity-platform/reference-error-codes). They choose the help text and nothing else:
 * Microsoft asks clients not to depend on them.
 */
const BY_NUMBER: readonly (readonly [SignInReason, readonly number[]])[] = [
  ['consent', [65001, 65005, 90008]],
  ['admin-consent', [90094, 90095]],
  ['declined', [65004]],
  ['conditional-access', [53002, 53003, 50131, 530032, 530031]],
  ['device', [53000, 53001, 50005, 50097, 50129, 50155, 50187, 530002, 530003]],
  ['device-code-blocked', [530033]],
  ['mfa', [50072, 50074, 50076, 50079, 50158, 53004]],
  ['wrong-cloud', [90038, 90043, 90051, 900382]],
  ['unknown-tenant', [90002, 50059, 900023, 50128]],
  ['unknown-application', [700016, 70001, 7000218, 7000112, 650056]],
  ['resource', [650057, 65002, 500011]],
  ['redirect', [50011, 70004, 500113]],
  ['wrong-account', [50020, 50034, 50177, 90072, 51004]],
  ['not-assigned', [50105]],
  ['account', [50053, 50055, 50057, 50125, 50126, 50135, 50144]],
  ['lapsed', [700082, 700084, 70043, 70044, 70008, 54005, 50089, 50058]],
  ['revoked', [50173, 50133, 50132]],
  ['expired', [70020, 70019]],
  ['clock', [700024]],
  ['certificate', [700027, 7000222, 50012, 700023]],
];

/** Error names of OAuth and of MSAL, where no number says more. */
const BY_NAME: Readonly<Record<string, SignInReason>> = {
  consent_required: 'consent',
  access_denied: 'declined',
  authorization_declined: 'declined',
  interaction_required: 'mfa',
  login_required: 'lapsed',
  no_tokens_found: 'needed',
  refresh_token_expired: 'lapsed',
  bad_token: 'lapsed',
  expired_token: 'expired',
  code_expired: 'expired',
  device_code_expired: 'expired',
  invalid_tenant: 'unknown-tenant',
  unauthorized_client: 'unknown-application',
};

/** A failed sign-in as data. */
export function signInFailure(reason: SignInReason, detail?: string): AppError {
  return appError('HX-SIGNIN', { reason }, detail);
}

/**
 * Turns whatever MSAL threw into an error with a code. The server's own words come from the trace where MSAL drops
 * them, and go into `detail` without secrets.
 */
export function mapSignInError(error: unknown, trace: NetworkTrace, secrets: Secrets): AppError {
  const parsed = v.safeParse(msalError, error);
  const { failure, oauth } = trace;
  if (failure !== undefined) {
    return silenceError(failure.host, { ...failure, detail: secrets.redact(failure.detail) });
  }
  const names = [
    ...(oauth === undefined ? [] : [oauth.suberror, oauth.error]),
    ...(parsed.success ? [parsed.output.subError, parsed.output.errorCode] : []),
  ];
  const words = parsed.success ? parsed.output.errorMessage : textOf(error);
  const text = oauth?.description ?? words;
  return signInFailure(reasonOf(`${text} ${words}`, names), secrets.redact(text));
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function reasonOf(text: string, names: readonly string[]): SignInReason {
  const [, digits] = /AADSTS(\d+)/.exec(text) ?? [];
  const number = Number(digits);
  const byNumber = BY_NUMBER.find(([, numbers]) => numbers.includes(number));
  if (byNumber !== undefined) return byNumber[0];
  for (const name of names) {
    const reason = BY_NAME[name];
    if (reason !== undefined) return reason;
  }
  return 'other';
}
