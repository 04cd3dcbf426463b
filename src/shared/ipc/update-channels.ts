/** Channels about updates. Nothing is looked for before a person asks. */
import * as v from 'valibot';

const nothing = v.strictObject({});

/** Channels about updates. */
export const UPDATE_CHANNELS = {
  /** → UpdateAnswer */
  'update.check': nothing,
  /** Opens the file that the last look found with the system's browser. */
  'update.open': nothing,
} as const;
