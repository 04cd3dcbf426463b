/** Kinds of rows in a plan. */
export type SignKind = 'add' | 'change' | 'keep' | 'remove' | 'by-hand' | 'cannot-preview';

/** The sign before each row; the word is always there too. */
export const SIGNS: Readonly<Record<SignKind, string>> = {
  add: '+',
  change: '~',
  keep: '=',
  remove: '−',
  'by-hand': '✋',
  'cannot-preview': '?',
};
