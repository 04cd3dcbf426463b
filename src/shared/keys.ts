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
export const KEY_OWNERS = [
  'current',
  'next',
  'previous',
  'exchange',
  'token-issuer',
  'unknown',
] as const;
export type KeyOwner = (typeof KEY_OWNERS)[number];

/** What the guess at the owner rests on. */
export const OWNER_REASONS = [
  'auth-config',
  'on-server',
  'subject',
  'not-exchange',
  'no-match',
  'no-bytes',
  'not-read',
] as const;
export type OwnerReason = (typeof OWNER_REASONS)[number];

/** Why a principal is in the inventory: the recipe, Exchange Online's shared one, the dedicated application, a person's wish. */
export const PRINCIPAL_ROLES = ['wanted', 'shared', 'dedicated', 'added'] as const;
export type PrincipalRole = (typeof PRINCIPAL_ROLES)[number];

/** Whether its keys are known. */
export const PRINCIPAL_STATES = ['present', 'absent', 'not-read'] as const;
export type PrincipalState = (typeof PRINCIPAL_STATES)[number];

/** Application ids that a person may add for one customer, at most. */
export const MOST_ADDED_PRINCIPALS = 50;
