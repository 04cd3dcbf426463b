import type { Clock } from '../../core/ports';
import type { Attempt } from './attempt';
import { endWaitingSignIn } from './loopback';
import type { DeviceCode, IssuedToken, MsalClient, TokenRequest } from './msal-client';
import { signInFailure } from './sign-in-errors';
import type { SignInState } from './sign-in-state';

/** What asking a person needs. */
export interface Asking {
  readonly client: MsalClient;
  readonly clock: Clock;
  readonly openBrowser: (url: string) => Promise<void>;
  /** How long the browser may take, in milliseconds. */
  readonly browserTimeoutMs: number;
  /** The text without secrets. */
  readonly redact: (text: string) => string;
  readonly show: (state: SignInState) => void;
}

/** What is asked for; a hint names the account whose permissions are extended. */
export type Asked = TokenRequest & { readonly loginHint?: string };

/** Asks through the system browser. The attempt ends the waiting listener and the time. */
export function askBrowser(asking: Asking, attempt: Attempt, asked: Asked): Promise<IssuedToken> {
  const { browserTimeoutMs: limit, client, clock, openBrowser } = asking;
  attempt.endAfter(clock, limit, signInFailure('timeout'));
  return client.withBrowser((authorizeUrl) => {
    attempt.onEnd(() => endWaitingSignIn(authorizeUrl));
    if (attempt.isEnded) return Promise.resolve();
    const deadline = new Date(clock.now().getTime() + limit).toISOString();
    asking.show({ state: 'waiting', authorizeUrl, deadline });
    // Not awaited: MSAL would wait for the opener before it listens to a cancel.
    openBrowser(authorizeUrl).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      attempt.end(signInFailure('browser', asking.redact(text)));
    });
    return Promise.resolve();
  }, asked);
}

/** Asks with a code that the person enters in any browser. */
export function askDevice(asking: Asking, attempt: Attempt, asked: Asked): Promise<IssuedToken> {
  const { client, clock } = asking;
  const show = (code: DeviceCode): void => {
    if (attempt.isEnded) return;
    const limit = code.expiresInSeconds * 1000;
    attempt.endAfter(clock, limit, signInFailure('expired'));
    const { userCode, verificationUri, message } = code;
    const deadline = new Date(clock.now().getTime() + limit).toISOString();
    asking.show({ state: 'device-code', userCode, verificationUri, message, deadline });
  };
  const onControl = (control: { stop(): void }): void => attempt.onEnd(() => control.stop());
  return client.withDeviceCode(show, onControl, asked);
}
