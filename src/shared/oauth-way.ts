/** How step 1, OAuth between Exchange and the tenant, comes about. */
import * as v from 'valibot';
import { LONGEST_SIGNER, plain } from './checks';

/** Set up from here, taken over as it is, or set up by somebody else. */
export const OAUTH_WAYS = ['guided', 'adopt', 'elsewhere'] as const;
/** One of them. */
export type OAuthWay = (typeof OAUTH_WAYS)[number];

/** Longest answer to who or what sets it up, in UTF-16 units. */
export const LONGEST_DOER = 200;

const statement = {
  way: v.literal('elsewhere'),
  /** Who says so. */
  statedBy: v.pipe(plain, v.minLength(1), v.maxLength(LONGEST_SIGNER)),
  /** Who or what sets it up, such as the Hybrid Configuration Wizard. */
  doneBy: v.pipe(plain, v.minLength(1), v.maxLength(LONGEST_DOER)),
};
const adopt = v.strictObject({ way: v.literal('adopt') });

/** The choice as window and command line give it. */
export const oauthInputSchema = v.variant('way', [
  v.strictObject({ way: v.literal('guided') }),
  adopt,
  v.strictObject(statement),
]);
/** The same as a type. */
export type OAuthInput = v.InferOutput<typeof oauthInputSchema>;

/** The choice as it is stored. Absent: it is set up from here. */
export const oauthChoiceSchema = v.variant('way', [
  adopt,
  /** `statedAt`: ISO 8601. */
  v.strictObject({ ...statement, statedAt: v.string() }),
]);
/** The same as a type. */
export type OAuthChoice = v.InferOutput<typeof oauthChoiceSchema>;

/** What is stored of a choice that is made at this moment. */
export function oauthChoice(input: OAuthInput, at: Date): OAuthChoice | undefined {
  switch (input.way) {
    case 'guided':
      return undefined;
    case 'adopt':
      return input;
    case 'elsewhere':
      return { ...input, statedAt: at.toISOString() };
  }
}
