import type { Clock, Log } from '../../core/ports';
import type { MsalClient } from './msal-client';
import type { Secrets } from './secrets';
import type { AutoSignIn, SignedInAccount } from './sign-in-state';

/** Settings of a sign-in. */
export interface SignInOptions {
  readonly client: MsalClient;
  readonly secrets: Secrets;
  readonly tenantId: string;
  readonly tenantDomain: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly openBrowser: (url: string) => Promise<void>;
  /** Signs in by itself when a token is needed. */
  readonly autoSignIn?: AutoSignIn;
  /** How long the browser may take. */
  readonly browserTimeoutMs?: number;
  /** The sign-in that this one follows: its account is taken first, and hinted at where a person is asked. */
  readonly follows?: { readonly account: SignedInAccount | undefined };
}
