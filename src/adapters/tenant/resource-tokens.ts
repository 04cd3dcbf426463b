import type { Clock, Log } from '../../core/ports';
import type { HttpSend } from './http';
import { MsalClient } from './msal-client';
import { endPages } from './pages';
import { Secrets } from './secrets';
import type { TokenSource } from './sign-in-state';
import { TenantSignIn } from './sign-in';

/** Scope of Exchange Online's shell: every permission that the signed-in administrator has there. */
export const EXCHANGE_ONLINE_SCOPE = 'https://outlook.office365.com/.default';

/** What tokens for another resource than Microsoft Graph are asked for with. */
export interface ResourceTokenOptions {
  /** `https://HOST/TENANT`. */
  readonly authority: string;
  readonly clientId: string;
  readonly scope: string;
  /** A token of any other tenant is dropped unread. */
  readonly tenantId: string;
  readonly tenantDomain: string;
  readonly http: HttpSend;
  readonly clock: Clock;
  readonly log: Log;
  readonly openBrowser: (url: string) => Promise<void>;
}

/** Tokens for one resource, signed in for when the first is needed. In memory only. */
export function createResourceTokens(options: ResourceTokenOptions): TokenSource {
  const { authority, clientId, clock, http, log, openBrowser, scope } = options;
  const { tenantDomain, tenantId } = options;
  const secrets = new Secrets();
  const client = new MsalClient({
    authority,
    clientId,
    tenantId,
    scopes: () => [scope],
    http,
    secrets,
    pages: endPages(undefined),
  });
  return new TenantSignIn({
    client,
    secrets,
    tenantId,
    tenantDomain,
    clock,
    log,
    openBrowser,
    autoSignIn: { way: 'browser', attempts: 'any' },
  });
}
