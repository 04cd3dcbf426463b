/** What the list of customers says of one; kept small, because a consultant has hundreds. */
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
  /** ISO 8601: the earliest end of an auth certificate that the last verification saw. */
  readonly expiry?: string;
}

/** The listing of a customer from what is stored for it. */
export function listingOf(
  record: CustomerRecord,
  runs: readonly RunSummary[],
  verification: Verification | null,
): CustomerListing {
  const { id, name, tenantDomain, practice, scenario, badge, staged } = record;
  const last = runs.at(-1);
  const expiry = expiryOf(verification);
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
    ...(expiry === undefined ? {} : { expiry }),
  };
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

function expiryOf(verification: Verification | null): string | undefined {
  const ends = (verification?.proofs ?? [])
    .flatMap((proof) => proof.comparisons)
    .filter((row) => row.property.startsWith('NotAfter'))
    .map((row) => row.found)
    .filter((found) => !Number.isNaN(Date.parse(found)));
  return ends.sort()[0];
}
