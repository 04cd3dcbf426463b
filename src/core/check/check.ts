/**
 * A scheduled look at one customer: how many days every certificate and key has left, and what is not any more as the
 * last verification found it. Reads only; a pure function of what was read.
 */
import { applicationName } from '../../shared/applications';
import type { AppError } from '../../shared/errors';
import type { MessageRef } from '../model/message';
import type { Observation, Observations } from '../model/observation';
import type { Verification } from '../model/proof';
import { neededReads, planContext } from '../engine/plan';
import type { Wanted } from '../engine/plan';
import type { EnginePorts } from '../engine/ports';
import { readAll } from '../engine/read-lanes';
import type { ReadProgress } from '../engine/read-lanes';
import { verify } from '../engine/verify';
import { applicationKeys } from '../reads/hybrid-application';
import { servicePrincipal } from '../reads/tenant';
import type { PrincipalKey } from '../reads/tenant';
import { authCertificates } from '../resources/auth-certificates';

const DAY = 86_400_000;
/** Days before its end from which the certificate in use is due (CSS-Exchange threshold). */
const DUE_DAYS = 60;

/** One certificate or key with its end. */
export interface CheckedDate {
  /** `current` and `next` are Exchange's; `key` lies in the tenant. */
  readonly kind: 'current' | 'next' | 'key';
  /** Where it lies: `Exchange`, or the name of the application. */
  readonly where: string;
  /** Thumbprint, or the key's id where it came without bytes. */
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly end: string;
  /** Whole days; negative: it has ended. */
  readonly daysLeft: number;
  /** `info`: an old key beside a valid one harms nothing. */
  readonly state: 'fine' | 'due' | 'ended' | 'info';
}

/** Something that was verified and is not any more, or could not be looked at. */
export interface CheckedResource {
  readonly resource: string;
  readonly title: MessageRef;
  /** What differs, `expected → found`. */
  readonly differences: readonly string[];
}

/** What a check found. */
export interface CheckResult {
  /** `failed`: something has ended. `drift`: changed since, or due. `person`: not everything could be looked at. */
  readonly status: 'fine' | 'drift' | 'failed' | 'person';
  /** ISO 8601. */
  readonly at: string;
  /** When it was verified last; null: never, so nothing can be compared. */
  readonly verifiedAt: string | null;
  readonly dates: readonly CheckedDate[];
  readonly drift: readonly CheckedResource[];
  readonly notChecked: readonly CheckedResource[];
  /** Why something was not read, each cause once. */
  readonly errors: readonly AppError[];
}

/** Reads and judges. Nothing is stored, asked or changed. */
export async function checkCustomer(
  wanted: Wanted,
  ports: EnginePorts,
  last: Verification | null,
  onProgress: (progress: ReadProgress) => void = () => undefined,
): Promise<CheckResult> {
  const { clock } = ports;
  const observations = await readAll(
    (found) => neededReads(wanted, found, clock.now()),
    ports,
    onProgress,
  );
  return judgeCheck(wanted, observations, last, clock.now());
}

/** The result of what was read. */
function judgeCheck(
  wanted: Wanted,
  observations: Observations,
  last: Verification | null,
  now: Date,
): CheckResult {
  const dates = datesOf(wanted, observations, now);
  const errors = errorsOf([...observations.values()]);
  const found = verify(wanted, observations, now);
  const { drift, notChecked } = compareWith(last, found, errors.length === 0);
  const states = dates.map((item) => item.state);
  const isIncomplete = last === null || notChecked.length > 0 || states.length === 0;
  const status = states.includes('ended')
    ? 'failed'
    : drift.length > 0 || states.includes('due')
      ? 'drift'
      : isIncomplete
        ? 'person'
        : 'fine';
  return {
    status,
    at: now.toISOString(),
    verifiedAt: last?.at ?? null,
    dates,
    drift,
    notChecked,
    errors,
  };
}

function datesOf(wanted: Wanted, observations: Observations, now: Date): CheckedDate[] {
  const context = planContext(wanted, observations, now);
  const certificates = authCertificates(context) ?? [];
  const daysLeft = (end: string): number => Math.floor((Date.parse(end) - now.getTime()) / DAY);
  const hasNext = certificates.some(
    ({ role, certificate }) =>
      role === 'next' && certificate !== undefined && daysLeft(certificate.notAfter) >= DUE_DAYS,
  );
  const own = certificates.flatMap(({ role, thumbprint, certificate }): CheckedDate[] => {
    if (certificate === undefined) return [];
    const days = daysLeft(certificate.notAfter);
    // With a healthy successor staged, the end of the current one is nothing to act on.
    const state = days < 0 ? 'ended' : days < DUE_DAYS && !hasNext ? 'due' : 'fine';
    return [
      {
        kind: role,
        where: 'Exchange',
        name: thumbprint,
        end: certificate.notAfter,
        daysLeft: days,
        state: role === 'next' && days < 0 ? 'due' : state,
      },
    ];
  });
  const keys = keyLists(observations).flatMap(({ where, keys: list }) =>
    list.map((key): CheckedDate => {
      const days = daysLeft(key.endDateTime);
      const name = key.thumbprint === '' ? key.keyId : key.thumbprint;
      const end = new Date(key.endDateTime).toISOString();
      const state = days < DUE_DAYS ? 'info' : 'fine';
      return { kind: 'key', where, name, end, daysLeft: days, state };
    }),
  );
  return [...own, ...keys];
}

interface KeyList {
  readonly where: string;
  readonly keys: readonly PrincipalKey[];
}

/** Key lists among what was read. */
function keyLists(observations: Observations): readonly KeyList[] {
  return [...observations.values()].flatMap((item): KeyList[] => {
    const { read, arguments: given } = item.request;
    const isPrincipal = read === servicePrincipal.id;
    if (item.status !== 'read' || item.value === null) return [];
    if (!isPrincipal && read !== applicationKeys.id) return [];
    // The value was made by the definition whose id the request carries.
    const { keys } = item.value as KeyList;
    const id = given['applicationId'];
    const where = typeof id === 'string' ? applicationName(id) : 'ExchangeServerApp';
    return [{ where, keys }];
  });
}

function compareWith(
  last: Verification | null,
  now: Verification,
  isComplete: boolean,
): Pick<CheckResult, 'drift' | 'notChecked'> {
  const drift: CheckedResource[] = [];
  const notChecked: CheckedResource[] = [];
  for (const proof of now.proofs.filter((item) => item.rung === 'configured')) {
    const before = last?.proofs.find(
      (item) => item.resource === proof.resource && item.rung === 'configured',
    );
    const { resource, title, verdict } = proof;
    const differing = proof.comparisons.filter((row) => row.verdict === 'differs');
    // An expectation that is empty, or none at all, comes of the side that was not read.
    const isKnown = isComplete || differing.some((row) => row.expected !== '');
    if (verdict === 'could-not-check' || (verdict !== 'verified' && !isKnown))
      notChecked.push({ resource, title, differences: [] });
    else if (before?.verdict === 'verified' && verdict !== 'verified')
      drift.push({
        resource,
        title,
        differences: differing.map((row) => `${row.property}: ${row.expected} → ${row.found}`),
      });
  }
  return { drift, notChecked };
}

function errorsOf(observations: readonly Observation[]): AppError[] {
  const found = new Map<string, AppError>();
  for (const item of observations) {
    if (item.status === 'not-read' && !found.has(item.error.code))
      found.set(item.error.code, item.error);
  }
  return [...found.values()];
}
