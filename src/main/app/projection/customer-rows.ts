import type { CustomerRowView } from '../../../shared/ipc/views';
import type { RunSummary } from '../../../core/model/customer';
import type { Verification } from '../../../core/model/proof';
import { badgeOf } from './badge';
import type { OpenState, StoredCustomer, UnreadableCustomer } from './state';

type Status = CustomerRowView['status'];

/** The row of one customer. */
export function customerRow(
  customer: StoredCustomer | UnreadableCustomer,
  open: OpenState | null,
): CustomerRowView {
  if (!('record' in customer)) return unreadableRow(customer);
  const { record } = customer;
  const own = open?.session.record.id === record.id ? open : null;
  const runs = own?.session.runs ?? customer.runs;
  const verification = own === null ? customer.verification : own.session.verification;
  const last = runs.at(-1);
  const expiry = expiryOf(verification);
  return {
    id: record.id,
    name: record.name,
    badge: badgeOf(record.name),
    practice: record.practice,
    tenantDomain: record.tenantDomain,
    status: own === null ? storedStatus(runs, verification) : openStatus(own),
    ...(last === undefined ? {} : { lastRun: last.startedAt }),
    ...(expiry === undefined ? {} : { expiry }),
  };
}

/** A damaged file keeps its row, so that it can be found and removed. */
function unreadableRow({ id, error }: UnreadableCustomer): CustomerRowView {
  return {
    id,
    name: id,
    badge: badgeOf(id),
    practice: false,
    tenantDomain: '',
    error,
    status: 'attention',
  };
}

/** True when every step was compared and is as it should be. Feature checks are a person's and belong to no step. */
export function isVerified(verification: Verification): boolean {
  return verification.steps.every((step) => step.verdict === 'verified');
}

function storedStatus(runs: readonly RunSummary[], verification: Verification | null): Status {
  const last = runs.at(-1);
  if (last?.result === 'interrupted') return 'interrupted';
  if (verification !== null) return isVerified(verification) ? 'verified' : 'attention';
  // Applied and never verified, or stopped on the way.
  return last === undefined ? 'not-read' : 'attention';
}

function openStatus(open: OpenState): Status {
  const { session } = open;
  const stored = storedStatus(session.runs, session.verification);
  if (session.run?.interrupted === true) return 'interrupted';
  if (session.verification !== null) return stored;
  if (session.plan !== null && session.plan.actions.length > 0) return 'planned';
  return open.known === null ? stored : 'read';
}

/** The earliest end of an auth certificate that the last verification saw. */
function expiryOf(verification: Verification | null): string | undefined {
  const ends = (verification?.proofs ?? [])
    .flatMap((proof) => proof.comparisons)
    .filter((row) => row.property.startsWith('NotAfter'))
    .map((row) => row.found)
    .filter((found) => !Number.isNaN(Date.parse(found)));
  return ends.sort()[0];
}
