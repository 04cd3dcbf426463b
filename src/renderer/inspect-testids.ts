/** Stable ids of whom tokens are compared with. */
export const INSPECT_IDS = {
  compare: 'inspect-compare',
  compared: 'inspect-compared',
  fit: 'inspect-fit',
} as const;
