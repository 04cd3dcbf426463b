/** A customer's tenant as its file says it is reached; the same for window and command line. */
import { cloudOfDomain, exchangeOnlineOf } from '../../core/model/clouds';
import type { CustomerRecord } from '../../core/model/customer';
import type { Clock, Directory, Files, Log } from '../../core/ports';
import { appOnlyDirectory } from './app-only';
import type { TenantEndpoints } from './clouds';
import { cloudEndpoints, DEFAULT_CLIENT_ID, EXCHANGE_ONLINE_CLIENT_ID } from './clouds';
import type { HttpSend } from './http';
import type { SignInTexts } from './pages';
import type { AutoSignIn } from './sign-in-state';
import type { Tenant } from './tenant';
import { createTenant } from './tenant';
import type { Sealer } from './token-cache';
import { createTokenCache, removeKept } from './token-cache';

/** Where a customer's tenant is: its cloud, or addresses of its own. */
export function endpointsOf(record: CustomerRecord): TenantEndpoints {
  const { cloud, login, graph } = record.tenantAccess ?? {};
  if (login !== undefined && graph !== undefined) {
    return {
      authority: `${login}/${record.tenantId}`,
      graph: `${graph}/v1.0`,
      hosts: [new URL(login).host, new URL(graph).host],
    };
  }
  const known = cloud === undefined || cloud === 'custom' ? undefined : cloud;
  return cloudEndpoints(known ?? cloudOfDomain(record.tenantDomain) ?? 'global', record.tenantId);
}

/** What a customer's tenant needs from outside. */
export interface CustomerTenantOptions {
  /** HTTPS to these hosts and no others. */
  readonly http: (hosts: readonly string[]) => HttpSend;
  readonly clock: Clock;
  readonly log: Log;
  readonly openBrowser: (url: string) => Promise<void>;
  readonly files: Files;
  /** Absent where the system has no key store: sign-ins then live in memory, whatever was chosen. */
  readonly sealer?: Sealer;
  readonly texts?: SignInTexts;
  /** Signs in by itself when a token is needed; where absent, a person signs in first. */
  readonly autoSignIn?: AutoSignIn;
}

/** The tenant of a customer, for a person who signs in. */
export function customerTenant(record: CustomerRecord, options: CustomerTenantOptions): Tenant {
  const { autoSignIn, clock, files, log, openBrowser, sealer, texts } = options;
  const { authority, graph, hosts } = endpointsOf(record);
  const { tenantId, tenantDomain, tenantAccess } = record;
  const clientId = tenantAccess?.clientId ?? DEFAULT_CLIENT_ID;
  const exchangeOnline = exchangeOnlineOf(record);
  const isKept = tenantAccess?.remember === true && sealer !== undefined;
  // What an earlier choice left behind goes with the choice.
  if (tenantAccess?.remember !== true) void removeKept(files);
  return createTenant({
    authority,
    graph,
    clientId,
    tenantId,
    tenantDomain,
    http: options.http(hosts),
    clock,
    log,
    openBrowser,
    ...(isKept
      ? { cachePlugin: createTokenCache({ files, sealer, tenantId, clientId, log }) }
      : {}),
    ...(texts === undefined ? {} : { texts }),
    ...(autoSignIn === undefined ? {} : { autoSignIn }),
    ...(exchangeOnline === null
      ? {}
      : {
          online: {
            resource: exchangeOnline.resource,
            clientId: tenantAccess?.clientId ?? EXCHANGE_ONLINE_CLIENT_ID,
          },
        }),
  });
}

/** The tenant of a customer for a scheduled check; nothing where no application was set up for it. */
export function unattendedDirectory(
  record: CustomerRecord,
  options: Pick<CustomerTenantOptions, 'http' | 'clock' | 'log'>,
): Directory | undefined {
  const appOnly = record.tenantAccess?.appOnly;
  if (appOnly === undefined) return undefined;
  const { authority, graph, hosts } = endpointsOf(record);
  const { clock, log } = options;
  const http = options.http(hosts);
  return appOnlyDirectory({
    ...appOnly,
    authority,
    graph,
    tenantId: record.tenantId,
    http,
    clock,
    log,
  });
}
