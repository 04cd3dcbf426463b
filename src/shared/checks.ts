/** What a person says of a feature: the checks that no program can make (article 001, after step 6). */
import * as v from 'valibot';

/** The checks, in the order of the article; the last one is of its 2025 successor. */
export const FEATURE_CHECKS = [
  'voicemail-greeting',
  'mobile-history',
  'purges',
  'delegate-calendar',
] as const;
/** One of the checks. */
export type FeatureCheck = (typeof FEATURE_CHECKS)[number];

/** What a person may say of one. */
export const CHECK_RESULTS = ['passed', 'failed', 'not-checked'] as const;
/** One of the results. */
export type CheckResult = (typeof CHECK_RESULTS)[number];

/** Longest note and longest name, in UTF-16 units. */
export const LONGEST_NOTE = 500;
export const LONGEST_SIGNER = 100;

/** Control characters, broken characters, and marks that turn the direction of what stands beside a name. */
const REFUSED = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** One line of plain text: what is signed must look the same wherever it is shown. */
export const plain = v.pipe(
  v.string(),
  v.trim(),
  v.check((text) => !REFUSED.test(text)),
);

/** What is taken down, as window and command line give it. */
export const checkInputSchema = v.strictObject({
  check: v.picklist(FEATURE_CHECKS),
  result: v.picklist(CHECK_RESULTS),
  by: v.pipe(plain, v.minLength(1), v.maxLength(LONGEST_SIGNER)),
  note: v.pipe(plain, v.maxLength(LONGEST_NOTE)),
});
/** A check as a person gives it. */
export type CheckInput = v.InferOutput<typeof checkInputSchema>;
