/** A valid customer, plan and journal that hostile input starts from. */
import { createHash } from 'node:crypto';
import { canonicalJson, isSafeJson } from '../../../src/shared/json';
import type { JournalEntry } from '../../../src/core/model/journal';
import { jsonOf } from '../../support/hostile';
import { action, intent, outcome, plan, record, started } from '../../unit/main/support';

export const AT = '2026-01-12T08:00:00.000Z';
export const CUSTOMER = record();
export const PLAN = plan([
  action('a1', { tags: ['adds-credential'] }),
  action('a2', {
    dependsOn: ['a1'],
    target: 'tenant',
    operation: {
      kind: 'graph',
      request: { method: 'PATCH', url: '/servicePrincipals/x', body: { a: [1, { b: null }] } },
    },
    gate: {
      read: { read: 'mail-user', arguments: { identity: { from: 'a1', property: 'guid' } } },
      expect: { exists: true },
      title: { key: 'core.reason.hide-account', args: { name: 'x' } },
    },
  }),
]);
export const ENTRIES: readonly JournalEntry[] = [
  started,
  intent('a1'),
  outcome('a1', { facts: { exists: true, names: ['a', 'b'], count: 2 } }),
  { type: 'left-out', at: AT, action: 'a2', reason: 'blocked', blockedBy: 'a1' },
  { type: 'run-ended', at: AT, result: 'partly' },
];

/** Lines of a journal whose chain is right, as far as the entries can be hashed at all. */
export function journalLines(entries: readonly unknown[]): string {
  let chain = '';
  return entries
    .map((entry, index) => {
      const n = index + 1;
      chain = createHash('sha256')
        .update(`${chain}\n${String(n)}\n${isSafeJson(entry) ? canonicalJson(entry) : ''}`)
        .digest('hex');
      return `${jsonOf({ n, chain, entry })}\n`;
    })
    .join('');
}
