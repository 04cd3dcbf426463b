/** Channels of About: what is known of this build, and the licences of its parts. */
import * as v from 'valibot';

const nothing = v.strictObject({});

/** Channel → schema of its single argument. */
export const ABOUT_CHANNELS = {
  /** → AboutView */
  'about.facts': nothing,
  /** Opens the text of the licences; main knows where it lies. */
  'about.licences': nothing,
} as const;
