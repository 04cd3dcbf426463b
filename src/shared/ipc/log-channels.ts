/** Channels of the log: faults of the page, and looking at what was logged. */
import * as v from 'valibot';

/** Longest search or expression. */
export const LONGEST_SEARCH = 200;

/** Channel → schema of its single argument. */
export const LOG_CHANNELS = {
  /** Something in the page failed. `render`: nothing is shown any more. */
  'fault.report': v.strictObject({
    kind: v.picklist(['error', 'rejection', 'render']),
    detail: v.pipe(v.string(), v.maxLength(1_000)),
    stack: v.pipe(v.string(), v.maxLength(8_000)),
  }),
  /** → LogPageView: the newest lines that fit. */
  'logs.read': v.strictObject({
    search: v.pipe(v.string(), v.maxLength(LONGEST_SEARCH)),
    isExpression: v.boolean(),
    /** The lowest that is shown. */
    level: v.picklist(['info', 'warn', 'error']),
    /** Empty: every target. */
    target: v.pipe(v.string(), v.maxLength(300)),
    /** Lines with this id of a call, run or request; empty: all. */
    id: v.pipe(v.string(), v.maxLength(64)),
  }),
  /** Shows the folder of the log. */
  'logs.open-folder': v.strictObject({}),
} as const;
