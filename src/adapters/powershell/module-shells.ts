/** Shells of other services, each in a PowerShell of its own: their cmdlets have the same names as Exchange's. */
import { hostname } from 'node:os';
import type { AppError } from '../../shared/errors';
import { lateShell } from '../shells/late-shell';
import type { PooledMember } from '../shells/pooled-shell';
import type { PowerShellSetup } from './found-shell';
import { findShell } from './found-shell';
import type { PowerShellShell } from './shell';

/** The Exchange Online side of a customer. */
export interface ExchangeOnlineTarget {
  /** Initial domain, e.g. `contoso.onmicrosoft.com`. */
  readonly organization: string;
  /** GUID. The shell is refused (HX-TEN) when the connection says another. */
  readonly tenantId: string;
  /** Of the tenant's cloud, for -ExchangeEnvironmentName. */
  readonly environment: string;
  /** User principal name of whoever the token is for. */
  readonly account: string;
  /** True where the account belongs to another tenant: a partner's delegated access. */
  readonly delegated: boolean;
  /** An access token for Exchange Online of this cloud, asked for at each start; goes through the private pipe only. */
  readonly token: () => string | undefined;
}

/**
 * Exchange Online through its module. `-AccessToken` with `-UserPrincipalName` or `-DelegatedOrganization`:
 * learn.microsoft.com, Connect-ExchangeOnline (module 3.1.0 and later). Where it really led is asked of the
 * organisation itself: Get-ConnectionInformation repeats what was asked for (MicrosoftDocs/office-docs-powershell
 * issue 10378). `which` counts the PowerShells of this computer.
 */
export function exchangeOnlineShell(
  setup: PowerShellSetup,
  target: ExchangeOnlineTarget,
  which = 0,
): Promise<PowerShellShell | AppError> {
  const { account, delegated, environment, organization, tenantId: tenant, token } = target;
  return findShell({
    ...setup,
    which,
    target: organization,
    connect: { op: 'connect-online', organization, tenant, environment, account, delegated },
    secret: () => {
      const secret = token();
      return secret === undefined ? undefined : { name: 'exchange-online', user: account, secret };
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

/** The fixed operations of the Exchange server that this computer is: the script for partner applications, iisreset. */
export function operationsShell(setup: PowerShellSetup): PooledMember {
  const target = hostname();
  return lateShell({
    description: target,
    find: () => findShell({ ...setup, target, connect: { op: 'connect-operations' } }),
  });
}
