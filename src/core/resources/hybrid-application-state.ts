/**
 * The dedicated hybrid application: what is known of it, for the resources that set it up part by part. It stands in for
 * the shared principal of Exchange Online, whose use for EWS Microsoft ended in October 2025 (CVE-2025-53786).
 * Sources: the page on the dedicated hybrid application; ConfigureExchangeHybridApplication of CSS-Exchange.
 */
import { APPLICATIONS } from '../../shared/applications';
import type { FromAction } from '../model/command';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { ReadRequest } from '../model/observation';
import { readRequest } from '../reads/definition';
import type { ServerDiagnostics, TenantApplication } from '../reads/hybrid-application';
import { applicationsByName, serverDiagnostics } from '../reads/hybrid-application';
import { authServers } from '../reads/oauth';
import type { AuthServer } from '../reads/oauth';
import type { ExchangeServer } from '../reads/organisation';
import { exchangeServers } from '../reads/organisation';
import { servicePrincipal, tenantOrganization } from '../reads/tenant';
import { organisationConfig } from '../reads/web-services';
import { applicationLevel } from '../scenarios/builds';
import type { HybridCloud } from '../scenarios/hybrid';
import { hybridCloudOf } from '../scenarios/hybrid';
import { ownAuthServers } from './auth-servers';
import type { Looked, PlanContext } from './context';
import { look, valueOf } from './context';
import { lookPinned, lookTenant, pinnedReads, serversOf } from './oauth-common';

/** Ids of actions that other parts wait for. */
export const HYBRID_ACTIONS = {
  create: 'hybrid-application.create',
  permissions: 'hybrid-application.permissions',
  principal: 'hybrid-application.principal',
  consent: 'hybrid-application.consent',
  keys: 'hybrid-application.keys',
  authServer: 'hybrid-application.auth-server',
  override: 'hybrid-application.override',
} as const;

/** What all parts rest on. */
export interface HybridApplication {
  readonly name: string;
  /** null: it has to be made. */
  readonly found: TenantApplication | null;
  /** Its object id and its application id; references while it has to be made. */
  readonly id: string | FromAction;
  readonly appId: string | FromAction;
  /** Object id of Exchange Online's principal in this tenant. */
  readonly resourceId: string;
  readonly cloud: HybridCloud & { readonly webServices: string };
  /** The tenant's AzureAD auth server; null where the plan makes it. */
  readonly authServer: AuthServer | null;
  /** Servers whose hotfix update cannot be seen. */
  readonly unclear: readonly string[];
}

/** Known, not known yet, or why nothing is planned. */
export type HybridState =
  | { readonly kind: 'known'; readonly application: HybridApplication }
  | { readonly kind: 'unread'; readonly looked: readonly Looked<unknown>[] }
  | {
      readonly kind: 'by-hand';
      readonly why: MessageRef;
      /** Servers that are too old, where that is why. */
      readonly old: readonly string[];
    };

/** The exact name by which the wizard and the script of Microsoft find the application. */
export function hybridApplicationName(guid: string): string {
  return `ExchangeServerApp-${guid}`;
}

/** Reads that every part needs. */
export function hybridReads(context: PlanContext): readonly ReadRequest[] {
  const guid = valueOf(lookPinned(context, organisationConfig))?.Guid ?? '';
  return [
    readRequest(exchangeServers),
    readRequest(tenantOrganization),
    readRequest(servicePrincipal, { applicationId: APPLICATIONS.exchangeOnline }),
    ...pinnedReads(context, [organisationConfig, authServers]),
    ...(guid === ''
      ? []
      : [readRequest(applicationsByName, { name: hybridApplicationName(guid) })]),
    ...serversOf(context).map((item) => diagnosticsRequest(item)),
  ];
}

/** The read of one server's own state. */
export function diagnosticsRequest(server: ExchangeServer): ReadRequest {
  return readRequest(serverDiagnostics, { server: server.Fqdn });
}

/** What a server said of itself; undefined where it was not read. */
export function diagnosticsOf(
  context: PlanContext,
  server: ExchangeServer,
): ServerDiagnostics | undefined {
  return valueOf(look(context, serverDiagnostics, { server: server.Fqdn }));
}

/** Names of the servers of a level. */
export function serversOfLevel(
  context: PlanContext,
  level: ReturnType<typeof applicationLevel>,
): readonly string[] {
  return serversOf(context)
    .filter((item) => applicationLevel(item, diagnosticsOf(context, item)?.build ?? '') === level)
    .map((item) => item.Name);
}

/** What is known of the application. */
export function hybridState(context: PlanContext): HybridState {
  const config = lookPinned(context, organisationConfig);
  const tenant = lookTenant(context);
  const principal = look(context, servicePrincipal, { applicationId: APPLICATIONS.exchangeOnline });
  const guid = valueOf(config)?.Guid ?? '';
  const applications = look(context, applicationsByName, { name: hybridApplicationName(guid) });
  const own = ownAuthServers(context, 'AzureAD');
  const exchangeOnline = valueOf(principal) ?? null;
  if (
    guid === '' ||
    tenant.status !== 'read' ||
    tenant.value === null ||
    applications.status !== 'read' ||
    exchangeOnline === null ||
    own === undefined
  )
    return { kind: 'unread', looked: [config, tenant, principal, applications] };
  const cloud = hybridCloudOf(tenant.value, context.cloud);
  const old = serversOfLevel(context, 'no');
  if (old.length > 0) {
    const why = message('core.by-hand.hybrid-builds', { servers: old.join(', ') });
    return { kind: 'by-hand', why, old };
  }
  const webServices = cloud?.webServices ?? null;
  if (cloud === null || webServices === null)
    return { kind: 'by-hand', why: message('core.by-hand.hybrid-cloud'), old: [] };
  const conflict = conflictOf(applications.value, own, hybridApplicationName(guid));
  if (conflict !== null) return { kind: 'by-hand', why: conflict, old: [] };
  const found = applications.value[0] ?? null;
  return {
    kind: 'known',
    application: {
      name: hybridApplicationName(guid),
      found,
      id: found?.id ?? { from: HYBRID_ACTIONS.create, property: 'id' },
      appId: found?.appId ?? { from: HYBRID_ACTIONS.create, property: 'appId' },
      resourceId: exchangeOnline.id,
      cloud: { ...cloud, webServices },
      authServer: own[0] ?? null,
      unclear: serversOfLevel(context, 'unclear'),
    },
  };
}

/** Two of the name, two auth servers, or an auth server that names another application: a person has to decide. */
function conflictOf(
  applications: readonly TenantApplication[],
  own: readonly AuthServer[],
  name: string,
): MessageRef | null {
  if (applications.length > 1)
    return message('core.by-hand.duplicate-hybrid-application', {
      name,
      count: applications.length,
    });
  if (own.length > 1)
    return message('core.by-hand.duplicate-auth-server', { type: 'AzureAD', count: own.length });
  const used = own[0]?.ApplicationIdentifier.toLowerCase() ?? '';
  const known = applications[0]?.appId.toLowerCase() ?? '';
  return used === '' || used === known
    ? null
    : message('core.by-hand.other-hybrid-application', { used, name });
}
