/** What a read says of both sides at a glance: servers, tenant, pools, the trust between them, and their certificates. */
import { planContext } from '../engine/plan';
import type { Wanted } from '../engine/plan';
import type { Observations } from '../model/observation';
import type { PlannedResource, ScenarioId } from '../model/plan';
import type { ReadDefinition } from '../reads/definition';
import { exchangeServers } from '../reads/organisation';
import { issuerCertificate, skypePools } from '../reads/skype';
import { servicePrincipal, tenantOrganization } from '../reads/tenant';
import { authCertificates } from '../resources/auth-certificates';
import { look, valueOf, type Looked, type PlanContext } from '../resources/context';
import { frontEndsOf } from '../resources/skype-state';
import { USUAL_SCENARIO } from '../scenarios';
import { APPLICATIONS } from '../../shared/applications';
import type { LastRead } from './last-read';

type Sides = LastRead['sides'];
type Between = Sides['between'];

/** Resources that a direction rests on. */
const OUTBOUND: Readonly<Record<Between, readonly string[]>> = {
  'exchange-tenant': ['auth-server:MicrosoftACS', 'auth-server:AzureAD', 'connector:on-premises'],
  'exchange-pool': ['exchange-partner'],
  'pool-tenant': [`service-principal:${APPLICATIONS.skypeForBusinessOnline}`, 'pool-names'],
};
const INBOUND: Readonly<Record<Between, readonly string[]>> = {
  'exchange-tenant': ['partner-application:exchangeOnline', 'web-services-oauth'],
  'exchange-pool': ['skype-account', 'skype-partner'],
  'pool-tenant': ['cloud-token-server', 'cloud-partner', 'cloud-service-name'],
};
/** Between which two the trust of a scenario is. */
const BETWEEN: Readonly<Record<ScenarioId, Between>> = {
  'tenant-exchange': 'exchange-tenant',
  'certificate-rollover': 'exchange-tenant',
  'sfb-server-exchange': 'exchange-pool',
  'sfb-server-tenant': 'pool-tenant',
};

/** What was read for whom; null: nothing yet. */
export interface Seen {
  readonly wanted: Wanted;
  readonly observations: Observations | null;
  readonly now: Date;
}

/** Both sides, with what was found of each resource. */
export function bothSides(seen: Seen, resources: readonly PlannedResource[]): Sides {
  const context = contextOf(seen);
  const servers = lookAt(context, exchangeServers);
  const organisation = lookAt(context, tenantOrganization);
  const pools = lookAt(context, skypePools);
  const between = BETWEEN[seen.wanted.scenario ?? USUAL_SCENARIO];
  return {
    between,
    exchange: {
      state: stateOf(servers),
      servers: (valueOf(servers) ?? []).map((server) => ({
        name: server.Fqdn === '' ? server.Name : server.Fqdn,
        version: server.AdminDisplayVersion,
      })),
    },
    tenant: {
      state: stateOf(organisation),
      name: valueOf(organisation)?.displayName ?? null,
      // The keys that are counted are those of Exchange.
      keysFound: between === 'pool-tenant' ? null : keysFound(context),
    },
    pool:
      between === 'exchange-tenant'
        ? null
        : {
            state: stateOf(pools),
            names: (valueOf(pools) ?? [])
              .filter((pool) => pool.isFrontEnd)
              .map((pool) => pool.fqdn),
          },
    outbound: direction(resources, OUTBOUND[between]),
    inbound: direction(resources, INBOUND[between]),
  };
}

/** The certificates that sign tokens, or will: of Exchange, and of the pools' front ends. */
export function signingCertificates(seen: Seen): LastRead['certificates'] {
  const context = contextOf(seen);
  if (context === null) return [];
  const exchange = (authCertificates(context) ?? []).flatMap(({ role, certificate }) => {
    if (certificate === undefined) return [];
    const { thumbprint, subject, notBefore, notAfter } = certificate;
    return [{ role, thumbprint, subject, notBefore, notAfter }];
  });
  const pools = frontEndsOf(context).flatMap((computer) => {
    const found = valueOf(look(context, issuerCertificate, { computer }))?.current ?? null;
    if (found === null) return [];
    const { thumbprint, subject } = found;
    const ends = Date.parse(found.notAfter);
    if (Number.isNaN(ends)) return [];
    const notAfter = new Date(ends).toISOString();
    return [{ role: 'pool' as const, thumbprint, subject, notBefore: null, notAfter }];
  });
  const all = [...exchange, ...pools];
  // Front ends of one pool share theirs.
  return all.filter(
    (item, index) => all.findIndex((one) => one.thumbprint === item.thumbprint) === index,
  );
}

function contextOf({ wanted, observations, now }: Seen): PlanContext | null {
  return observations === null ? null : planContext(wanted, observations, now);
}

/** The same as `look`, where nothing was read yet. */
function lookAt<V>(context: PlanContext | null, definition: ReadDefinition<V>): Looked<V> {
  return context === null ? { status: 'missing' } : look(context, definition);
}

function stateOf(looked: Looked<unknown>): Sides['exchange']['state'] {
  if (looked.status === 'missing') return 'not-read';
  return looked.status === 'read' ? 'read' : 'not-reached';
}

/** Keys of our own certificates, over all principals of the recipe; null where none of them was read. */
function keysFound(context: PlanContext | null): number | null {
  if (context === null) return null;
  const own = new Set((authCertificates(context) ?? []).map((item) => item.thumbprint));
  const principals = context.recipe.principals.map((applicationId) =>
    look(context, servicePrincipal, { applicationId }),
  );
  if (!principals.some((looked) => looked.status === 'read')) return null;
  const keys = principals.flatMap((looked) => valueOf(looked)?.keys ?? []);
  return keys.filter((key) => own.has(key.thumbprint)).length;
}

function direction(
  resources: readonly PlannedResource[],
  ids: readonly string[],
): Sides['outbound'] {
  const found = resources.filter((resource) => ids.includes(resource.id));
  if (found.length === 0 || found.some(isUnknown)) return 'unknown';
  return found.every((resource) => resource.state === 'present') ? 'configured' : 'not-configured';
}

/** Also "by hand" where a part of it could not be compared. */
function isUnknown(resource: PlannedResource): boolean {
  return (
    resource.state === 'unknown' ||
    resource.comparisons.some((row) => row.verdict === 'could-not-check')
  );
}
