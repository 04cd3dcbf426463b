import type { CustomerRowView } from '../../../shared/ipc/views';

/** Orders of the customers table. */
export const SORTS = ['attention', 'name', 'expiry', 'run'] as const;
/** One of the orders. */
export type CustomerSort = (typeof SORTS)[number];

const FAR = '9999';

/** What cannot wait comes first. */
const URGENCY = {
  interrupted: 1,
  certificate: 2,
  drifted: 3,
  attention: 4,
  planned: 5,
  staged: 6,
  read: 7,
  'not-read': 8,
  verified: 9,
} as const satisfies Record<CustomerRowView['status'], number>;

function urgency(row: CustomerRowView): number {
  return row.error === undefined ? URGENCY[row.status] : 0;
}

/** Comparing by locale rules is slow to set up: one collator serves a thousand rows. */
const COLLATOR = new Intl.Collator(undefined, { numeric: true });

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Rows whose name or domain holds the text. */
export function filterCustomers(
  rows: readonly CustomerRowView[],
  text: string,
): readonly CustomerRowView[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) =>
    `${row.name}\n${row.tenantDomain}`.toLocaleLowerCase().includes(wanted),
  );
}

function compare(sort: CustomerSort, a: CustomerRowView, b: CustomerRowView): number {
  const byExpiry = () => compareText(a.expiry ?? FAR, b.expiry ?? FAR);
  switch (sort) {
    case 'attention':
      return urgency(a) - urgency(b) || byExpiry();
    case 'name':
      return 0;
    case 'expiry':
      return byExpiry();
    case 'run':
      return compareText(b.lastRun ?? '', a.lastRun ?? '');
  }
}

/** Rows in the chosen order; equal ones by name. */
export function sortCustomers(
  rows: readonly CustomerRowView[],
  sort: CustomerSort,
): readonly CustomerRowView[] {
  return [...rows].sort((a, b) => compare(sort, a, b) || COLLATOR.compare(a.name, b.name));
}
