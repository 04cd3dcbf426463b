// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
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
