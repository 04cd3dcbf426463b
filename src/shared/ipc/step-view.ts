/** What the wizard shows beside its fields. */
import type { OAuthChoice } from '../oauth-way';

/** How step 1 comes about. */
export interface OAuthView {
  /** null: it is set up from here. */
  readonly choice: OAuthChoice | null;
  /** Names of what the last read shows of it; null: nothing was read. */
  readonly found: readonly string[] | null;
}

/** Mailboxes that a person may choose from. */
export interface MailboxesFound {
  readonly addresses: readonly string[];
  /** True where the servers were asked for no more, so that there may be others. */
  readonly isCut: boolean;
}
