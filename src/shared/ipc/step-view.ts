/** How step 1 comes about, as the wizard shows it. */
import type { OAuthChoice } from '../oauth-way';

export interface OAuthView {
  /** null: it is set up from here. */
  readonly choice: OAuthChoice | null;
  /** Names of what the last read shows of it; null: nothing was read. */
  readonly found: readonly string[] | null;
}
