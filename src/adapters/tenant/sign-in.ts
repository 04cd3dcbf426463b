import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { fail, ok } from '../../shared/result';
import type { Clock, Log } from '../../core/ports';
import { Attempt } from './attempt';
import { endWaitingSignIn } from './loopback';
import type { DeviceCode, IssuedToken, MsalClient } from './msal-client';
import type { Secrets } from './secrets';
import { mapSignInError, signInFailure } from './sign-in-errors';
import type { AutoSignIn, SignIn, SignInState, SignInWay, TokenSource } from './sign-in-state';
import { tenantClaim } from './token-claims';

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
}

const BROWSER_TIMEOUT_MS = 90_000;
/** A token is renewed this long before its end. MSAL renews at five minutes, so asking later always brings a new one. */
const RENEW_BEFORE_MS = 4 * 60_000;

/** The sign-in of one customer: a state, at most one attempt at a time, and the token it led to. */
export class TenantSignIn implements SignIn, TokenSource {
  readonly #options: SignInOptions;
  readonly #listeners = new Set<(state: SignInState) => void>();
  #state: SignInState = { state: 'signed-out' };
  #token: IssuedToken | undefined;
  #running:
    | { readonly way: SignInWay; readonly attempt: Attempt; readonly end: Promise<SignInState> }
    | undefined;
  #renewal: Promise<Result<string>> | undefined;
  #autoFailure: AppError | undefined;
  /** Counts sign-ins and sign-outs, so that a renewal that one of them overtakes is not wanted any more. */
  #epoch = 0;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  get state(): SignInState {
    return this.#state;
  }

  subscribe(listener: (state: SignInState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  withBrowser(): Promise<SignInState> {
    return this.#start('browser');
  }

  withDeviceCode(): Promise<SignInState> {
    return this.#start('device-code');
  }

  async restore(): Promise<SignInState> {
    if (this.#running !== undefined) return await this.#running.end;
    if (this.#token === undefined) await this.#renewOnce(false);
    return this.#state;
  }

  cancel(): void {
    this.#running?.attempt.end(signInFailure('cancelled'));
  }

  async signOut(): Promise<void> {
    this.cancel();
    await this.#running?.end;
    this.#epoch += 1;
    await this.#renewal;
    this.#token = undefined;
    await this.#options.client.forget();
    this.#set({ state: 'signed-out' });
  }

  async token(): Promise<Result<string>> {
    // Token times are real time, whatever the Clock of a practice run says.
    const current = this.#token;
    if (current !== undefined && current.expiresAt.getTime() - Date.now() > RENEW_BEFORE_MS) {
      return ok(current.accessToken);
    }
    return await this.#renewOrSignIn(false);
  }

  async renew(rejected: string): Promise<Result<string>> {
    const current = this.#token;
    // Another request has renewed meanwhile.
    if (current !== undefined && current.accessToken !== rejected) return ok(current.accessToken);
    return await this.#renewOrSignIn(true);
  }

  async #renewOrSignIn(force: boolean): Promise<Result<string>> {
    const { autoSignIn: auto } = this.#options;
    if (this.#running === undefined) {
      const renewed = await this.#renewOnce(force);
      if (renewed.ok || auto === undefined || renewed.error.code !== 'HX-SIGNIN') return renewed;
      if (auto.attempts === 'one' && this.#autoFailure !== undefined)
        return fail(this.#autoFailure);
    }
    const state = await (this.#running?.end ?? this.#start(auto?.way ?? 'browser'));
    if (auto !== undefined && state.state === 'failed') this.#autoFailure = state.error;
    const token = this.#token;
    if (state.state === 'signed-in' && token !== undefined) return ok(token.accessToken);
    return fail(state.state === 'failed' ? state.error : signInFailure('needed'));
  }

  /** Parallel requests share one renewal. */
  #renewOnce(force: boolean): Promise<Result<string>> {
    this.#renewal ??= this.#renewNow(force).finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renewNow(force: boolean): Promise<Result<string>> {
    const { client, secrets } = this.#options;
    const epoch = this.#epoch;
    try {
      const issued = await client.silently(force, this.#token?.accountKey);
      if (issued === undefined || epoch !== this.#epoch) return fail(signInFailure('needed'));
      const state = await this.#accept(issued);
      this.#set(state);
      return state.state === 'failed' ? fail(state.error) : ok(issued.accessToken);
    } catch (error) {
      const mapped = mapSignInError(error, client.trace, secrets);
      // A network that is down says nothing about the sign-in; a refusal ends it.
      if (mapped.code === 'HX-SIGNIN' && epoch === this.#epoch) {
        this.#token = undefined;
        this.#set({ state: 'failed', error: mapped });
      }
      return fail(mapped);
    }
  }

  async #start(way: SignInWay): Promise<SignInState> {
    const running = this.#running;
    if (running !== undefined) {
      if (running.way === way) return await running.end;
      running.attempt.end(signInFailure('cancelled'));
      await running.end;
    }
    const attempt = new Attempt();
    // Begins after it is known as the running one, so that a listener cannot start a second.
    const end = Promise.resolve().then(() => this.#run(way, attempt));
    this.#running = { way, attempt, end };
    return await end;
  }

  /** One attempt: whichever comes first, the token, an error, the deadline or a cancel, decides. */
  async #run(way: SignInWay, attempt: Attempt): Promise<SignInState> {
    const { client, log, secrets } = this.#options;
    log.info('sign-in.start', { way });
    this.#epoch += 1;
    this.#token = undefined;
    if (way === 'browser') this.#set({ state: 'opening-browser' });
    const issued = way === 'browser' ? this.#askBrowser(attempt) : this.#askDevice(attempt);
    const settled = issued
      .then((token) => this.#accept(token, attempt))
      .catch((error: unknown): SignInState => {
        const mapped = mapSignInError(error, client.trace, secrets);
        return { state: 'failed', error: mapped };
      });
    const ended = attempt.ended.then((error): SignInState => ({ state: 'failed', error }));
    const state = await Promise.race([ended, settled]);
    attempt.close();
    this.#running = undefined;
    if (state.state === 'failed') {
      const { code, args } = state.error;
      log.warn('sign-in.failed', { way, code, reason: args['reason'] ?? '' });
    } else {
      log.info('sign-in.end', { way, state: state.state });
    }
    this.#set(state);
    return state;
  }

  #askBrowser(attempt: Attempt): Promise<IssuedToken> {
    const { client, clock, openBrowser } = this.#options;
    const limit = this.#options.browserTimeoutMs ?? BROWSER_TIMEOUT_MS;
    attempt.endAfter(clock, limit, signInFailure('timeout'));
    return client.withBrowser((authorizeUrl) => {
      attempt.onEnd(() => endWaitingSignIn(authorizeUrl));
      if (attempt.isEnded) return Promise.resolve();
      const deadline = new Date(clock.now().getTime() + limit).toISOString();
      this.#set({ state: 'waiting', authorizeUrl, deadline });
      // Not awaited: MSAL would wait for the opener before it listens to a cancel.
      openBrowser(authorizeUrl).catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        attempt.end(signInFailure('browser', this.#options.secrets.redact(text)));
      });
      return Promise.resolve();
    });
  }

  #askDevice(attempt: Attempt): Promise<IssuedToken> {
    const { client, clock } = this.#options;
    const show = (code: DeviceCode): void => {
      if (attempt.isEnded) return;
      const limit = code.expiresInSeconds * 1000;
      attempt.endAfter(clock, limit, signInFailure('expired'));
      const { userCode, verificationUri, message } = code;
      const deadline = new Date(clock.now().getTime() + limit).toISOString();
      this.#set({ state: 'device-code', userCode, verificationUri, message, deadline });
    };
    return client.withDeviceCode(show, (control) => attempt.onEnd(() => control.stop()));
  }

  /** Takes a token only when it is the customer's tenant's; any other is dropped before it is used. */
  async #accept(issued: IssuedToken, attempt?: Attempt): Promise<SignInState> {
    const { client, tenantId } = this.#options;
    if (attempt?.isEnded === true) {
      if (this.#token?.accountKey !== issued.accountKey) await client.drop(issued.accountKey);
      return { state: 'signed-out' };
    }
    const claimed = tenantClaim(issued.accessToken) ?? issued.tenantId;
    if (!sameId(issued.tenantId, tenantId) || !sameId(claimed, tenantId)) {
      this.#token = undefined;
      await client.drop(issued.accountKey);
      return { state: 'failed', error: this.#otherTenant(issued) };
    }
    this.#token = issued;
    const { account, expiresAt } = issued;
    return { state: 'signed-in', account, tenantId, expiresAt: expiresAt.toISOString() };
  }

  #otherTenant(issued: IssuedToken): AppError {
    const { tenantId, tenantDomain } = this.#options;
    const [, domain] = issued.account.split('@');
    const found = domain ?? issued.tenantId;
    return appError('HX-TEN', {
      found,
      expected: tenantDomain,
      foundId: issued.tenantId,
      expectedId: tenantId,
    });
  }

  #set(state: SignInState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

const sameId = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
