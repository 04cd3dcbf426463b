/** What the wizard asks beside its fields. */
import { oauthInputSchema } from '../oauth-way';

/** Spread into the contract. */
export const STEP_CHANNELS = {
  /** How step 1 of the open customer comes about. Main adds the time of a statement. The plan is dropped. */
  'step.oauth': oauthInputSchema,
} as const;
