/** Stable ids of what was known before: the look back at an interrupted run, and a read in detail. */
export const KNOWN_IDS = {
  lookBack: 'look-back',
  look: 'look-back-start',
  lookStop: 'look-back-stop',
  lookSignIn: 'look-back-sign-in',
  interrupted: 'customers-interrupted',
  read: 'history-read',
} as const;

/** Id of an action that was in flight. */
export const lookBackId = (action: string): string => `look-back-${action}`;
/** Id of the way from the list's card to a customer whose run ended unexpectedly. */
export const interruptedId = (customer: string): string => `interrupted-${customer}`;
