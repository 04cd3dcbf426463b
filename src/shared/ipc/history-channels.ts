/** Channels of a customer's history. */
import * as v from 'valibot';

const run = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const snapshot = v.pipe(v.string(), v.regex(/^\d{8}t\d{9}z$/));
const pair = v.strictObject({ before: snapshot, after: snapshot });

/** Channel → schema of its single argument. */
export const HISTORY_CHANNELS = {
  /** → HistoryView */
  'history.list': v.strictObject({}),
  /** → HistoryRunView: a run, with journal lines from `from` on. */
  'history.run': v.strictObject({ run, from: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** → RunIntegrityView: reads the whole journal. */
  'history.check': v.strictObject({ run }),
  /** → ComparedReadsView */
  'history.compare': pair,
  /** Saves a comparison as JSON; main asks where. → whether it was written */
  'history.export': pair,
};
