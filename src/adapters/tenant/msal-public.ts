/** MSAL for people who sign in. A chunk of its own: loaded at the first sign-in. */
import type { ICachePlugin } from '@azure/msal-node';
import { PublicClientApplication } from '@azure/msal-node';
import type { NetworkTrace } from './msal-network';
import type { MsalBasics } from './msal-settings';
import { msalSettings } from './msal-settings';

/** Makes the public client of one customer. */
export function createPublicApplication(
  options: MsalBasics & { readonly cachePlugin?: ICachePlugin },
  trace: NetworkTrace,
): PublicClientApplication {
  const { cachePlugin } = options;
  return new PublicClientApplication({
    ...msalSettings(options, trace),
    cache: cachePlugin === undefined ? {} : { cachePlugin },
  });
}
