import type { AppError } from '../../shared/errors';
import type { GraphPermission } from '../../core/commands/graph-table';
import type { Result } from '../../shared/result';

/** Where the sign-in stands. */
export type SignInState =
  | { readonly state: 'signed-out' }
  | { readonly state: 'opening-browser' }
  | {
      readonly state: 'waiting';
      /** To open by hand where the browser did not appear; never logged. */
      readonly authorizeUrl: string;
      /** ISO 8601 UTC, by the Clock. */
      readonly deadline: string;
    }
  | {
      readonly state: 'device-code';
      readonly userCode: string;
      readonly verificationUri: string;
      readonly message: string;
      readonly deadline: string;
    }
  | {
      readonly state: 'signed-in';
      readonly account: string;
      readonly tenantId: string;
      readonly expiresAt: string;
    }
  | { readonly state: 'failed'; readonly error: AppError };

/** Ways to sign in. */
export type SignInWay = 'browser' | 'device-code';

/** Signing in by itself when a token is needed. `one` attempt: a person who let it fail is not asked again. */
export interface AutoSignIn {
  readonly way: SignInWay;
  readonly attempts: 'one' | 'any';
}

/** An account that signed in. */
export interface SignedInAccount {
  /** User principal name. */
  readonly name: string;
  /** MSAL's key, `<object id>.<home tenant>`. */
  readonly key: string;
}

/** Signing in to one customer's tenant. */
export interface SignIn {
  readonly state: SignInState;
  /** Told after every change, until the returned function is called. */
  subscribe(listener: (state: SignInState) => void): () => void;
  /** Opens the system browser. Resolves at the end, with `signed-in` or `failed`. */
  withBrowser(): Promise<SignInState>;
  /** The second way, for browsers that cannot come back. Resolves at the end as well. */
  withDeviceCode(): Promise<SignInState>;
  /** Takes up a sign-in that a persistent cache kept; stays signed out where there is none. */
  restore(): Promise<SignInState>;
  /** Ends a sign-in that waits; without effect otherwise. */
  cancel(): void;
  /**
   * Asks for permissions beyond reading, for the account that is signed in: silently where they were consented to
   * before, else at the sign-in page. Where they are not given, the sign-in stays as it was.
   */
  extend(permissions: readonly GraphPermission[]): Promise<Result<null>>;
  /** Forgets tokens and account, also those that were kept on disk. */
  signOut(): Promise<void>;
  /** Ends what is under way and drops tokens from memory; what was kept on disk stays for the next time. */
  close(): Promise<void>;
}

/** Access tokens for whoever calls the tenant. */
export interface TokenSource {
  /** A valid token with this permission; renewed silently, or signed in for where that is allowed. */
  token(permission?: GraphPermission): Promise<Result<string>>;
  /** A new token after the service refused `rejected`; `claims` is what the service asked for, as JSON. */
  renew(rejected: string, claims?: string): Promise<Result<string>>;
}
