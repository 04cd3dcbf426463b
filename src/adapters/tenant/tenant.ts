import type { ICachePlugin } from '@azure/msal-node';
import type { Clock, Directory, Log } from '../../core/ports';
import { allowedOnly } from './allowed';
import { describeGraph } from './clouds';
import { GraphDirectory } from './graph';
import type { HttpSend } from './http';
import { MsalClient } from './msal-client';
import type { SignInTexts } from './pages';
import { endPages } from './pages';
import { withAllPages } from './paging';
import { graphScopes } from './scopes';
import { Secrets } from './secrets';
import type { AutoSignIn, SignIn } from './sign-in-state';
import { TenantSignIn } from './sign-in';

/** What the tenant's side of one customer is made of. */
export interface TenantOptions {
  /** `https://HOST/TENANT`. */
  readonly authority: string;
  /** `https://HOST/v1.0`. */
  readonly graph: string;
  readonly clientId: string;
  /** The customer's tenant; a token of any other is dropped unread. */
  readonly tenantId: string;
  readonly tenantDomain: string;
  readonly http: HttpSend;
  readonly clock: Clock;
  /** Measures how long a person may take to sign in; `clock` where absent. The practice lab's own clock cannot. */
  readonly signInClock?: Clock;
  readonly log: Log;
  /** Opens the system browser, or the practice browser. */
  readonly openBrowser: (url: string) => Promise<void>;
  /** Keeps tokens between starts; memory only where absent. */
  readonly cachePlugin?: ICachePlugin;
  /** Signs in without being asked when a token is needed. */
  readonly autoSignIn?: AutoSignIn;
  readonly browserTimeoutMs?: number;
  /** Texts of the page that the browser shows at the end; English where absent. */
  readonly texts?: SignInTexts;
}

/** The tenant of one customer: its directory, and the sign-in that opens it. */
export interface Tenant {
  readonly directory: Directory;
  readonly signIn: SignIn;
}

/** Builds directory and sign-in. MSAL is loaded at the first sign-in. */
export function createTenant(options: TenantOptions): Tenant {
  const { authority, browserTimeoutMs, cachePlugin, clientId, clock, graph, http, log } = options;
  const { openBrowser, tenantDomain, tenantId } = options;
  const secrets = new Secrets();
  const client = new MsalClient({
    authority,
    clientId,
    tenantId,
    scopes: (permissions) => graphScopes(graph, permissions),
    http,
    secrets,
    pages: endPages(options.texts),
    ...(cachePlugin === undefined ? {} : { cachePlugin }),
  });
  const signIn = new TenantSignIn({
    client,
    secrets,
    tenantId,
    tenantDomain,
    clock: options.signInClock ?? clock,
    log,
    openBrowser,
    ...(options.autoSignIn === undefined ? {} : { autoSignIn: options.autoSignIn }),
    ...(browserTimeoutMs === undefined ? {} : { browserTimeoutMs }),
  });
  const directory = new GraphDirectory({
    graph,
    http,
    tokens: signIn,
    secrets,
    clock,
    log,
    description: describeGraph(graph),
  });
  return {
    directory: allowedOnly(withAllPages(directory, graph), (more) => signIn.extend(more)),
    signIn,
  };
}
