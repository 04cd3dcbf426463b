import type { ICachePlugin } from '@azure/msal-node';
import type { Clock, Directory, Log } from '../../core/ports';
import { allowedOnly } from './allowed';
import { describeGraph } from './clouds';
import { GraphDirectory } from './graph';
import type { HttpSend } from './http';
import { MsalClient } from './msal-client';
import type { OnlineTokens } from './online-sign-in';
import { OnlineSignIn } from './online-sign-in';
import type { SignInTexts } from './pages';
import { endPages } from './pages';
import { withAllPages } from './paging';
import { graphScopes } from './scopes';
import { Secrets } from './secrets';
import type { AutoSignIn, SignIn } from './sign-in-state';
import type { SignInOptions } from './sign-in-options';
import { TenantSignIn } from './sign-in';

/** How tokens for Exchange Online are asked for. */
export interface OnlineTokenOptions {
  /** Resource of the tokens, e.g. `https://outlook.office365.com`. */
  readonly resource: string;
  /** The application that asks for them; the one of the sign-in shares its accounts. */
  readonly clientId: string;
}

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
  /** Absent where Exchange Online's shell is not used, or not to be reached. */
  readonly online?: OnlineTokenOptions;
}

/** The tenant of one customer: its directory, and the sign-in that opens it. */
export interface Tenant {
  readonly directory: Directory;
  readonly signIn: SignIn;
  /** Null where Exchange Online's shell is not used, or not to be reached. */
  readonly online: OnlineTokens | null;
}

/** Builds directory and sign-in. MSAL is loaded at the first sign-in. */
export function createTenant(
  options: TenantOptions & { readonly online: OnlineTokenOptions },
): Tenant & { readonly online: OnlineTokens };
export function createTenant(options: TenantOptions): Tenant;
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
  const settings = {
    client,
    secrets,
    tenantId,
    tenantDomain,
    clock: options.signInClock ?? clock,
    log,
    openBrowser,
    ...(browserTimeoutMs === undefined ? {} : { browserTimeoutMs }),
  };
  const signIn = new TenantSignIn({
    ...settings,
    ...(options.autoSignIn === undefined ? {} : { autoSignIn: options.autoSignIn }),
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
  const online = options.online === undefined ? null : onlineOf(options, settings, signIn);
  return {
    directory: allowedOnly(withAllPages(directory, graph), (more) => signIn.extend(more)),
    signIn: online ?? signIn,
    online,
  };
}

/** The second resource: from the same accounts where the same application asks, else with an application of its own. */
function onlineOf(
  { online, clientId, texts, authority, http, autoSignIn, tenantId }: TenantOptions,
  settings: SignInOptions,
  signIn: TenantSignIn,
): OnlineSignIn | null {
  if (online === undefined) return null;
  const scopes = [`${online.resource}/.default`];
  const client =
    online.clientId === clientId
      ? settings.client.withScopes(scopes)
      : new MsalClient({
          authority,
          clientId: online.clientId,
          tenantId,
          scopes: () => scopes,
          http,
          secrets: settings.secrets,
          pages: endPages(texts),
        });
  const own = new TenantSignIn({ ...settings, client, follows: signIn });
  const way = autoSignIn?.way ?? 'browser';
  const remembers = autoSignIn?.attempts !== 'any';
  return new OnlineSignIn(signIn, own, { tenantId, way, remembers });
}
