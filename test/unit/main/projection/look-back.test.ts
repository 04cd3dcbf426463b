import { describe, expect, it } from 'vitest';
import { appError } from '../../../../src/shared/errors';
import { assess } from '../../../../src/main/app/projection/assessment';
import { lookBackView } from '../../../../src/main/app/projection/look-back-view';
import { nextView } from '../../../../src/main/app/projection/next';
import { readView } from '../../../../src/main/app/projection/read-view';
import { stepViews } from '../../../../src/main/app/projection/steps';
import {
  certificateView,
  remembered,
  topologyView,
} from '../../../../src/main/app/projection/topology';
import { coversWanted } from '../../../../src/main/app/projection/assessment';
import type { OpenState } from '../../../../src/main/app/projection/state';
import { parseSnapshot, snapshotText } from '../../../../src/core/history/snapshot';
import { action, intent, lastRead, open, outcome, plan, record, run, started } from '../support';

const three = plan([
  action('one'),
  action('two'),
  action('keys', { target: 'tenant', step: 'upload-certificate' }),
]);
const cut = (entries = [started, intent('one'), intent('two')]) =>
  run(three, entries, { interrupted: true });
const signedIn: OpenState['signIn'] = {
  ...{ state: 'signed-in', account: 'ada@contoso.com', tenantId: 't' },
  expiresAt: '2026-01-12T09:00:00.000Z',
};

describe('a look back at an interrupted run', () => {
  it('is due where something was in flight and nobody has to be asked', () => {
    expect(lookBackView(cut(), open())).toMatchObject({
      ...{ state: 'open', needs: [] },
      actions: [
        { id: 'one', outcome: null },
        { id: 'two', outcome: null },
      ],
    });
    expect(lookBackView(run(three, [started], { live: true }), open())).toBeNull();
    const between = cut([started, intent('one'), outcome('one')]);
    expect(lookBackView(between, open())).toMatchObject({ state: 'looked', actions: [] });
  });

  it('names what it needs first', () => {
    const inTenant = cut([started, intent('keys')]);
    const needs = (of: typeof inTenant, state: OpenState) => lookBackView(of, state)?.needs;
    expect(needs(inTenant, open())).toEqual(['sign-in']);
    expect(needs(inTenant, open({}, { signIn: signedIn }))).toEqual([]);
    const connection = { exchange: 'remote-credential', tenant: 'carry' } as const;
    const asked = open({ record: record({ connection }) });
    expect(needs(cut(), asked)).toEqual(['credential']);
    // The practice lab asks nobody.
    expect(needs(inTenant, open({ record: record({ practice: true }) }))).toEqual([]);
    // Its answers were carried here.
    expect(needs(inTenant, asked)).toEqual([]);
  });

  it('tells Done, Not done and Unknown apart, also after another restart', () => {
    const found = cut([
      ...[started, intent('one'), intent('two'), intent('keys')],
      outcome('one', { decidedBy: 'read' }),
      outcome('two', { decidedBy: 'read', outcome: 'not-done' }),
    ]);
    const error = appError('HX-UNKNOWN', { action: 'keys' });
    const undecided = new Map([['keys', error]]);
    const lookBack = { run: 'r1', isLooking: false, undecided };
    const rows = (state: OpenState) =>
      lookBackView(found, state)?.actions.map(({ id, outcome: word }) => [id, word]);
    const looked = open({}, { lookBack });
    expect(lookBackView(found, looked)).toMatchObject({ state: 'looked' });
    expect(lookBackView(found, looked)?.actions.at(-1)?.error).toEqual(error);
    expect(rows(looked)).toEqual([
      ['one', 'done'],
      ['two', 'not-done'],
      ['keys', 'unknown'],
    ]);
    expect(rows(open({}, { signIn: signedIn }))?.at(-1)).toEqual(['keys', null]);
  });

  it('waits for the person where it was stopped, for an imported customer, and beside collected files', () => {
    const state = (of: OpenState) => lookBackView(cut(), of)?.state;
    const lookBack = { run: 'r1', isLooking: false, undecided: new Map() };
    expect(state(open({}, { lookBack }))).toBe('looked');
    expect(state(open({}, { lookBack: { ...lookBack, isLooking: true } }))).toBe('looking');
    expect(state(open({ record: record({ staged: { at: started.at } }) }))).toBe('looked');
    expect(state(open({}, { collected: '/files' }))).toBe('looked');
    expect(state(open({}, { lookBack: { ...lookBack, run: 'r0' } }))).toBe('open');
  });
});

