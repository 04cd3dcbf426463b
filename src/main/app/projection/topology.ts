/** What the overview draws: servers, tenant, the two directions, and the certificate. */
import type { CertificateView, TopologyView } from '../../../shared/ipc/views';
import { planContext, wantedOf } from '../../../core/engine/plan';
import { bothSides } from '../../../core/history/both-sides';
import type { LastRead } from '../../../core/history/last-read';
import { USUAL_SCENARIO } from '../../../core/scenarios';
import { authCertificates } from '../../../core/resources/auth-certificates';
import type { PlanContext } from '../../../core/resources/context';
import type { Assessment } from './assessment';
import type { OpenState } from './state';

/** What was known before a restart; null as soon as something is read, and where it is of another scenario. */
export function remembered({ known, lastRead, session }: OpenState): LastRead | null {
  const { scenario = USUAL_SCENARIO } = session.record;
  return known === null && lastRead?.scenario === scenario ? lastRead : null;
}

/** Servers, tenant and both directions. */
export function topologyView(open: OpenState, assessment: Assessment): TopologyView {
  const { session, known, now, signIn } = open;
  const { exchange, tenant, pool, between, outbound, inbound } =
    remembered(open)?.sides ??
    bothSides(
      { wanted: wantedOf(session.record), observations: known, now },
      assessment.steps.flatMap((step) => step.resources),
    );
  return {
    exchange: { ...exchange, thumbprint: certificateInUse(open)?.thumbprint ?? null },
    tenant: { ...tenant, account: signIn.state === 'signed-in' ? signIn.account : null },
    pool,
    sides: between,
    outbound,
    inbound,
  };
}

function contextOf(open: OpenState): PlanContext | null {
  const { known, session, now } = open;
  return known === null ? null : planContext(wantedOf(session.record), known, now);
}

interface InUse {
  readonly thumbprint: string;
  /** Undefined where no server gave a readable one. */
  readonly life: { readonly notBefore: string; readonly notAfter: string } | undefined;
}

function certificateInUse(open: OpenState): InUse | undefined {
  const context = contextOf(open);
  if (context !== null) {
    const found = authCertificates(context)?.find((item) => item.role === 'current');
    return found === undefined
      ? undefined
      : { thumbprint: found.thumbprint, life: found.certificate };
  }
  const kept = remembered(open)?.certificates.find((item) => item.role === 'current');
  if (kept === undefined) return undefined;
  const { thumbprint, notBefore, notAfter } = kept;
  return { thumbprint, life: { notBefore: notBefore ?? notAfter, notAfter } };
}

const DAY_MS = 86_400_000;

/** The auth certificate in use. */
export function certificateView(open: OpenState): CertificateView | null {
  const found = certificateInUse(open);
  if (found?.life === undefined) return null;
  const { notAfter, notBefore } = found.life;
  const daysLeft = Math.floor((Date.parse(notAfter) - open.now.getTime()) / DAY_MS);
  return { thumbprint: found.thumbprint, notAfter, notBefore, daysLeft };
}
