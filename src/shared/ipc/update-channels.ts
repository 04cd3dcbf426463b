/** Channels about updates. Nothing is looked for before a person asks. */
import * as v from 'valibot';

const nothing = v.strictObject({});

/** Channels about updates. */
export const UPDATE_CHANNELS = {
  /** → UpdateAnswer */
  'update.check': nothing,
  /** Opens the file that the last look found with the system's browser. */
  'update.open': nothing,
  /** Main asks for a folder and fetches that file into it; how far it is is in the view. */
  'update.download': nothing,
  /** Stops fetching; what is there stays, and the next download goes on with it. */
  'update.cancel': nothing,
  /** Shows the fetched file with the system's file manager. */
  'update.show': nothing,
} as const;