describe('what was known before a restart', () => {
  const certificate = {
    role: 'current',
    thumbprint: 'AB'.repeat(20),
    subject: 'CN=Auth',
    notBefore: '2025-01-12T08:00:00.000Z',
    notAfter: '2026-02-12T08:00:00.000Z',
  } as const;
  const restarted = open({}, { lastRead: lastRead({ certificates: [certificate], changes: 3 }) });

  it('is drawn, with the certificate and the days that are left of it now', () => {
    expect(topologyView(restarted, assess(restarted))).toMatchObject({
      exchange: { state: 'read', servers: [{ name: 'EX01.contoso.com' }] },
      tenant: { state: 'not-reached', account: null },
      ...{ outbound: 'configured', sides: 'exchange-tenant' },
    });
    expect(certificateView(restarted)).toMatchObject({
      thumbprint: certificate.thumbprint,
      daysLeft: Math.floor(
        (Date.parse(certificate.notAfter) - restarted.now.getTime()) / 86_400_000,
      ),
    });
  });

  it('is never planned from: the next thing is to read', () => {
    expect(nextView(restarted, stepViews(restarted, assess(restarted)))).toEqual({ kind: 'read' });
    expect(coversWanted(restarted.session, restarted.known, restarted.now)).toBe(false);
    expect(stepViews(restarted, assess(restarted))).toEqual(stepViews(open(), assess(open())));
  });

  it('gives way to what is read, and is not shown for another scenario', () => {
    const read = open({}, { lastRead: lastRead(), known: new Map() });
    expect(remembered(read)).toBeNull();
    expect(topologyView(read, assess(read)).exchange.state).toBe('not-read');
    const other = record({ scenario: 'sfb-server-tenant' });
    expect(remembered(open({ record: other }, { lastRead: lastRead() }))).toBeNull();
  });
});

describe('a read in detail', () => {
  const object = (key: string, target: 'exchange' | 'tenant', at: string) => ({
    ...{ key, read: 'accepted-domains', arguments: {}, target, at, durationMs: 12 },
    ...{ error: null, errorArguments: {}, facts: {} },
  });
  const kept = {
    ...{ format: 2, id: '20260112t080000000z', at: started.at, scenario: 'tenant-exchange' },
    objects: [
      object('b', 'exchange', '2026-01-12T08:00:02.000Z'),
      object('a', 'exchange', '2026-01-12T08:00:01.000Z'),
      {
        ...object('t', 'tenant', '2026-01-12T08:00:03.000Z'),
        ...{ error: 'HX-REACH', errorArguments: { target: 'graph' } },
      },
    ],
  } as const;
  const parsed = parseSnapshot(new TextEncoder().encode(JSON.stringify(kept)));

  it('has its reads by target in the order in which they were made, with why one failed', () => {
    if (parsed === undefined) throw new Error('not parsed');
    const { targets } = readView(parsed);
    expect(targets.map(({ target, reads }) => [target, reads.map(({ key }) => key)])).toEqual([
      ['exchange', ['a', 'b']],
      ['tenant', ['t']],
    ]);
    expect(targets[1]?.reads[0]).toMatchObject({
      durationMs: 12,
      error: { code: 'HX-REACH', args: { target: 'graph' } },
    });
    expect(parseSnapshot(new TextEncoder().encode(snapshotText(parsed)))).toEqual(parsed);
  });

  it('of an earlier version has no times', () => {
    const old = {
      ...kept,
      format: 1,
      objects: kept.objects.map(
        ({ at: _at, durationMs: _took, errorArguments: _args, ...item }) => item,
      ),
    };
    const read = parseSnapshot(new TextEncoder().encode(JSON.stringify(old)));
    if (read === undefined) throw new Error('not parsed');
    expect(readView(read).targets[0]?.reads[0]).toMatchObject({ at: null, durationMs: null });
  });
});
