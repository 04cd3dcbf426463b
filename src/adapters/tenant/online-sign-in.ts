/**
 * Tokens for Exchange Online from the sign-in that Microsoft Graph uses: silently where that is possible, and from the
 * same person where consent or a policy asks for one.
 */
import type { AppError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { fail, ok } from '../../shared/result';
import type { GraphPermission } from '../../core/commands/graph-table';
import type { SignInReason } from './reasons';
import type { SignIn, SignInState, SignInWay } from './sign-in-state';
import type { TenantSignIn } from './sign-in';

/** A token for Exchange Online and whose it is. */
export interface OnlineToken {
  readonly accessToken: string;
  /** User principal name. */
  readonly account: string;
  /** True where the account belongs to another tenant: a partner's delegated access. */
  readonly delegated: boolean;
}

/** Where tokens for Exchange Online come from. */
export interface OnlineTokens {
  /**
   * A valid token of the customer's tenant. A person is asked at most once until `askAgain`, and never where nobody is
   * signed in to the tenant, or where `mayAsk` is false.
   */
  token(mayAsk?: boolean): Promise<Result<OnlineToken>>;
  /** A person started something: what was refused may be asked for again. */
  askAgain(): void;
}

/** Reasons that a person at the sign-in page can do something about. */
const FOR_A_PERSON: readonly SignInReason[] = [
  'needed',
  'consent',
  'mfa',
  'step-up',
  'lapsed',
  'revoked',
];

/** Settings of the two sign-ins. */
export interface OnlineSignInOptions {
  readonly tenantId: string;
  /** How a person is asked, until one chose. */
  readonly way: SignInWay;
  /** True where a person who was asked in vain is not asked again by itself. */
  readonly remembers: boolean;
}

/** The sign-in to the tenant and, behind it, the one for Exchange Online: for people they are one. */
export class OnlineSignIn implements SignIn, OnlineTokens {
  readonly #graph: TenantSignIn;
  readonly #online: TenantSignIn;
  readonly #tenantId: string;
  #way: SignInWay;
  /** Key of the account that the token for Exchange Online was asked for with. */
  #account: string | undefined;
  #refused: AppError | undefined;
  readonly #remembers: boolean;

  constructor(graph: TenantSignIn, online: TenantSignIn, options: OnlineSignInOptions) {
    const { remembers, tenantId, way } = options;
    this.#graph = graph;
    this.#online = online;
    this.#tenantId = tenantId;
    this.#way = way;
    this.#remembers = remembers;
  }

  /** The second sign-in shows only while it waits for the person. */
  get state(): SignInState {
    const { state } = this.#online;
    return isAsking(state) ? state : this.#graph.state;
  }

  subscribe(listener: (state: SignInState) => void): () => void {
    const tell = (): void => listener(this.state);
    const ends = [this.#graph.subscribe(tell), this.#online.subscribe(tell)];
    return () => {
      for (const end of ends) end();
    };
  }

  async withBrowser(): Promise<SignInState> {
    this.#way = 'browser';
    return await this.#graph.withBrowser();
  }

  async withDeviceCode(): Promise<SignInState> {
    this.#way = 'device-code';
    return await this.#graph.withDeviceCode();
  }

  restore(): Promise<SignInState> {
    return this.#graph.restore();
  }

  extend(permissions: readonly GraphPermission[]): Promise<Result<null>> {
    return this.#graph.extend(permissions);
  }

  cancel(): void {
    this.#online.cancel();
    this.#graph.cancel();
  }

  async signOut(): Promise<void> {
    await this.#online.signOut();
    await this.#graph.signOut();
  }

  async close(): Promise<void> {
    await this.#online.close();
    await this.#graph.close();
  }

  askAgain(): void {
    this.#refused = undefined;
  }

  async token(mayAsk = true): Promise<Result<OnlineToken>> {
    const base = await this.#graph.token();
    if (!base.ok) return base;
    await this.#follow();
    const silent = await this.#online.token();
    if (silent.ok) return this.#issued(silent.value);
    if (silent.error.code !== 'HX-SIGNIN' || !mayAsk) return silent;
    if (this.#refused !== undefined) return fail(this.#refused);
    const asked = await this.#ask(silent.error);
    if (asked === undefined) {
      const token = await this.#online.token();
      return token.ok ? this.#issued(token.value) : token;
    }
    if (this.#remembers) this.#refused = asked;
    return fail(asked);
  }

  /** Another person signed in to the tenant: what an earlier one was given counts no more. */
  async #follow(): Promise<void> {
    const key = this.#graph.account?.key;
    if (this.#account !== undefined && this.#account !== key) await this.#online.close();
    this.#account = key;
  }

  /** Asks the person; gives why there is no token. */
  async #ask(error: AppError): Promise<AppError | undefined> {
    if (!FOR_A_PERSON.some((reason) => reason === error.args['reason'])) return error;
    const online = this.#online;
    const state = await (this.#way === 'browser' ? online.withBrowser() : online.withDeviceCode());
    return state.state === 'failed' ? state.error : undefined;
  }

  #issued(accessToken: string): Result<OnlineToken> {
    const { name = '', key = '' } = this.#online.account ?? {};
    const [, home = ''] = key.split('.');
    const delegated = home !== '' && home.toLowerCase() !== this.#tenantId.toLowerCase();
    return ok({ accessToken, account: name, delegated });
  }
}

function isAsking({ state }: SignInState): boolean {
  return state === 'opening-browser' || state === 'waiting' || state === 'device-code';
}
