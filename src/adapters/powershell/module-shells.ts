/** Shells of other services, each in a PowerShell of its own: their cmdlets have the same names as Exchange's. */
import type { AppError } from '../../shared/errors';
import type { PowerShellSetup } from './found-shell';
import { findShell } from './found-shell';
import type { PowerShellShell } from './shell';

/** The Exchange Online side of a customer. */
export interface ExchangeOnlineTarget {
  /** Initial domain, e.g. `contoso.onmicrosoft.com`. */
  readonly organization: string;
  /** GUID. The shell is refused (HX-TEN) when the connection says another. */
  readonly tenantId: string;
  /** True for a partner's delegated access. */
  readonly delegated: boolean;
  /** An access token for `https://outlook.office365.com`, asked for at each start; goes through the private pipe only. */
  readonly token: () => string | undefined;
}

/**
 * Exchange Online through its module. `-AccessToken` with `-Organization` or `-DelegatedOrganization`, and
 * Get-ConnectionInformation to read back: learn.microsoft.com, Connect-ExchangeOnline (module 3.1.0 and later).
 */
export function exchangeOnlineShell(
  setup: PowerShellSetup,
  { organization, tenantId, delegated, token }: ExchangeOnlineTarget,
): Promise<PowerShellShell | AppError> {
  return findShell({
    ...setup,
    target: organization,
    connect: { op: 'connect-online', organization, tenant: tenantId, delegated },
    secret: () => {
      const secret = token();
      return secret === undefined
        ? undefined
        : { name: 'exchange-online', user: organization, secret };
    },
  });
}

/** Skype for Business Server: its module on this computer, or a session with the front end `server`. */
export function skypeShell(
  setup: PowerShellSetup,
  target: { readonly server: string; readonly local: boolean },
): Promise<PowerShellShell | AppError> {
  const { server, local } = target;
  const remote = local ? {} : { server };
  return findShell({ ...setup, target: server, connect: { op: 'connect-skype', ...remote } });
}
