/** What the resources of the rollover share: what is there, what comes next, and the state that will be. */
import type { Finding, StepId } from '../model/action';
import type { MessageRef } from '../model/message';
import type { Observations, ReadRequest } from '../model/observation';
import type { CertificateInfo } from '../ports';
import { readKey, readRequest } from '../reads/definition';
import { authConfig, certificates, exchangeServers } from '../reads/organisation';
import type { AuthConfig, ExchangeServer } from '../reads/organisation';
import { authRollover, isMadeForAuth } from '../reads/rollover';
import type { RolloverConfig } from '../reads/rollover';
import { certificateReads } from './auth-certificates';
import type { PlanContext, ResourcePlan } from './context';
import { compare, findingOf, look, planned, valueOf } from './context';
import { lookPinned, pinnedReads, pinnedRequest } from './oauth-common';
import { DAY, decideRollover } from './rollover-decision';
import type { RolloverDecision } from './rollover-decision';

/** A resource of the rollover, as rows and findings name it. */
export interface Self {
  readonly id: string;
  readonly step: StepId;
}

/** Everything the rollover rests on. */
export interface Rollover {
  readonly config: RolloverConfig;
  readonly current: CertificateInfo | undefined;
  /** What is to be the next certificate: the staged one, or the one that this plan stages; undefined for none. */
  readonly target:
    { readonly thumbprint: string; readonly certificate?: CertificateInfo } | undefined;
  readonly decision: RolloverDecision;
  /** The server on which a certificate is made; the others get it from there. */
  readonly server: string;
}

/** Reads that every resource of the rollover needs. */
export function rolloverReads(context: PlanContext): readonly ReadRequest[] {
  return [...withoutUnpinned(certificateReads(context)), ...pinnedReads(context, [authRollover])];
}

/** Smallest key that Exchange takes for its auth certificate. */
export const LEAST_BITS = 2048;

/** What is known; undefined while not everything was read that a decision needs. */
export function rolloverOf(context: PlanContext): Rollover | undefined {
  const config = valueOf(lookPinned(context, authRollover));
  const servers = valueOf(look(context, exchangeServers));
  if (config === undefined || config === null || servers === undefined) return undefined;
  const server = workingServer(context, servers);
  const own = server === undefined ? undefined : listOf(context, server.Fqdn);
  const current = findCertificate(context, servers, config.current);
  const next = config.next === '' ? null : findCertificate(context, servers, config.next);
  // A certificate that was not seen may lie on a server whose list was not read.
  if (server === undefined || own === undefined || current === undefined || next === undefined)
    return undefined;
  const { now } = context;
  const candidate = candidateOf(own, config, current, now);
  const decision = decideRollover({
    now: now.getTime(),
    current: {
      thumbprint: config.current,
      usable: isUsable(current, now),
      end: current === null ? 0 : Date.parse(current.notAfter),
      weak: current !== null && current.keyBits < LEAST_BITS,
    },
    next:
      config.next === ''
        ? null
        : {
            usable: isUsable(next, now) && (next?.keyBits ?? 0) >= LEAST_BITS,
            effective: config.effective === '' ? null : Date.parse(config.effective),
          },
    candidate: candidate !== undefined,
    rollNow: context.inputs.rollNow,
    effectiveDate: context.inputs.effectiveDate,
  });
  const target = targetOf(decision, config, next, candidate);
  return { config, current: current ?? undefined, target, decision, server: server.Fqdn };
}

function targetOf(
  decision: RolloverDecision,
  config: RolloverConfig,
  next: CertificateInfo | null,
  candidate: CertificateInfo | undefined,
): Rollover['target'] {
  if (decision.kind === 'stage' && decision.of === 'candidate' && candidate !== undefined)
    return { thumbprint: candidate.thumbprint, certificate: candidate };
  if (config.next === '') return undefined;
  return next === null
    ? { thumbprint: config.next }
    : { thumbprint: config.next, certificate: next };
}

