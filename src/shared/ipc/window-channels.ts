/** Channels about windows, the lock, and files that are dropped on a window. */
import * as v from 'valibot';
import { LONGEST_ADDRESS } from '../address';
import { DROPPED_PIECE } from '../inspection';
import { DRILL_IDS } from '../practice/drill-ids';
import { LARGEST_IMPORT } from './window-limits';

const nothing = v.strictObject({});
const customer = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
});

/** Channel → schema of its single argument. */
export const WINDOW_CHANNELS = {
  /** Locks all windows: sign-ins are dropped, and nothing of a customer is shown. */
  'app.lock': nothing,
  'app.unlock': nothing,
  /** Opens a second window; with a customer where one is named. Main makes it. */
  'window.open': v.strictObject({ customer: v.nullable(customer.entries.id) }),
  /** Brings the window in front that has this customer open; with an address, it goes there. */
  'window.show': v.strictObject({
    ...customer.entries,
    address: v.exactOptional(v.pipe(v.string(), v.maxLength(LONGEST_ADDRESS))),
  }),
  /** Starts a drill where the practice lab is open, or in another window; this window stays as it is. */
  'window.drill': v.strictObject({ id: v.picklist(DRILL_IDS) }),
  /** A file was dropped; its name is for people only. → FileStep */
  'drop.file': v.strictObject({
    name: v.pipe(v.string(), v.maxLength(256)),
    size: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LARGEST_IMPORT)),
  }),
  /** The bytes that the last step asked for, as base64. → FileStep */
  'drop.piece': v.strictObject({
    bytes: v.pipe(v.string(), v.maxLength((DROPPED_PIECE / 3) * 4), v.base64()),
  }),
} as const;

/** What may be asked of main while it is locked; everything else is HX-IDLE. */
export const CHANNELS_WHILE_LOCKED: readonly string[] = [
  'app.snapshot',
  'app.preferences',
  'app.lock',
  'app.unlock',
  'fault.report',
];
