import { describe, expect, it } from 'vitest';
import { badgeOf } from '../../../../src/main/app/projection/badge';
import { customerRow } from '../../../../src/main/app/projection/customer-rows';
import { listingOf } from '../../../../src/core/model/listing';
import type { LastRead } from '../../../../src/core/history/last-read';
import type { RunSummary } from '../../../../src/core/model/customer';
import type { Verification } from '../../../../src/core/model/proof';
import { action, lastRead, open, plan, record, verification } from '../support';

const summary = {
  id: 'r1',
  kind: 'apply',
  fingerprint: '7F3A-91C2',
  startedAt: '2026-01-12T08:00:00.000Z',
} as const;

interface Stored {
  readonly runs?: RunSummary[];
  readonly verified?: Verification | null;
  readonly read?: LastRead | null;
}
const listed = (
  { runs = [], verified = null, read = null }: Stored = {},
  change: Parameters<typeof record>[0] = {},
) => listingOf(record(change), runs, verified, read);

describe('the list of customers', () => {
  it('tells from disk where a customer stands', () => {
    const status = (row: ReturnType<typeof listed>) => customerRow(row, null).status;
    expect(status(listed())).toBe('not-read');
    const runs = [{ ...summary, result: 'done' }];
    expect(customerRow(listed({ runs }), null)).toMatchObject({
      status: 'attention',
      lastRun: summary.startedAt,
      scenario: 'tenant-exchange',
    });
    expect(customerRow(listed({ runs, verified: verification() }), null)).toMatchObject({
      status: 'verified',
      verifiedAt: verification().at,
    });
    const unchecked = verification({ oauth: 'could-not-check' });
    expect(status(listed({ runs, verified: unchecked }))).toBe('attention');
    const cut = [{ ...summary, result: 'interrupted' }];
    expect(status(listed({ runs: cut, verified: verification() }))).toBe('interrupted');
    expect(status(listed({}, { staged: { at: summary.startedAt } }))).toBe('staged');
  });

  it('tells after a restart what the last read found', () => {
    const runs = [{ ...summary, result: 'done' }];
    const later = '2026-01-13T08:00:00.000Z';
    const row = (stored: Stored) => customerRow(listed(stored), null);
    expect(row({ read: lastRead({ changes: 0 }) })).toMatchObject({ status: 'read' });
    expect(row({ read: lastRead({ changes: 7 }) })).toMatchObject({
      ...{ status: 'planned', readAt: lastRead().at, changes: 7 },
    });
    const drift = {
      ...{ before: 'a', after: 'b', since: summary.startedAt, values: 3 },
      ...{ resources: [], steps: [] },
    };
    const verified = verification();
    const drifted = lastRead({ at: later, drift });
    expect(row({ runs, verified, read: drifted })).toMatchObject({ status: 'drifted', drifted: 3 });
    expect(row({ runs, verified, read: lastRead({ at: later }) }).status).toBe('verified');
    // Something else is wanted since: what was verified is not all.
    expect(row({ runs, verified, read: lastRead({ at: later, changes: 1 }) }).status).toBe(
      'planned',
    );
    // A verification reads for itself.
    const same = lastRead({ at: verified.at, changes: 1 });
    expect(row({ runs, verified, read: same }).status).toBe('verified');
    expect(row({ read: lastRead({ scenario: 'sfb-server-exchange' }) }).status).toBe('not-read');
  });

  it('takes nothing for true that a run came after', () => {
    const after = { ...summary, startedAt: '2026-01-14T08:00:00.000Z' };
    const read = lastRead({ at: '2026-01-13T08:00:00.000Z', changes: 7 });
    const row = (result: string) =>
      customerRow(listed({ runs: [{ ...after, result }], verified: verification(), read }), null);
    expect(row('done')).toMatchObject({ status: 'attention' });
    expect(row('done')).not.toHaveProperty('verifiedAt');
    expect(row('failed').status).toBe('attention');
    for (const result of ['outdated', 'nothing-to-do'])
      expect(row(result)).toMatchObject({ status: 'planned', changes: 7 });
  });

  it('warns of a certificate that only a read saw', () => {
    const ends = new Date(Date.now() + 10 * 86_400_000 + 3_600_000).toISOString();
    const certificate = { subject: 'CN=Auth', notBefore: null, notAfter: ends } as const;
    const thumbprint = 'AB'.repeat(20);
    const row = (role: 'current' | 'next' | 'pool') =>
      customerRow(
        listed({ read: lastRead({ certificates: [{ ...certificate, thumbprint, role }] }) }),
        null,
      );
    for (const role of ['current', 'pool'] as const)
      expect(row(role)).toMatchObject({ status: 'certificate', daysLeft: 10 });
    expect(row('next').status).toBe('read');
  });

  it('says more of the open one', () => {
    const planned = open({ plan: plan([action('a')]) }, { known: new Map() });
    expect(customerRow(listed(), planned).status).toBe('planned');
    expect(customerRow(listed(), open({}, { known: new Map() })).status).toBe('read');
    const drift = {
      ...{ before: 'a', after: 'b', since: summary.startedAt, values: 1 },
      ...{ resources: [], steps: [] },
    };
    const changed = open({}, { drift, lastRead: lastRead({ drift }) });
    expect(customerRow(listed(), changed)).toMatchObject({ status: 'drifted', drifted: 1 });
  });

  it('puts a certificate that ends within 60 days before everything but a cut-off run', () => {
    const ends = (days: number) => new Date(Date.now() + days * 86_400_000 + 3_600_000);
    const row = (days: number, more: object = {}) => {
      const made = { ...listed({ verified: verification() }), ...more };
      return customerRow({ ...made, expiry: ends(days).toISOString() }, null);
    };
    expect(row(61).status).toBe('verified');
    expect(row(60)).toMatchObject({ status: 'certificate', daysLeft: 60 });
    expect(row(-3)).toMatchObject({ status: 'certificate', daysLeft: -3 });
    const lastRun = { ...summary, result: 'interrupted' };
    expect(row(-3, { lastRun }).status).toBe('interrupted');
    // The lab has a clock of its own.
    expect(row(-3, { practice: true }).status).toBe('verified');
  });

  it('names the earliest certificate end that was seen', () => {
    const row = (property: string, found: string) =>
      ({ property, expected: '>', found, verdict: 'equal' }) as const;
    const proof = {
      resource: 'auth-certificate',
      step: 'prepare',
      title: { key: 'core.resource.auth-certificate', args: {} },
      rung: 'configured',
      verdict: 'verified',
      comparisons: [
        row('NotAfter (next)', '2031-01-01T00:00:00.000Z'),
        row('NotAfter (current)', '2027-01-08T00:00:00.000Z'),
        row('Enabled', 'True'),
      ],
    } as const;
    const verified = verification({}, [proof]);
    expect(customerRow(listed({ verified }), null).expiry).toBe('2027-01-08T00:00:00.000Z');
  });

  it('keeps a row for a customer that cannot be read', () => {
    const row = customerRow(
      { id: 'broken', error: { code: 'HX-CUST', args: {} }, canRestore: true },
      null,
    );
    expect(row).toMatchObject({
      id: 'broken',
      name: 'broken',
      error: { code: 'HX-CUST' },
      canRestore: true,
    });
  });
});

describe('badges', () => {
  it('have two letters in every script and a stable colour', () => {
    expect(badgeOf('Contoso Ltd').letters).toBe('CL');
    expect(badgeOf('Contoso').letters).toBe('CO');
    expect(badgeOf('台北 公司').letters).toBe('台公');
    expect(badgeOf('𠮷野家').letters).toBe('𠮷野');
    expect(badgeOf('  —  ').letters).toBe('?');
    expect(badgeOf('Contoso')).toEqual(badgeOf('Contoso'));
    for (const name of ['a', 'b', 'Élan vital']) {
      expect(badgeOf(name).colour).toBeGreaterThanOrEqual(0);
      expect(badgeOf(name).colour).toBeLessThan(12);
    }
  });
});