function isUsable(certificate: CertificateInfo | null, now: Date): boolean {
  return (
    certificate !== null &&
    Date.parse(certificate.notBefore) <= now.getTime() &&
    Date.parse(certificate.notAfter) > now.getTime()
  );
}

/** The server whose shell is used; the first by name where that is not known. */
function workingServer(
  context: PlanContext,
  servers: readonly ExchangeServer[],
): ExchangeServer | undefined {
  const wanted = context.exchangeServer.toLowerCase();
  const sorted = [...servers].sort((left, right) => (left.Fqdn < right.Fqdn ? -1 : 1));
  return sorted.find((item) => item.Fqdn.toLowerCase() === wanted) ?? sorted[0];
}

function listOf(context: PlanContext, server: string): readonly CertificateInfo[] | undefined {
  return valueOf(look(context, certificates, { server }))?.certificates;
}

/** The certificate of a thumbprint; null: on none of the servers; undefined: not all of them were read. */
function findCertificate(
  context: PlanContext,
  servers: readonly ExchangeServer[],
  thumbprint: string,
): CertificateInfo | null | undefined {
  const lists = servers.map((server) => listOf(context, server.Fqdn));
  const found = lists
    .flatMap((list) => list ?? [])
    .find((item) => thumbprint !== '' && item.thumbprint === thumbprint);
  if (found !== undefined) return found;
  return lists.includes(undefined) ? undefined : null;
}

/**
 * An auth certificate that is there already and unused: made by an earlier plan, or left by somebody. One that soon
 * ends or ends before the current one is none.
 */
function candidateOf(
  own: readonly CertificateInfo[],
  config: RolloverConfig,
  current: CertificateInfo | null,
  now: Date,
): CertificateInfo | undefined {
  const used = [config.current, config.next, config.previous];
  const after = Math.max(
    now.getTime() + 365 * DAY,
    current === null ? 0 : Date.parse(current.notAfter),
  );
  return own
    .filter(
      (item) =>
        isMadeForAuth(item) &&
        !used.includes(item.thumbprint) &&
        item.keyBits >= LEAST_BITS &&
        isUsable(item, now) &&
        Date.parse(item.notAfter) > after,
    )
    .sort((left, right) =>
      `${right.notBefore}${right.thumbprint}` < `${left.notBefore}${left.thumbprint}` ? -1 : 1,
    )[0];
}

/**
 * The context in which the wanted certificate is staged already: resources that look at the auth configuration then plan
 * for it before it is. It rests on the pinned domain controller, because another one may lag behind what was just changed.
 */
export function asStaged(context: PlanContext, { config, target }: Rollover): PlanContext {
  const pinned = context.observations.get(readKey(pinnedRequest(context, authRollover)));
  if (pinned?.status !== 'read') return context;
  const value: AuthConfig = {
    CurrentCertificateThumbprint: config.current,
    NextCertificateThumbprint: target?.thumbprint ?? '',
    PreviousCertificateThumbprint: config.previous,
    ServiceName: '',
    Realm: '',
  };
  const request = readRequest(authConfig);
  const observations: Observations = new Map([
    ...context.observations,
    [readKey(request), { ...pinned, request, value }],
  ]);
  return { ...context, observations };
}

/** Reads without the one that the pinned read stands in for. */
export function withoutUnpinned(requests: readonly ReadRequest[]): readonly ReadRequest[] {
  return requests.filter((request) => request.read !== authConfig.id);
}

/** What could not be planned, because not everything was read. */
export function notKnown(self: Self, title: MessageRef, context: PlanContext): ResourcePlan {
  const looked = [lookPinned(context, authRollover), look(context, exchangeServers)];
  const findings = looked.flatMap((item): Finding[] =>
    item.status === 'not-read' ? [findingOf(item.error, self.step, self.id, 'blocking')] : [],
  );
  const rows = [compare('Get-AuthConfig', '', undefined)];
  return { resource: planned(self, title, 'unknown', rows), actions: [], findings };
}
