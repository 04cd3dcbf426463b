/** Stable ids of what forms and steps have beside their fields. */
export const FORMS_TEST_IDS = {
  atOnce: 'rollover-at-once',
  oauth: 'oauth-way',
  oauthDoer: 'oauth-way-doer',
  oauthBy: 'oauth-way-by',
  oauthSave: 'oauth-way-save',
  oauthStated: 'oauth-way-stated',
  mailboxOpen: 'mailbox-open',
  mailboxDialog: 'mailbox-dialog',
  mailboxText: 'mailbox-text',
  mailboxSearch: 'mailbox-search',
  mailboxStop: 'mailbox-stop',
  mailboxResult: 'mailbox-result',
  logTime: 'log-time',
  gather: 'error-gather',
  openStep: 'inspect-open-step',
} as const;

/** A way of step 1. */
export const oauthTestId = (way: string): string => `oauth-way-${way}`;

/** A mailbox that was found. */
export const mailboxTestId = (address: string): string => `mailbox-found-${address}`;
