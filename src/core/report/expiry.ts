import type { Comparison, Plan } from '../model/plan';
import type { Verification } from '../model/proof';
import type { Expiry } from './types';

const DAY = 86_400_000;
/** Days before the end at which to be reminded: the threshold of Microsoft's own renewal script. */
export const REMINDER_DAYS = 60;

/** Ends of the auth certificates, from the newest comparison of the resource that watches them. */
export function expiryOf(plan: Plan, verification: Verification | null, now: Date): Expiry[] {
  const planned = plan.steps
    .flatMap((step) => step.resources)
    .find((item) => item.id === 'auth-certificate');
  const proved = verification?.proofs.find((item) => item.resource === 'auth-certificate');
  const rows = proved?.comparisons ?? planned?.comparisons ?? [];
  return (['current', 'next'] as const).flatMap((role) => expiryOfRole(role, rows, now));
}

function expiryOfRole(role: Expiry['role'], rows: readonly Comparison[], now: Date): Expiry[] {
  const end = rows.find((row) => row.property === `NotAfter (${role})`)?.found;
  const thumbprint = rows.find(
    (row) => row.property.endsWith(`(${role})`) && /^[0-9A-F]{40}$/.test(row.expected),
  )?.expected;
  if (end === undefined || thumbprint === undefined || Number.isNaN(Date.parse(end))) return [];
  const at = Date.parse(end);
  return [
    {
      role,
      thumbprint,
      end: new Date(at).toISOString(),
      reminder: new Date(at - REMINDER_DAYS * DAY).toISOString(),
      daysLeft: Math.floor((at - now.getTime()) / DAY),
    },
  ];
}
