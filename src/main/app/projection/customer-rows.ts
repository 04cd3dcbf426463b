import type { CustomerRowView } from '../../../shared/ipc/views';
import type { ListedCustomer, UnreadableCustomer } from '../../../adapters/storage/customer-list';
import type { CustomerListing } from '../../../core/model/listing';
import { listingOf } from '../../../core/model/listing';
import { USUAL_SCENARIO } from '../../../core/scenarios';
import { badgeOf } from './badge';
import type { OpenState } from './state';

type Status = CustomerRowView['status'];

const DAY_MS = 86_400_000;
/** Days before its end from which a certificate needs attention (Microsoft's own renewal script warns then). */
const SOON = 60;

/** The row of one customer. Most are not open and the same at every view: those are made once a day. */
export function customerRow(customer: ListedCustomer, open: OpenState | null): CustomerRowView {
  if ('error' in customer) return unreadableRow(customer);
  if (open?.session.record.id === customer.id) return openRow(open);
  const day = Math.floor(Date.now() / DAY_MS);
  const known = made.get(customer);
  if (known?.day === day) return known.row;
  // A closed lab's clock is not known: its certificates end at no day of the calendar.
  const row = rowOf(customer, customer.practice ? null : new Date(), null);
  made.set(customer, { day, row });
  return row;
}

const made = new WeakMap<
  CustomerListing,
  { readonly day: number; readonly row: CustomerRowView }
>();

function openRow(open: OpenState): CustomerRowView {
  const { record, runs, verification, run, plan } = open.session;
  const listing = listingOf(record, runs, verification, open.lastRead);
  const status: Status | null =
    run?.interrupted === true
      ? 'interrupted'
      : open.drift !== null
        ? 'drifted'
        : verification === null && plan !== null && plan.actions.length > 0
          ? 'planned'
          : verification === null && open.known !== null
            ? 'read'
            : null;
  return rowOf(listing, open.now, status);
}

function rowOf(
  listing: CustomerListing,
  now: Date | null,
  openStatus: Status | null,
): CustomerRowView {
  const { id, name, practice, tenantDomain, lastRun, expiry, verified, read } = listing;
  const found = read?.found;
  const daysLeft =
    expiry === undefined || now === null
      ? undefined
      : Math.floor((Date.parse(expiry) - now.getTime()) / DAY_MS);
  return {
    id,
    name,
    badge: listing.badge ?? badgeOf(name),
    practice,
    tenantDomain,
    scenario: listing.scenario ?? USUAL_SCENARIO,
    status: statusOf(listing, daysLeft, openStatus),
    ...(lastRun === undefined ? {} : { lastRun: lastRun.startedAt }),
    ...(expiry === undefined ? {} : { expiry }),
    ...(daysLeft === undefined ? {} : { daysLeft }),
    ...(verified === undefined ? {} : { verifiedAt: verified.at }),
    ...(read === undefined ? {} : { readAt: read.at }),
    ...(found?.drift === undefined ? {} : { drifted: found.drift.values }),
    // An open customer's plan says itself what it holds.
    ...(found === undefined || openStatus !== null ? {} : { changes: found.changes }),
  };
}

/** The gravest of what is known. */
function statusOf(
  { lastRun, verified, staged, read }: CustomerListing,
  daysLeft: number | undefined,
  openStatus: Status | null,
): Status {
  if (openStatus === 'interrupted' || lastRun?.result === 'interrupted') return 'interrupted';
  if (daysLeft !== undefined && daysLeft <= SOON) return 'certificate';
  if (openStatus === 'drifted' || read?.found?.drift !== undefined) return 'drifted';
  if (openStatus !== null) return staged && openStatus === 'read' ? 'staged' : openStatus;
  if (staged) return 'staged';
  const found = read?.found;
  // A verification reads for itself: only a later read says something else.
  const isReadSince = verified === undefined || (read !== undefined && read.at > verified.at);
  if (found !== undefined && isReadSince && found.changes > 0) return 'planned';
  if (verified !== undefined) return verified.isVerified ? 'verified' : 'attention';
  if (found !== undefined) return 'read';
  // Applied and never verified, or stopped on the way.
  return lastRun === undefined ? 'not-read' : 'attention';
}

/** A damaged file keeps its row, so that it can be found, put right and removed. */
function unreadableRow({ id, error, canRestore }: UnreadableCustomer): CustomerRowView {
  return {
    id,
    name: id,
    badge: badgeOf(id),
    practice: false,
    tenantDomain: '',
    error,
    status: 'attention',
    ...(canRestore ? { canRestore } : {}),
  };
}
