/** An exported customer: what window, main and command line say of it. */

/** Shortest passphrase of an exported customer, in characters. */
const SHORTEST_PASSPHRASE = 12;
/** Longest one that is taken. */
export const LONGEST_PASSPHRASE = 1_024;

/** Kinds of files that an exported customer holds, in the order in which they are shown. */
export const BUNDLE_PARTS = [
  'profile',
  'topology',
  'runs',
  'verification',
  'checks',
  'certificates',
  'backups',
  'carried',
  'reports',
] as const;
/** One of them. */
export type BundlePart = (typeof BUNDLE_PARTS)[number];

/** What an export would hold. */
export interface BundleContents {
  readonly parts: readonly {
    readonly part: BundlePart;
    readonly files: number;
    readonly bytes: number;
  }[];
  /** Files left out because something in them looks like a secret. */
  readonly leftOut: readonly string[];
}

/** True for a passphrase that may seal an export: long enough, and not one character again and again. */
export function isPassphrase(text: string): boolean {
  const characters = Array.from(text.normalize('NFKC'));
  return (
    characters.length >= SHORTEST_PASSPHRASE &&
    text.length <= LONGEST_PASSPHRASE &&
    new Set(characters).size > 3
  );
}
