import type { Configuration } from '@azure/msal-node';
import { LogLevel } from '@azure/msal-node';
import { authorityAliases } from './clouds';
import type { HttpSend } from './http';
import type { NetworkTrace } from './msal-network';
import { createMsalNetwork } from './msal-network';
import type { Secrets } from './secrets';

/** What MSAL is told whichever way it is used. */
export interface MsalBasics {
  /** `https://HOST/TENANT`. */
  readonly authority: string;
  readonly clientId: string;
  readonly http: HttpSend;
  readonly secrets: Secrets;
}

/** MSAL's settings: one authority, our network, no log. */
export function msalSettings(
  { authority, clientId, http, secrets }: MsalBasics,
  trace: NetworkTrace,
): { readonly auth: Configuration['auth']; readonly system: NonNullable<Configuration['system']> } {
  const host = new URL(authority).host;
  const aliases = [...authorityAliases(host)];
  return {
    auth: {
      clientId,
      authority,
      // Known in advance, so that no instance discovery goes to another cloud.
      knownAuthorities: aliases,
      cloudDiscoveryMetadata: discoveryMetadata(host, aliases),
      // Says that claims challenges are understood, so that a revoked session ends at once and not with its token.
      clientCapabilities: ['CP1'],
    },
    system: {
      networkClient: createMsalNetwork(http, secrets, trace),
      loggerOptions: {
        loggerCallback: () => undefined,
        piiLoggingEnabled: false,
        logLevel: LogLevel.Error,
      },
    },
  };
}

/** The answer that instance discovery would give for this authority. */
function discoveryMetadata(host: string, aliases: readonly string[]): string {
  const metadata = [{ preferred_network: host, preferred_cache: host, aliases }];
  return JSON.stringify({ metadata });
}
