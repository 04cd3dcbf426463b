import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { fail, ok } from '../../shared/result';
import type { GraphPermission } from '../../core/commands/graph-table';
import { READ_PERMISSIONS, covers } from '../../core/commands/graph-table';
import { askBrowser, askDevice } from './asking';
import { Attempt } from './attempt';
import type { IssuedToken } from './msal-client';
import { mapSignInError, signInFailure } from './sign-in-errors';
import type { SignInOptions } from './sign-in-options';
import type { SignIn, SignInState, SignInWay, SignedInAccount, TokenSource } from './sign-in-state';
import { tenantClaim } from './token-claims';

const BROWSER_TIMEOUT_MS = 90_000;
/** A token is renewed this long before its end. MSAL renews at five minutes, so asking later always brings a new one. */
const RENEW_BEFORE_MS = 4 * 60_000;

/** What a renewal asks for beyond the token as it was. */
interface Renewal {
  readonly force: boolean;
  readonly more: readonly GraphPermission[];
  readonly claims?: string;
}

/** An attempt under way; `extends` is the token that counts on where it fails. */
interface Running {
  readonly way: SignInWay;
  readonly attempt: Attempt;
  readonly more: readonly GraphPermission[];
  readonly extends: IssuedToken | undefined;
}

/** The sign-in of one customer: a state, at most one attempt at a time, and the token it led to. */
export class TenantSignIn implements SignIn, TokenSource {
  readonly #options: SignInOptions;
  readonly #listeners = new Set<(state: SignInState) => void>();
  #state: SignInState = { state: 'signed-out' };
  #token: IssuedToken | undefined;
  #running: (Running & { readonly end: Promise<SignInState> }) | undefined;
  #renewal: Promise<Result<string>> | undefined;
  /** Counts sign-ins and sign-outs, so that a renewal that one of them overtakes is not wanted any more. */
  #epoch = 0;
  /** The way that the person chose last; an extension goes the same way. */
  #way: SignInWay;
  /** How signing in by itself failed, where it may be tried once only. */
  #autoFailure: AppError | undefined;
  /** Permissions beyond reading that this sign-in was extended by. */
  #extended: readonly GraphPermission[] = [];
  /** Claims that a service asked for and that only a person can satisfy. */
  #claims: string | undefined;

  constructor(options: SignInOptions) {
    this.#options = options;
    this.#way = options.autoSignIn?.way ?? 'browser';
  }

  get state(): SignInState {
    return this.#state;
  }

