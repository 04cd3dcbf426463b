/** Stable ids of what forms and steps have beside their fields. */
export const FORMS_TEST_IDS = {
  atOnce: 'rollover-at-once',
} as const;
