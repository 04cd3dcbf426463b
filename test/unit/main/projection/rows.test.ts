import { describe, expect, it } from 'vitest';
import { badgeOf } from '../../../../src/main/app/projection/badge';
import { customerRow } from '../../../../src/main/app/projection/customer-rows';
import { action, open, plan, record, verification } from '../support';

const summary = {
  id: 'r1',
  kind: 'apply',
  fingerprint: '7F3A-91C2',
  startedAt: '2026-01-12T08:00:00.000Z',
} as const;

describe('the list of customers', () => {
  it('tells from disk where a customer stands', () => {
    const stored = { record: record(), runs: [], verification: null };
    expect(customerRow(stored, null).status).toBe('not-read');
    const applied = { ...stored, runs: [{ ...summary, result: 'done' }] };
    expect(customerRow(applied, null)).toMatchObject({
      status: 'attention',
      lastRun: summary.startedAt,
    });
    expect(customerRow({ ...applied, verification: verification() }, null).status).toBe('verified');
    const unchecked = verification({ oauth: 'could-not-check' });
    expect(customerRow({ ...applied, verification: unchecked }, null).status).toBe('attention');
    const cut = { ...stored, runs: [{ ...summary, result: 'interrupted' }] };
    expect(customerRow({ ...cut, verification: verification() }, null).status).toBe('interrupted');
  });

  it('says more of the open one', () => {
    const stored = { record: record(), runs: [], verification: null };
    const planned = open({ plan: plan([action('a')]) }, { known: new Map() });
    expect(customerRow(stored, planned).status).toBe('planned');
    expect(customerRow(stored, open({}, { known: new Map() })).status).toBe('read');
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
    const stored = { record: record(), runs: [], verification: verification({}, [proof]) };
    expect(customerRow(stored, null).expiry).toBe('2027-01-08T00:00:00.000Z');
  });

  it('keeps a row for a customer that cannot be read', () => {
    const row = customerRow({ id: 'broken', error: { code: 'HX-CUST', args: {} } }, null);
    expect(row).toMatchObject({ id: 'broken', name: 'broken', error: { code: 'HX-CUST' } });
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
