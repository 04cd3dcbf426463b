/** What the window asks of the list of customers and of the open one's profile. */
import * as v from 'valibot';
import { LONGEST_ADDRESS } from '../address';
import { badgeSchema } from '../badge-schema';
import { isPassphrase, LONGEST_PASSPHRASE } from '../bundle';

const nothing = v.strictObject({});
const customer = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
});

/** Spread into the contract. */
export const CUSTOMERS_CHANNELS = {
  /** → BundleContents: what an export of the open customer would hold. */
  'customer.contents': nothing,
  /** Seals the open customer with this passphrase; main asks where. Never logged, never part of a view. → SavedView | null */
  'customer.export': v.strictObject({ passphrase: v.pipe(v.string(), v.check(isPassphrase)) }),
  /** Main asks for the file. A sealed one waits in the view for its passphrase. */
  'customer.import': nothing,
  /** The passphrase of the file with this id. Never logged, never part of a view. */
  'customer.import-open': v.strictObject({
    id: v.pipe(v.string(), v.uuid()),
    passphrase: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_PASSPHRASE)),
  }),
  'customer.import-cancel': nothing,
  /** Puts back the copy of a damaged customer's file. */
  'customer.restore': customer,
  /** Shows a customer's file with the system's file manager. */
  'customer.show-file': customer,
  /** Letters and colour of the open customer. */
  'customer.badge': badgeSchema,
  /** The open customer was imported, its checks passed, and it may be changed from now on. */
  'customer.take-over': nothing,
  /** → Address: where this text leads. HX-ADDRESS where that is nowhere; nothing is opened. */
  'customer.address': v.strictObject({ text: v.pipe(v.string(), v.maxLength(LONGEST_ADDRESS)) }),
} as const;
