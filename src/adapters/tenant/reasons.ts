/** Why a sign-in failed: the closed list behind HX-SIGNIN's `reason`. Texts: `sign-in.reason.<reason>`. */
export const SIGN_IN_REASONS = [
  'needed', // nobody is signed in
  'cancelled', // the person stopped it here
  'timeout', // the browser did not come back in time
  'browser', // no browser could be opened
  'consent', // the application has no consent for these permissions
  'admin-consent', // only an administrator can give the consent
  'more-rights', // the sign-in does not carry the permission that a change needs
  'declined', // the person declined at the sign-in page
  'conditional-access', // a policy of the organisation blocks the sign-in
  'device', // a policy wants a managed, compliant or joined device
  'mfa', // multi-factor authentication is needed, so a person is
  'step-up', // the service wants a stronger sign-in for what was asked of it
  'device-code-blocked', // a policy blocks the device code flow
  'wrong-cloud', // the tenant lives in another Microsoft cloud
  'unknown-tenant', // the authority does not know the tenant
  'unknown-application', // the application id is not usable in this tenant
  'resource', // the application may not ask for a token of this service
  'redirect', // the application does not allow the redirect address
  'wrong-account', // the account does not belong to the tenant
  'not-assigned', // the application is for assigned people only
  'account', // the account is locked, disabled, or its password must be changed
  'lapsed', // the earlier sign-in no longer counts
  'revoked', // the session was revoked, or the password changed
  'expired', // the device code was not entered in time
  'clock', // this computer's clock is too far from the service's
  'certificate', // the certificate is not the application's, or has expired
  'certificate-file', // certificate or key file cannot be used
  'other', // see the detail
] as const;
/** One of the reasons. */
export type SignInReason = (typeof SIGN_IN_REASONS)[number];
