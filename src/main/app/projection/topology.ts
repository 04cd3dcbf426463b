/** What the overview draws: servers, tenant, the two directions, and the certificate. */
import type { CertificateView, TopologyView } from '../../../shared/ipc/views';
import { planContext } from '../../../core/engine/plan';
import type { PlannedResource, ScenarioId } from '../../../core/model/plan';
import type { ReadDefinition } from '../../../core/reads/definition';
import { exchangeServers } from '../../../core/reads/organisation';
import { skypePools } from '../../../core/reads/skype';
import { servicePrincipal, tenantOrganization } from '../../../core/reads/tenant';
import { authCertificates, type AuthCertificate } from '../../../core/resources/auth-certificates';
import { look, valueOf, type Looked, type PlanContext } from '../../../core/resources/context';
import { wantedOf } from '../../../core/engine/plan';
import { USUAL_SCENARIO } from '../../../core/scenarios';
import { APPLICATIONS } from '../../../shared/applications';
import type { Assessment } from './assessment';
import type { OpenState } from './state';

/** Resources that a direction rests on. */
const OUTBOUND: Readonly<Record<TopologyView['sides'], readonly string[]>> = {
  'exchange-tenant': ['auth-server:MicrosoftACS', 'auth-server:AzureAD', 'connector:on-premises'],
  'exchange-pool': ['exchange-partner'],
  'pool-tenant': [`service-principal:${APPLICATIONS.skypeForBusinessOnline}`, 'pool-names'],
};
const INBOUND: Readonly<Record<TopologyView['sides'], readonly string[]>> = {
  'exchange-tenant': ['partner-application:exchangeOnline', 'web-services-oauth'],
  'exchange-pool': ['skype-account', 'skype-partner'],
  'pool-tenant': ['cloud-token-server', 'cloud-partner', 'cloud-service-name'],
};
/** Between which two the trust of a scenario is. */
const SIDES: Readonly<Record<ScenarioId, TopologyView['sides']>> = {
  'tenant-exchange': 'exchange-tenant',
  'certificate-rollover': 'exchange-tenant',
  'sfb-server-exchange': 'exchange-pool',
  'sfb-server-tenant': 'pool-tenant',
};

/** Servers, tenant and both directions. */
export function topologyView(open: OpenState, assessment: Assessment): TopologyView {
  const context = contextOf(open);
  const servers = lookAt(context, exchangeServers);
  const organisation = lookAt(context, tenantOrganization);
  const pools = lookAt(context, skypePools);
  const { scenario } = open.session.record;
  const sides = SIDES[scenario ?? USUAL_SCENARIO];
  const account = open.signIn.state === 'signed-in' ? open.signIn.account : null;
  return {
    exchange: {
      state: nodeState(servers),
      servers: (valueOf(servers) ?? []).map((server) => ({
        name: server.Fqdn === '' ? server.Name : server.Fqdn,
        version: server.AdminDisplayVersion,
      })),
      thumbprint: currentCertificate(context)?.thumbprint ?? null,
    },
    tenant: {
      state: nodeState(organisation),
      name: valueOf(organisation)?.displayName ?? null,
      account,
      // The keys that are counted are those of Exchange.
      keysFound: sides === 'pool-tenant' ? null : keysFound(context),
    },
    pool:
      sides === 'exchange-tenant'
        ? null
        : {
            state: nodeState(pools),
            names: (valueOf(pools) ?? [])
              .filter((pool) => pool.isFrontEnd)
              .map((pool) => pool.fqdn),
          },
    sides,
    outbound: direction(assessment, OUTBOUND[sides]),
    inbound: direction(assessment, INBOUND[sides]),
  };
}

function contextOf(open: OpenState): PlanContext | null {
  const { known, session, now } = open;
  return known === null ? null : planContext(wantedOf(session.record), known, now);
}

/** The same as `look`, where nothing was read yet. */
function lookAt<V>(context: PlanContext | null, definition: ReadDefinition<V>): Looked<V> {
  return context === null ? { status: 'missing' } : look(context, definition);
}

function nodeState(looked: Looked<unknown>): TopologyView['exchange']['state'] {
  if (looked.status === 'missing') return 'not-read';
  return looked.status === 'read' ? 'read' : 'not-reached';
}

function currentCertificate(context: PlanContext | null): AuthCertificate | undefined {
  if (context === null) return undefined;
  return authCertificates(context)?.find((item) => item.role === 'current');
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

function direction(assessment: Assessment, ids: readonly string[]): TopologyView['outbound'] {
  const found = assessment.steps
    .flatMap((step) => step.resources)
    .filter((resource) => ids.includes(resource.id));
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

const DAY_MS = 86_400_000;

/** The auth certificate in use. */
export function certificateView(open: OpenState): CertificateView | null {
  const certificate = currentCertificate(contextOf(open))?.certificate;
  if (certificate === undefined) return null;
  const { thumbprint, notAfter, notBefore } = certificate;
  const daysLeft = Math.floor((Date.parse(notAfter) - open.now.getTime()) / DAY_MS);
  return { thumbprint, notAfter, notBefore, daysLeft };
}
