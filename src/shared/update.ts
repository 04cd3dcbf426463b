/** What a look for updates found, and what became of fetching it. */
import type { AppError } from './errors';

/** A file of a new version. */
export interface UpdateFile {
  readonly name: string;
  readonly size: number;
  /** In small letters. */
  readonly sha256: string;
}

/** The answer to a look. */
export type UpdateAnswer =
  | { readonly kind: 'current'; readonly version: string }
  | {
      readonly kind: 'newer';
      readonly version: string;
      /** For this system; null where the feed has none. */
      readonly file: UpdateFile | null;
    };

/** A package that is fetched into a folder that a person chose. */
export type DownloadView =
  | {
      readonly kind: 'running';
      readonly name: string;
      readonly got: number;
      readonly size: number;
    }
  /** All of it is there, and its hash is the signed one. */
  | { readonly kind: 'done'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly error: AppError };

/** Numbers and pre-release words of `1.2.3-beta.4`; undefined for anything else. */
function partsOf(version: string) {
  const found = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/.exec(
    version,
  );
  if (found === null) return undefined;
  const [, major, minor, patch, words] = found;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    words: words === undefined ? [] : words.split('.'),
  };
}

/** True for a version that can be compared. */
export function isVersion(text: string): boolean {
  return text.length <= 64 && partsOf(text) !== undefined;
}

/** True for a version that is not a finished one. */
export function isPreRelease(version: string): boolean {
  return (partsOf(version)?.words.length ?? 0) > 0;
}

function compareWords(left: string | undefined, right: string | undefined): number {
  if (left === right) return 0;
  // Fewer words come first where the rest is alike.
  if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
  const [leftNumber, rightNumber] = [left, right].map((word) => /^\d+$/.test(word));
  if (leftNumber === true && rightNumber === true) return Number(left) - Number(right);
  if (leftNumber !== rightNumber) return leftNumber === true ? -1 : 1;
  return left < right ? -1 : 1;
}

/** Negative where `left` comes before `right`, by the rules of semantic versions. What is no version comes first. */
export function compareVersions(left: string, right: string): number {
  const [one, other] = [partsOf(left), partsOf(right)];
  if (one === undefined || other === undefined)
    return Number(one !== undefined) - Number(other !== undefined);
  for (const [index, number] of one.numbers.entries()) {
    const difference = number - (other.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  // A finished version comes after all of its own pre-releases.
  if (one.words.length === 0 || other.words.length === 0)
    return other.words.length - one.words.length;
  for (let index = 0; index < Math.max(one.words.length, other.words.length); index += 1) {
    const difference = compareWords(one.words[index], other.words[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}
