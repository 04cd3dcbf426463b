/** Stable ids of what forms and steps have beside their fields. */
export const FORMS_TEST_IDS = {
  atOnce: 'rollover-at-once',
  oauth: 'step-oauth',
  oauthDoer: 'step-oauth-doer',
  oauthBy: 'step-oauth-by',
  oauthSave: 'step-oauth-save',
  oauthStated: 'step-oauth-stated',
  logTime: 'log-time',
  gather: 'error-gather',
  openStep: 'inspect-open-step',
} as const;

/** A way of step 1. */
export const oauthTestId = (way: string): string => `step-oauth-${way}`;
