import type {
  AuthenticationResult,
  DeviceCodeRequest,
  ICachePlugin,
  PublicClientApplication,
} from '@azure/msal-node';
import type { GraphPermission } from '../../core/commands/graph-table';
import { authorityAliases } from './clouds';
import type { HttpSend } from './http';
import type { NetworkTrace } from './msal-network';
import type { Secrets } from './secrets';

/** A token and whose it is. */
export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
  /** User principal name. */
  readonly account: string;
  readonly tenantId: string;
  /** MSAL's key of the account. */
  readonly accountKey: string;
  /** Names of the permissions that it grants, without their resource. */
  readonly permissions: readonly string[];
}

/** What a token is asked for. */
export interface TokenRequest {
  readonly permissions: readonly GraphPermission[];
  /** Claims that a service asked for, as JSON. */
  readonly claims?: string;
}

/** A device code as shown to the person. */
export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  /** The authority's own sentence. */
  readonly message: string;
  readonly expiresInSeconds: number;
}

/** Settings of the client. */
export interface MsalOptions {
  /** `https://HOST/TENANT`. */
  readonly authority: string;
  readonly clientId: string;
  readonly tenantId: string;
  /** The scopes that stand for permissions. */
  readonly scopes: (permissions: readonly GraphPermission[]) => readonly string[];
  readonly http: HttpSend;
  readonly secrets: Secrets;
  /** Where tokens are kept between starts; in memory only where absent. */
  readonly cachePlugin?: ICachePlugin;
  /** HTML that the browser shows at the end. */
  readonly pages: { readonly done: string; readonly failed: string };
}

/** A device code flow that can be told to stop asking. */
export interface DeviceCodeControl {
  stop(): void;
}

/** The library with its accounts, and what the network said during its last call. */
interface Loaded {
  application?: Promise<PublicClientApplication>;
  readonly trace: NetworkTrace;
}

/** The part of MSAL that this product uses. The library is loaded at the first use. */
export class MsalClient {
  readonly #options: MsalOptions;
  readonly #loaded: Loaded;
  /** True for a client that uses the accounts of another one. */
  readonly #isGuest: boolean;

  constructor(options: MsalOptions, shared?: Loaded) {
    this.#options = options;
    this.#loaded = shared ?? { trace: {} };
    this.#isGuest = shared !== undefined;
  }

  /** What the network said during the last call. */
  get trace(): NetworkTrace {
    return this.#loaded.trace;
  }

  /** The same application and accounts, asking for these scopes instead. It forgets nothing that is not its own. */
  withScopes(scopes: readonly string[]): MsalClient {
    return new MsalClient({ ...this.#options, scopes: () => scopes }, this.#loaded);
  }

  /** Authorization code with PKCE through the system browser. */
  async withBrowser(
    openBrowser: (url: string) => Promise<void>,
    request: TokenRequest & { readonly loginHint?: string },
  ): Promise<IssuedToken> {
    const application = await this.#begin();
    const { pages } = this.#options;
    const { loginHint } = request;
    const result = await application.acquireTokenInteractive({
      ...this.#asked(request),
      // Without it the browser silently takes the session that another customer's work left behind. A hint names the
      // account whose permissions are extended, so there is nothing to choose.
      ...(loginHint === undefined ? { prompt: 'select_account' } : { loginHint }),
      successTemplate: pages.done,
      errorTemplate: pages.failed,
      openBrowser: async (url) => {
        this.#checkAddress(url);
        await openBrowser(url);
      },
    });
    return this.#issued(result);
  }

  /** Device authorization grant (RFC 8628). */
  async withDeviceCode(
    onCode: (code: DeviceCode) => void,
    onControl: (control: DeviceCodeControl) => void,
    asked: TokenRequest,
  ): Promise<IssuedToken> {
    const application = await this.#begin();
    const request: DeviceCodeRequest = {
      ...this.#asked(asked),
      cancel: false,
      deviceCodeCallback: ({ userCode, verificationUri, message, expiresIn }) => {
        if (!verificationUri.startsWith('https://')) throw new Error('the code page is not https');
        onCode({ userCode, verificationUri, message, expiresInSeconds: expiresIn });
      },
    };
    onControl({ stop: () => (request.cancel = true) });
    const result = await application.acquireTokenByDeviceCode(request);
    if (result === null) throw new Error('the device code flow gave no token');
    return this.#issued(result);
  }

  /** A token without asking anybody; nothing when no account of the tenant is known. */
  async silently(
    asked: TokenRequest & { readonly forceRefresh: boolean },
    accountKey?: string,
  ): Promise<IssuedToken | undefined> {
    const { cachePlugin, tenantId } = this.#options;
    // Nobody has signed in and nothing was kept: no reason to load the library.
    if (this.#loaded.application === undefined && cachePlugin === undefined) return undefined;
    const application = await this.#begin();
    const accounts = await application.getAllAccounts();
    const account =
      accounts.find((candidate) => candidate.homeAccountId === accountKey) ??
      accounts.find((candidate) => candidate.tenantId === tenantId);
    if (account === undefined) return undefined;
    const request = { account, ...this.#asked(asked), forceRefresh: asked.forceRefresh };
    return this.#issued(await application.acquireTokenSilent(request));
  }

  /** Removes one account and its tokens from the cache. */
  async drop(accountKey: string): Promise<void> {
    const cache = (await this.#begin()).getTokenCache();
    const account = await cache.getAccountByHomeId(accountKey);
    if (account !== null) await cache.removeAccount(account);
  }

  /** Removes every account and its tokens from the cache. */
  async forget(): Promise<void> {
    if (this.#isGuest) return;
    if (this.#loaded.application === undefined && this.#options.cachePlugin === undefined) return;
    const cache = (await this.#begin()).getTokenCache();
    for (const account of await cache.getAllAccounts()) await cache.removeAccount(account);
    this.#options.secrets.clear();
  }

  /** Drops the library's own memory of accounts and tokens; a cache on disk stays. */
  release(): void {
    if (this.#isGuest) return;
    delete this.#loaded.application;
    this.#options.secrets.clear();
  }

  /** A browser is sent to the authority and nowhere else, whatever its metadata says. */
  #checkAddress(address: string): void {
    const url = new URL(address);
    const names = authorityAliases(new URL(this.#options.authority).host);
    if (url.protocol !== 'https:' || !names.includes(url.host)) {
      throw new Error(`the sign-in page is not at the authority: ${url.host}`);
    }
  }

  /** The library, with a clean trace. */
  #begin(): Promise<PublicClientApplication> {
    delete this.trace.failure;
    delete this.trace.oauth;
    return (this.#loaded.application ??= loadApplication(this.#options, this.trace));
  }

  /** Permissions and claims as MSAL takes them. */
  #asked({ permissions, claims }: TokenRequest): { scopes: string[]; claims?: string } {
    const scopes = this.#options.scopes(permissions);
    return { scopes: [...scopes], ...(claims === undefined ? {} : { claims }) };
  }

  #issued(result: AuthenticationResult): IssuedToken {
    this.#options.secrets.add(result.accessToken);
    return {
      accessToken: result.accessToken,
      expiresAt: result.expiresOn ?? new Date(0),
      account: result.account?.username ?? '',
      tenantId: result.tenantId,
      accountKey: result.account?.homeAccountId ?? '',
      permissions: result.scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1)),
    };
  }
}

/** MSAL and what is built on it come with the first sign-in. */
async function loadApplication(
  options: MsalOptions,
  trace: NetworkTrace,
): Promise<PublicClientApplication> {
  const { createPublicApplication } = await import('./msal-public');
  return createPublicApplication(options, trace);
}
