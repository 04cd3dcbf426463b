/** Words of the key inventory that core, command line and window share. */

/** State of a key. `no-bytes`: the directory did not return its content, so the list cannot be written. */
export const KEY_STATES = [
  'valid',
  'expires-soon',
  'expired',
  'not-yet-valid',
  'no-bytes',
] as const;
export type KeyState = (typeof KEY_STATES)[number];

/** Whose key it is likely to be. */
export type KeyOwner = 'current' | 'next' | 'previous' | 'exchange' | 'token-issuer' | 'unknown';

/** What the guess at the owner rests on. */
export type OwnerReason =
  'auth-config' | 'on-server' | 'subject' | 'not-exchange' | 'no-match' | 'no-bytes' | 'not-read';

/** Why a principal is in the inventory: the recipe, Exchange Online's shared one, the dedicated application, a person's wish. */
export type PrincipalRole = 'wanted' | 'shared' | 'dedicated' | 'added';

/** Whether its keys are known. */
export type PrincipalState = 'present' | 'absent' | 'not-read';

/** Application ids that a person may add for one customer, at most. */
export const MOST_ADDED_PRINCIPALS = 50;
