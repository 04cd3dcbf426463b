/** Channels about what was known before. */
import * as v from 'valibot';

/** Channel → schema of its single argument. */
export const KNOWN_CHANNELS = {
  /**
   * Looks what an interrupted run left open; reads only. `asked`: by the person, so that a sign-in or a credential may be
   * asked for, and also where it was looked before.
   */
  'run.look': v.strictObject({ asked: v.boolean() }),
  /** → HistoryReadView: which reads there were, with time, duration and error. */
  'history.read': v.strictObject({
    snapshot: v.pipe(v.string(), v.regex(/^\d{8}t\d{9}z$/)),
  }),
};
