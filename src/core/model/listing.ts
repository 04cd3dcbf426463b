/** What the list of customers says of one; kept small, because a consultant has hundreds. */
import type { LastRead } from '../history/last-read';
import type { CustomerRecord, RunSummary } from './customer';
import type { ScenarioId } from './plan';
import type { Verification } from './proof';

/** One customer of the list. */
export interface CustomerListing {
  readonly id: string;
  readonly name: string;
  readonly tenantDomain: string;
  readonly practice: boolean;
  /** Absent: the usual one. */
  readonly scenario?: ScenarioId;
  readonly badge?: NonNullable<CustomerRecord['badge']>;
  readonly staged: boolean;
  readonly lastRun?: Pick<RunSummary, 'id' | 'kind' | 'startedAt' | 'result'>;
  /** The last verification; absent where none was made since the last run. */
  readonly verified?: { /** ISO 8601. */ readonly at: string; readonly isVerified: boolean };
  /** The last read; absent where none was made, or none of this scenario. */
  readonly read?: {
    /** ISO 8601. */
    readonly at: string;
    /** What it said, where nothing ran since. */
    readonly found?: {
      /** Changes that a plan would have held. */
      readonly changes: number;
      /** Values that differed from the verified state, and when that was verified. */
      readonly drift?: { readonly values: number; readonly since: string };
    };
  };
  /** ISO 8601: the earliest end of an auth certificate in use that the last verification or read saw. */
  readonly expiry?: string;
}

const CHANGED_NOTHING: ReadonlySet<string> = new Set(['outdated', 'nothing-to-do']);

/** True for what was seen at that time (ISO 8601) where no run changed anything since. */
export function isOfNow(at: string, runs: readonly RunSummary[]): boolean {
  const last = runs.filter((run) => !CHANGED_NOTHING.has(run.result)).at(-1);
  return last === undefined || Date.parse(last.startedAt) <= Date.parse(at);
}

/** The verification, where it still stands: a run takes back what was proved before it. */
export function standing(
  verification: Verification | null | undefined,
  runs: readonly RunSummary[],
): Verification | null {
  if (verification === null || verification === undefined) return null;
  return isOfNow(verification.at, runs) ? verification : null;
}

/** The listing of a customer from what is stored for it. */
export function listingOf(
  record: CustomerRecord,
  runs: readonly RunSummary[],
  stored: Verification | null,
  lastRead: LastRead | null,
): CustomerListing {
  const { id, name, tenantDomain, practice, scenario, badge, staged } = record;
  const last = runs.at(-1);
  const expiry = expiryOf(stored, lastRead);
  const verification = standing(stored, runs);
  const read = readOf(lastRead, record, runs);
  return {
    id,
    name,
    tenantDomain,
    practice,
    staged: staged !== undefined,
    ...(scenario === undefined ? {} : { scenario }),
    ...(badge === undefined ? {} : { badge }),
    ...(last === undefined ? {} : { lastRun: shortRun(last) }),
    ...(verification === null
      ? {}
      : { verified: { at: verification.at, isVerified: isVerified(verification) } }),
    ...(read === undefined ? {} : { read }),
    ...(expiry === undefined ? {} : { expiry }),
  };
}

function readOf(
  read: LastRead | null,
  { scenario = 'tenant-exchange' }: CustomerRecord,
  runs: readonly RunSummary[],
): CustomerListing['read'] {
  if (read?.scenario !== scenario) return undefined;
  const { at, changes, drift } = read;
  if (!isOfNow(at, runs)) return { at };
  const changed = drift === null ? {} : { drift: { values: drift.values, since: drift.since } };
  return { at, found: { changes, ...changed } };
}

/** True when every step was compared and is as it should be. Feature checks are a person's and belong to no step. */
export function isVerified(verification: Verification): boolean {
  return verification.steps.every((step) => step.verdict === 'verified');
}

function shortRun({
  id,
  kind,
  startedAt,
  result,
}: RunSummary): NonNullable<CustomerListing['lastRun']> {
  return { id, kind, startedAt, result };
}

/** A read sees the certificates themselves, so it counts unless the verification is newer. */
function expiryOf(verification: Verification | null, read: LastRead | null): string | undefined {
  const ofRead = endsRead(read).sort();
  const ofVerification = endsVerified(verification).sort();
  const isNewer = verification === null || (read !== null && read.at >= verification.at);
  return isNewer ? (ofRead[0] ?? ofVerification[0]) : (ofVerification[0] ?? ofRead[0]);
}

function endsRead(read: LastRead | null): string[] {
  return (read?.certificates ?? [])
    .filter((item) => item.role !== 'next')
    .map((item) => item.notAfter);
}

function endsVerified(verification: Verification | null): string[] {
  return (verification?.proofs ?? [])
    .flatMap((proof) => proof.comparisons)
    .filter((row) => row.property.startsWith('NotAfter'))
    .map((row) => row.found)
    .filter((found) => !Number.isNaN(Date.parse(found)));
}