  /** Who is signed in; nothing where nobody is. */
  get account(): SignedInAccount | undefined {
    const token = this.#token;
    return token === undefined ? undefined : { name: token.account, key: token.accountKey };
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
    if (this.#token === undefined) await this.#renewOnce({ force: false, more: [] });
    return this.#state;
  }

  async extend(permissions: readonly GraphPermission[]): Promise<Result<null>> {
    await this.#running?.end;
    const more = permissions.filter((permission) => !this.#holds(permission));
    if (more.length === 0) return ok(null);
    const asked = await this.#askFor(more);
    if (!asked.ok) return asked;
    const isHeld = more.every((permission) => this.#holds(permission));
    return isHeld ? ok(null) : fail(signInFailure('more-rights', more.join(', ')));
  }

  async #askFor(more: readonly GraphPermission[]): Promise<Result<unknown>> {
    // A run that goes on after a restart asks before anything was read: nobody is signed in yet.
    if (this.#token === undefined && this.#options.autoSignIn !== undefined)
      return await this.#renewOrSignIn({ force: false, more });
    const silent = await this.#renewOnce({ force: false, more });
    const current = this.#token;
    if (silent.ok || current === undefined || silent.error.code !== 'HX-SIGNIN') return silent;
    const end = await this.#start(this.#way, more, current);
    return end.state === 'failed' ? fail(end.error) : ok(null);
  }

  cancel(): void {
    this.#running?.attempt.end(signInFailure('cancelled'));
  }

  async signOut(): Promise<void> {
    await this.#end();
    await this.#options.client.forget();
    this.#set({ state: 'signed-out' });
  }

  async close(): Promise<void> {
    await this.#end();
    this.#options.client.release();
    this.#set({ state: 'signed-out' });
  }

  async token(permission?: GraphPermission): Promise<Result<string>> {
    // Token times are real time, whatever the Clock of a practice run says.
    const current = this.#token;
    const isFresh =
      current !== undefined && current.expiresAt.getTime() - Date.now() > RENEW_BEFORE_MS;
    const missing = permission !== undefined && !this.#holds(permission) ? [permission] : [];
    if (isFresh && missing.length === 0) return ok(current.accessToken);
    return await this.#renewOrSignIn({ force: false, more: missing });
  }

  async renew(rejected: string, claims?: string): Promise<Result<string>> {
    const current = this.#token;
    // Another request has renewed meanwhile.
    if (current !== undefined && current.accessToken !== rejected) return ok(current.accessToken);
    const asked = claims === undefined ? {} : { claims };
    return await this.#renewOrSignIn({ force: true, more: [], ...asked });
  }

  /** Nobody is signed in here any more; what a cache holds is another matter. */
  async #end(): Promise<void> {
    this.cancel();
    await this.#running?.end;
    this.#epoch += 1;
    await this.#renewal;
    this.#token = undefined;
    this.#extended = [];
    this.#claims = undefined;
  }

  #holds(permission: GraphPermission): boolean {
    return covers(this.#token?.permissions ?? READ_PERMISSIONS, permission);
  }

  async #renewOrSignIn(renewal: Renewal): Promise<Result<string>> {
    const { autoSignIn: auto } = this.#options;
    if (this.#running === undefined) {
      const renewed = await this.#renewOnce(renewal);
      if (renewed.ok || auto === undefined || renewed.error.code !== 'HX-SIGNIN') return renewed;
      if (auto.attempts === 'one' && this.#autoFailure !== undefined)
        return fail(this.#autoFailure);
    }
    const { more } = renewal;
    const state = await (this.#running?.end ??
      this.#start(this.#way, more, more.length === 0 ? undefined : this.#token));
    if (auto !== undefined && state.state === 'failed') this.#autoFailure = state.error;
    const token = this.#token;
    if (state.state === 'signed-in' && token !== undefined) return ok(token.accessToken);
    return fail(state.state === 'failed' ? state.error : signInFailure('needed'));
  }

  /** Parallel requests share one renewal; one that wants more waits for it and then asks for that. */
  async #renewOnce(renewal: Renewal): Promise<Result<string>> {
    while (this.#renewal !== undefined) {
      const shared = await this.#renewal;
      if (!shared.ok || renewal.more.every((permission) => this.#holds(permission))) return shared;
    }
    this.#renewal = this.#renewNow(renewal).finally(() => (this.#renewal = undefined));
    return await this.#renewal;
  }

  async #renewNow({ force, more, claims }: Renewal): Promise<Result<string>> {
    const { client, secrets } = this.#options;
    const epoch = this.#epoch;
    const permissions = this.#wanted(more);
    try {
      const asked = {
        permissions,
        forceRefresh: force,
        ...(claims === undefined ? {} : { claims }),
      };
      const issued = await client.silently(
        asked,
        this.#token?.accountKey ?? this.#options.follows?.account?.key,
      );
      if (issued === undefined || epoch !== this.#epoch) return fail(signInFailure('needed'));
      const state = await this.#accept(issued);
      if (state.state === 'signed-in') this.#extended = [...this.#extended, ...more];
      this.#set(state);
      return state.state === 'failed' ? fail(state.error) : ok(issued.accessToken);
    } catch (error) {
      const mapped = mapSignInError(error, client.trace, secrets);
      // A network that is down says nothing about the sign-in; a refusal ends it.
      if (mapped.code !== 'HX-SIGNIN' || epoch !== this.#epoch) return fail(mapped);
      // A refusal to give more leaves what there was.
      if (more.length > 0 && this.#token !== undefined) {
        return fail(signInFailure('more-rights', mapped.detail));
      }
      return fail(this.#refused(mapped, claims));
    }
  }

  /** The sign-in ended by a refusal. What only a person can satisfy is asked for at the next sign-in. */
  #refused(error: AppError, claims: string | undefined): AppError {
    this.#token = undefined;
    if (claims !== undefined) this.#claims = claims;
    const isStepUp = claims !== undefined && error.args['reason'] === 'mfa';
    const told = isStepUp ? signInFailure('step-up', error.detail) : error;
    this.#set({ state: 'failed', error: told });
    return told;
  }

  #wanted(more: readonly GraphPermission[]): readonly GraphPermission[] {
    return [...new Set([...READ_PERMISSIONS, ...this.#extended, ...more])];
  }

  async #start(
    way: SignInWay,
    more: readonly GraphPermission[] = [],
    extended?: IssuedToken,
  ): Promise<SignInState> {
    const running = this.#running;
    if (running !== undefined) {
      if (running.way === way) return await running.end;
      running.attempt.end(signInFailure('cancelled'));
      await running.end;
    }
    this.#way = way;
    const attempt = new Attempt();
    const next: Running = { way, attempt, more, extends: extended };
    // Begins after it is known as the running one, so that a listener cannot start a second.
    const end = Promise.resolve().then(() => this.#run(next));
    this.#running = { ...next, end };
    return await end;
  }

  /** One attempt: whichever comes first, the token, an error, the deadline or a cancel, decides. */
  async #run(running: Running): Promise<SignInState> {
    const { attempt, way } = running;
    const { client, log, secrets } = this.#options;
    log.info('sign-in.start', { way, more: [...running.more] });
    this.#epoch += 1;
    if (running.extends === undefined) this.#token = undefined;
    if (way === 'browser') this.#set({ state: 'opening-browser' });
    const settled = this.#ask(running)
      .then((token) => this.#accept(token, running))
      .catch((error: unknown): SignInState => {
        return { state: 'failed', error: mapSignInError(error, client.trace, secrets) };
      });
    const ended = attempt.ended.then((error): SignInState => ({ state: 'failed', error }));
    const state = await Promise.race([ended, settled]);
    attempt.close();
    this.#running = undefined;
    if (state.state === 'failed') {
      const { code, args } = state.error;
      log.warn('sign-in.failed', { way, code, reason: String(args['reason'] ?? '') });
    } else {
      log.info('sign-in.end', { way, state: state.state });
      this.#claims = undefined;
      this.#extended = [...this.#extended, ...running.more];
    }
    // Permissions that were not given leave the sign-in as it was.
    this.#set(
      state.state === 'failed' && running.extends !== undefined ? signedIn(running.extends) : state,
    );
    return state;
  }

  #ask({ attempt, extends: extended, more, way }: Running): Promise<IssuedToken> {
    const { browserTimeoutMs, client, clock, openBrowser, secrets } = this.#options;
    const asking = {
      client,
      clock,
      openBrowser,
      browserTimeoutMs: browserTimeoutMs ?? BROWSER_TIMEOUT_MS,
      redact: (text: string) => secrets.redact(text),
      show: (state: SignInState) => this.#set(state),
    };
    const hint = extended?.account ?? this.#options.follows?.account?.name;
    const asked = {
      permissions: this.#wanted(more),
      ...(this.#claims === undefined ? {} : { claims: this.#claims }),
      ...(hint === undefined ? {} : { loginHint: hint }),
    };
    return way === 'browser'
      ? askBrowser(asking, attempt, asked)
      : askDevice(asking, attempt, asked);
  }

  /** Takes a token only when it is the customer's tenant's; any other is dropped before it is used. */
  async #accept(issued: IssuedToken, running?: Running): Promise<SignInState> {
    const { client, tenantId } = this.#options;
    if (running?.attempt.isEnded === true) {
      if (this.#token?.accountKey !== issued.accountKey) await client.drop(issued.accountKey);
      return { state: 'signed-out' };
    }
    const claimed = tenantClaim(issued.accessToken) ?? issued.tenantId;
    if (!sameId(issued.tenantId, tenantId) || !sameId(claimed, tenantId)) {
      if (running?.extends === undefined) this.#token = undefined;
      await client.drop(issued.accountKey);
      return { state: 'failed', error: this.#otherTenant(issued) };
    }
    const extended = running?.extends;
    if (extended !== undefined && extended.accountKey !== issued.accountKey) {
      await client.drop(issued.accountKey);
      return { state: 'failed', error: signInFailure('wrong-account', issued.account) };
    }
    this.#token = issued;
    return signedIn(issued);
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

function signedIn({ account, expiresAt, tenantId }: IssuedToken): SignInState {
  return { state: 'signed-in', account, tenantId, expiresAt: expiresAt.toISOString() };
}

const sameId = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
