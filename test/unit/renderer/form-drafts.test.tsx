import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { LONE_FRAME } from '../../../src/shared/ipc/frame-view';
import type { ConnectionView } from '../../../src/shared/ipc/views';
import { appError } from '../../../src/shared/errors';
import { goTo, leaveCustomer } from '../../../src/renderer/state/ui-store';
import { CUSTOMERS_TEST_IDS } from '../../../src/renderer/customers-testids';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { WINDOW_TEST_IDS } from '../../../src/renderer/window-testids';
import { appView, customerView } from './fixtures';
import { show, type Shown } from './render';

const field = (id: string) => screen.findByTestId<HTMLInputElement>(id);
const real = { practice: false, lab: null } as const;
const connection: ConnectionView = {
  exchangeServer: 'ex01.contoso.com',
  exchange: 'remote',
  tenant: 'sign-in',
  online: 'sign-in',
  skype: 'remote',
  skypeServer: '',
};

/** The idle lock takes every screen away, and is opened again. */
async function lockAndUnlock({ bridge }: Shown, view: ReturnType<typeof appView>): Promise<void> {
  const frame = { ...LONE_FRAME, locked: { running: false } };
  act(() => bridge.push({ ...appView(null, { customers: [] }), frame }));
  await screen.findByTestId(WINDOW_TEST_IDS.unlock);
  act(() => bridge.push(view));
  await waitFor(() => expect(screen.queryByTestId(WINDOW_TEST_IDS.unlock)).toBeNull());
}

describe('what is typed outlives the lock', () => {
  // acceptance 27
  it('of a new customer, until it is made or called off', async () => {
    const view = appView(null);
    const shown = await show(view, 'new-customer');
    fireEvent.change(await field(TEST_IDS.newName), { target: { value: 'Fabrikam' } });
    await lockAndUnlock(shown, view);
    expect((await field(TEST_IDS.newName)).value).toBe('Fabrikam');
    // Looking another customer up meanwhile takes nothing away.
    act(() => leaveCustomer(shown.services.ui));
    expect((await field(TEST_IDS.newName)).value).toBe('Fabrikam');
    await userEvent.click(screen.getByTestId(TEST_IDS.newCancel));
    act(() => goTo(shown.services.ui, 'new-customer'));
    expect((await field(TEST_IDS.newName)).value).toBe('');
  });

  it('of how a customer is reached, and never shows with another', async () => {
    const view = appView(customerView({ ...real, connection }));
    const shown = await show(view, 'connection');
    fireEvent.change(await field(TEST_IDS.connectionServer), { target: { value: 'ex09' } });
    await lockAndUnlock(shown, view);
    expect((await field(TEST_IDS.connectionServer)).value).toBe('ex09');
    act(() => shown.bridge.push(appView(customerView({ ...real, connection, id: 'other' }))));
    expect((await field(TEST_IDS.connectionServer)).value).toBe('ex01.contoso.com');
  });

  it('of the tenant’s settings', async () => {
    const view = appView(customerView(real));
    const shown = await show(view);
    await userEvent.click(screen.getByTestId(TEST_IDS.tenantSettings));
    fireEvent.change(await field(TEST_IDS.tenantClient), { target: { value: 'an-id' } });
    await lockAndUnlock(shown, view);
    expect((await field(TEST_IDS.tenantClient)).value).toBe('an-id');
  });

  it('of a step that main could not store', async () => {
    const view = appView(customerView());
    const shown = await show(view, 'set-up');
    act(() => shown.services.ui.setState({ step: 'mail-user' }));
    shown.bridge.answer('customer.inputs', { ok: false, error: appError('HX-BUSY') });
    const id = testId.input('teamsRoleName');
    fireEvent.change(await field(id), { target: { value: 'Mine' } });
    await lockAndUnlock(shown, view);
    expect((await field(id)).value).toBe('Mine');
  });
});

it('what was typed for one customer is never stored with another', async () => {
  const { bridge, services } = await show(appView(customerView()), 'set-up');
  act(() => services.ui.setState({ step: 'mail-user' }));
  fireEvent.change(await field(testId.input('teamsRoleName')), { target: { value: 'Mine' } });
  act(() => {
    bridge.push(appView(customerView({ id: 'other' })));
    leaveCustomer(services.ui);
    goTo(services.ui, 'overview');
  });
  await waitFor(() => expect(screen.queryByTestId(testId.input('teamsRoleName'))).toBeNull());
  expect(bridge.calls.filter((call) => call.channel === 'customer.inputs')).toEqual([]);
  expect(services.ui.getState().drafts).toEqual({});
});

describe('a draft that main kept of a new customer', () => {
  const values = {
    name: 'Fabrikam',
    tenantDomain: 'fabrikam.onmicrosoft.com',
    tenantId: '',
    exchangeServer: '',
    connection: { exchange: 'carry', tenant: 'sign-in', online: 'sign-in' },
  } as const;
  const typedAt = '2026-11-21T14:01:00.000Z';

  /** The form after a start, with what main kept of an earlier one. */
  async function begun(template = '') {
    const view = appView(null);
    const shown = await show(view);
    const kept = { typedAt, typed: { template, values } };
    shown.bridge.answer('draft.read', { ok: true, value: kept });
    act(() => goTo(shown.services.ui, 'new-customer'));
    const name = await field(TEST_IDS.newName);
    const sent = () =>
      shown.bridge.calls
        .filter(({ channel }) => channel === 'draft.keep')
        .map(({ input }) => input);
    await waitFor(() =>
      expect(shown.bridge.calls.map(({ channel }) => channel)).toContain('draft.read'),
    );
    return { ...shown, name, sent };
  }

  // acceptance 27
  it('is back with the time when it was typed, until something else is typed', async () => {
    const { name, sent } = await begun();
    await waitFor(() => expect(name.value).toBe('Fabrikam'));
    expect(screen.getByTestId(CUSTOMERS_TEST_IDS.restored).textContent).toContain('2026');
    fireEvent.change(name, { target: { value: 'Fabrikam AG' } });
    expect(screen.queryByTestId(CUSTOMERS_TEST_IDS.restored)).toBeNull();
    const typed = { template: '', values: { ...values, name: 'Fabrikam AG' } };
    await waitFor(() => expect(sent()).toEqual([{ typed }]));
  });

  it('of another template stays away', async () => {
    const { name, sent } = await begun('contoso');
    await act(async () => Promise.resolve());
    expect([name.value, sent()]).toEqual(['', []]);
  });

  it('is forgotten when the form is called off', async () => {
    const { name, sent } = await begun();
    await waitFor(() => expect(name.value).toBe('Fabrikam'));
    await userEvent.click(screen.getByTestId(TEST_IDS.newCancel));
    expect(sent()).toEqual([{ typed: null }]);
  });

  it('is handed over before the customer is made, so that main forgets it afterwards', async () => {
    const { name, bridge } = await begun();
    await waitFor(() => expect(name.value).toBe('Fabrikam'));
    fireEvent.change(screen.getByTestId(TEST_IDS.newTenantId), {
      target: { value: '2f6d1c57-6e1f-4a39-9b1d-0c9f0f2f7a11' },
    });
    fireEvent.change(screen.getByTestId(TEST_IDS.newExchangeServer), {
      target: { value: 'ex01.fabrikam.com' },
    });
    await userEvent.click(screen.getByTestId(TEST_IDS.newCreate));
    const order = ['draft.keep', 'customer.create'];
    const made = () =>
      bridge.calls.map(({ channel }) => channel).filter((channel) => order.includes(channel));
    await waitFor(() => expect(made()).toEqual(order));
  });
});
