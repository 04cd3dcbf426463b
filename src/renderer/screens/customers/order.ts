import type { CustomerRowView } from '../../../shared/ipc/views';

/** Orders of the customers table. */
export const SORTS = ['attention', 'name', 'expiry'] as const;
/** One of the orders. */
export type CustomerSort = (typeof SORTS)[number];

const FAR = '9999';

function urgency(row: CustomerRowView): number {
  if (row.error !== undefined || row.status === 'interrupted') return 0;
  if (row.status === 'attention') return 1;
  return row.status === 'verified' ? 3 : 2;
}

function compareText(left: string, right: string): number {
  return left.localeCompare(right);
}

/** Rows whose name or domain holds the text. */
export function filterCustomers(
  rows: readonly CustomerRowView[],
  text: string,
): readonly CustomerRowView[] {
  const wanted = text.trim().toLocaleLowerCase();
  return rows.filter((row) =>
    `${row.name}\n${row.tenantDomain}`.toLocaleLowerCase().includes(wanted),
  );
}

/** Rows in the chosen order; equal ones by name. */
export function sortCustomers(
  rows: readonly CustomerRowView[],
  sort: CustomerSort,
): readonly CustomerRowView[] {
  const byExpiry = (a: CustomerRowView, b: CustomerRowView) =>
    compareText(a.expiry ?? FAR, b.expiry ?? FAR);
  const byName = (a: CustomerRowView, b: CustomerRowView) => compareText(a.name, b.name);
  return [...rows].sort((a, b) => {
    const first = sort === 'attention' ? urgency(a) - urgency(b) : 0;
    const second = sort === 'name' ? 0 : byExpiry(a, b);
    return first || second || byName(a, b);
  });
}
