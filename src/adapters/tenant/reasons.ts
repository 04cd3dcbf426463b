/** Why a sign-in failed: the closed list behind HX-SIGNIN's `reason`. Texts: `sign-in.reason.<reason>`. */
export const SIGN_IN_REASONS = [
  'needed', // nobody is signed in
  'cancelled', // the person stopped it here
  'timeout', // the browser did not come back in time
  'browser', // no browser could be opened
  'consent', // the application has no consent for these permissions
  'admin-consent', // only an administrator can give the consent
  'declined', // the person declined at the sign-in page
  'conditional-access', // a policy of the organisation blocks the sign-in or wants more
  'wrong-cloud', // the tenant lives in another Microsoft cloud
  'unknown-tenant', // the authority does not know the tenant
  'unknown-application', // the application id is not usable in this tenant
  'wrong-account', // the account does not belong to the tenant
  'lapsed', // the earlier sign-in no longer counts
  'expired', // the device code was not entered in time
  'other', // see the detail
] as const;
/** One of the reasons. */
export type SignInReason = (typeof SIGN_IN_REASONS)[number];
