import { HandRight16Regular } from '@fluentui/react-icons';

/** Kinds of rows in a plan. */
export type SignKind = 'add' | 'change' | 'keep' | 'remove' | 'by-hand' | 'cannot-preview';

const SIGNS = {
  add: '+',
  change: '~',
  keep: '=',
  remove: '−',
  'by-hand': <HandRight16Regular />,
  'cannot-preview': '?',
} as const;

/** The sign before a row; its word is always there too. */
export function Sign({ kind }: { kind: SignKind }) {
  return (
    <span className="sign" aria-hidden="true">
      {SIGNS[kind]}
    </span>
  );
}
