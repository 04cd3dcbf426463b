/** Stable ids of what forms and steps have beside their fields. */
export const FORMS_TEST_IDS = {
  atOnce: 'rollover-at-once',
  logTime: 'log-time',
  gather: 'error-gather',
  openStep: 'inspect-open-step',
} as const;
