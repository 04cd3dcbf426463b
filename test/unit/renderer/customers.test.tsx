import { HISTORY_IDS, historyId } from '../../../src/renderer/history-testids';
import { KNOWN_IDS, interruptedId, lookBackId } from '../../../src/renderer/known-testids';
import type { HistoryEntryView } from '../../../src/shared/ipc/history-view';
import { appError } from '../../../src/shared/errors';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CUSTOMERS_TEST_IDS, customersTestId } from '../../../src/renderer/customers-testids';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { appView, customerView } from './fixtures';
import { RUNS } from './fixture-plan';
import { show } from './render';

describe('the list of customers', () => {
  it('tells in words where each stands, and moves between rows with the arrows', async () => {
    const { bridge } = await show(appView(null), 'customers');
    const status = async (id: string) =>
      (await screen.findByTestId(customersTestId.status(id))).textContent;
    expect(await status('northwind')).toBe('Certificate ends in 48 days');
    expect(await status('fabrikam')).toMatch(/^Run ended unexpectedly /);
    expect(await status('wide-world')).toMatch(/^Verified /);
    expect(await status('tailspin')).toBe('Next: read state');
    expect(await status('litware')).toBe('Cannot be read');
    const open = screen.getByTestId(testId.customerOpen('fabrikam'));
    open.focus();
    fireEvent.keyDown(open, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(screen.getByTestId(testId.customerOpen('northwind')));
    fireEvent.keyDown(screen.getByTestId(testId.customerOpen('northwind')), { key: 'End' });
    expect(document.activeElement).toBe(screen.getByTestId(testId.customerOpen('wide-world')));
    fireEvent.click(screen.getByTestId(customersTestId.restore('litware')));
    expect(bridge.calls.at(-1)).toEqual({ channel: 'customer.restore', input: { id: 'litware' } });
  });

  it('shows that it is being read, and that nobody has a name', async () => {
    await show(appView(null, { customers: [], customersLoading: true }), 'customers');
    expect(await screen.findByTestId(CUSTOMERS_TEST_IDS.loading)).toBeTruthy();
    expect(screen.queryByTestId(TEST_IDS.customersEmpty)).toBeNull();
  });

  it('makes a new customer after another one', async () => {
    const { bridge } = await show(appView(null), 'customers');
    fireEvent.click(await screen.findByTestId(customersTestId.duplicate('fabrikam')));
    const lead = await screen.findByTestId(CUSTOMERS_TEST_IDS.templateLead);
    await waitFor(() => expect(lead.textContent).toContain('Fabrikam Residences'));
    const type = (testid: string, value: string) =>
      fireEvent.change(screen.getByTestId(testid), { target: { value } });
    type(TEST_IDS.newName, 'Adatum');
    type(TEST_IDS.newTenantDomain, 'adatum.onmicrosoft.com');
    type(TEST_IDS.newTenantId, '2f6d1c57-6e1f-4a39-9b1d-0c9f0f2f7a11');
    type(TEST_IDS.newExchangeServer, 'ex01.adatum.com');
    fireEvent.click(screen.getByTestId(TEST_IDS.newCreate));
    const call = bridge.calls.find(({ channel }) => channel === 'customer.create');
    expect(call?.input).toMatchObject({ name: 'Adatum', template: 'fabrikam' });
    expect(call?.input).not.toHaveProperty('connection');
  });
});

describe('a run that ended unexpectedly', () => {
  it('is told above the list of customers, with the way to it', async () => {
    const { bridge } = await show(appView(null), 'customers');
    const card = await screen.findByTestId(KNOWN_IDS.interrupted);
    expect(card.getAttribute('role')).toBe('alert');
    expect(card.textContent).toContain('A run ended unexpectedly');
    const row = appView(null).customers.find(({ status }) => status === 'interrupted');
    fireEvent.click(screen.getByTestId(interruptedId(row?.id ?? '')));
    expect(bridge.calls.at(-1)).toMatchObject({ channel: 'customer.open', input: { id: row?.id } });
  });

  it('is looked back at before anything is offered, once', async () => {
    const waiting = RUNS.interrupted({ state: 'open' });
    const { bridge } = await show(appView(customerView({ run: waiting })));
    const looks = () => bridge.calls.filter(({ channel }) => channel === 'run.look');
    await waitFor(() => expect(looks()).toMatchObject([{ input: { asked: false } }]));
    expect(screen.queryByTestId(TEST_IDS.resumeContinue)).toBeNull();
    const push = (change: Parameters<typeof RUNS.interrupted>[0], busy: 'read' | null) =>
      act(() => bridge.push(appView(customerView({ run: RUNS.interrupted(change), busy }))));
    push({ state: 'looking' }, 'read');
    expect(screen.queryByTestId(TEST_IDS.resumeContinue)).toBeNull();
    fireEvent.click(screen.getByTestId(KNOWN_IDS.lookStop));
    expect(bridge.calls.at(-1)?.channel).toBe('read.cancel');
    push({ state: 'looked' }, null);
    expect(screen.getByTestId(TEST_IDS.resumeContinue)).toBeTruthy();
    expect(looks()).toHaveLength(1);
    fireEvent.click(screen.getByTestId(KNOWN_IDS.look));
    expect(looks().at(-1)).toMatchObject({ input: { asked: true } });
  });

  // acceptance 26
  it('shows each of the three answers in words', async () => {
    const reason = { key: 'core.reason.hide-account', args: { name: 'x' } };
    const words = { done: 'Done', 'not-done': 'Not done', unknown: 'Unknown' } as const;
    const actions = (['done', 'not-done', 'unknown'] as const).map((outcome) => ({
      ...{ id: outcome, reason, outcome },
      error: outcome === 'unknown' ? appError('HX-UNKNOWN', { action: 'x' }) : null,
    }));
    await show(appView(customerView({ run: RUNS.interrupted({ actions }) })));
    for (const [outcome, word] of Object.entries(words)) {
      const row = await screen.findByTestId(lookBackId(outcome));
      expect(row.querySelector('.verdict')?.textContent).toBe(word);
    }
    expect(screen.getByTestId(testId.error('HX-UNKNOWN'))).toBeTruthy();
  });

  it('asks for a sign-in first where part of it is in the tenant, and can be closed without', async () => {
    const waiting = RUNS.interrupted({ state: 'open', needs: ['sign-in'] });
    const signIn = { state: 'signed-out' } as const;
    const { bridge } = await show(appView(customerView({ run: waiting, signIn })));
    fireEvent.click(await screen.findByTestId(KNOWN_IDS.lookSignIn));
    expect(bridge.calls.at(-1)?.channel).toBe('sign-in.start');
    expect(screen.getByTestId(TEST_IDS.resumeClose)).toBeTruthy();
    expect(bridge.calls.map(({ channel }) => channel)).not.toContain('run.look');
    // Signed in: it is looked at by itself.
    act(() => bridge.push(appView(customerView({ run: RUNS.interrupted({ state: 'open' }) }))));
    await waitFor(() => expect(bridge.calls.at(-1)?.channel).toBe('run.look'));
  });

  it('has three ways out on the customer’s first screen; a new plan closes it first', async () => {
    const open = customerView({ run: RUNS.interrupted(), next: { kind: 'resume' } });
    const { bridge } = await show(appView(open));
    fireEvent.click(await screen.findByTestId(CUSTOMERS_TEST_IDS.resumeNewPlan));
    const deeds = () =>
      bridge.calls
        .map(({ channel }) => channel)
        .filter((channel) => channel === 'run.close' || channel === 'plan.make');
    await waitFor(() => expect(deeds()).toEqual(['run.close', 'plan.make']));
  });
});

describe('what was known before a restart', () => {
  const at = '2026-11-20T14:02:00Z';

  it('stands in the list with its day', async () => {
    const [first] = appView(null).customers;
    if (first === undefined) throw new Error('no row');
    const row = (id: string, change: Partial<typeof first>) => ({ ...first, id, ...change });
    const customers = [
      row('proved', { status: 'verified', verifiedAt: at }),
      row('read', { status: 'read', readAt: at }),
      row('open', { status: 'planned' }),
      row('wanted', { status: 'planned', readAt: at, changes: 7 }),
      row('moved', { status: 'drifted', readAt: at, drifted: 2 }),
    ];
    await show(appView(null, { customers }), 'customers');
    const words = async (id: string) =>
      (await screen.findByTestId(customersTestId.status(id))).textContent;
    expect(await words('moved')).toBe('2 values changed since verified');
    expect(await words('wanted')).toMatch(/^7 changes to make, read .*20/);
    expect(await words('read')).toMatch(/^Read .*20.*\. Next: make a plan$/);
    expect(await words('open')).toBe('Next: review the planned changes');
    // What needs attention comes first.
    const order = [...document.querySelectorAll('[data-status]')].map((item) =>
      item.getAttribute('data-status'),
    );
    expect(order).toEqual(['drifted', 'planned', 'planned', 'read', 'verified']);
  });

  it('stands on the overview with its time, and says that it may have changed', async () => {
    const open = customerView({ readAt: null, readBefore: at });
    const { bridge } = await show(appView(open));
    const line = await screen.findByTestId(TEST_IDS.readAt);
    expect(line.textContent).toContain('may have changed since');
    expect(screen.getByTestId(TEST_IDS.topologyExchange).textContent).toContain('As read');
    act(() => bridge.push(appView(customerView({ readBefore: null }))));
    expect(line.textContent).not.toContain('may have changed');
    expect(screen.getByTestId(TEST_IDS.topologyExchange).textContent).not.toContain('As read');
  });
});

describe('a read of the history', () => {
  it('opens with its reads by target, their time and duration, and why one failed', async () => {
    const id = '20261120t140200000z';
    const at = '2026-11-20T14:02:00Z';
    const title = { key: 'core.read.server-health', args: { server: 'EX01' } };
    const entry = {
      ...{ kind: 'read', id, at, scenario: 'tenant-exchange', read: 1, notRead: 1 },
      ...{ verified: null, kept: true },
    } as HistoryEntryView;
    const { bridge } = await show(appView(customerView()), 'overview');
    bridge.answer('history.list', {
      ok: true,
      value: { entries: [entry], damagedAt: null, drift: null },
    });
    bridge.answer('history.read', {
      ok: true,
      value: {
        ...{ id, at, scenario: 'tenant-exchange' },
        targets: [
          { target: 'exchange', reads: [{ key: 'a', title, at, durationMs: 1_200, error: null }] },
          {
            target: 'tenant',
            reads: [
              {
                key: 'b',
                title,
                at: null,
                durationMs: null,
                error: appError('HX-REACH', { target: 'graph' }),
              },
            ],
          },
        ],
      },
    });
    fireEvent.click(screen.getByTestId(testId.nav('history')));
    fireEvent.click(await screen.findByTestId(historyId.open(id)));
    const screenOf = await screen.findByTestId(KNOWN_IDS.read);
    await waitFor(() => expect(screenOf.querySelectorAll('tbody tr')).toHaveLength(2));
    const [first, second] = screenOf.querySelectorAll('tbody tr');
    expect(first?.textContent).toContain('EX01');
    expect(first?.textContent).toContain('1.2');
    expect(first?.textContent).toContain('Read');
    expect(second?.querySelector(`[data-testid="${testId.error('HX-REACH')}"]`)).not.toBeNull();
    fireEvent.click(screen.getByTestId(HISTORY_IDS.back));
    expect(await screen.findByTestId(historyId.open(id))).toBeTruthy();
  });
});
