/** What the wizard asks beside its fields. */
import * as v from 'valibot';
import { oauthInputSchema } from '../oauth-way';
import { plainLine } from '../plain-text';

/** Spread into the contract. */
export const STEP_CHANNELS = {
  /** How step 1 of the open customer comes about. Main adds the time of a statement. The plan is dropped. */
  'step.oauth': oauthInputSchema,
  /** → MailboxesFound: mailboxes whose names begin like this. Ended by `read.cancel`. */
  'step.mailboxes': v.strictObject({
    text: v.pipe(v.string(), v.maxLength(100), v.transform(plainLine), v.trim(), v.minLength(1)),
  }),
} as const;
